# Turns `measure` and `quality` lines into tables: medians over the rounds.

$1 == "measure" || $1 == "quality" {
    split("", of)
    for (i = 2; i <= NF; i++) {
        split($i, pair, "=")
        of[pair[1]] = pair[2]
    }
}

$1 == "measure" {
    peer = of["peer"]
    if (!(peer in rounds)) order[++peers] = peer
    round = ++rounds[peer]
    for (name in of) value[peer, name, round] = of[name]
}

$1 == "quality" { quality[++qualities] = of["peer"] SUBSEP of["pairs"] SUBSEP of["of"] SUBSEP of["precision"] SUBSEP of["recall"] SUBSEP of["f1"] }

$1 != "measure" && $1 != "quality" { said[++sayings] = $0 }

# The median of a figure; the least and the most are left in `least` and `most`.
function median(peer, name,    i, j, n, swap, sorted) {
    n = rounds[peer]
    for (i = 1; i <= n; i++) {
        sorted[i] = value[peer, name, i] + 0
        for (j = i; j > 1 && sorted[j] < sorted[j - 1]; j--) {
            swap = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = swap
        }
    }
    least = sorted[1]
    most = sorted[n]
    return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function share(peer, name) {
    return ((peer, name, 1) in value) ? sprintf("%.4f", value[peer, name, 1] / value[peer, "of", 1]) : "–"
}

END {
    ours = median("navicert", "a_second")
    print "| | questions per CPU second | least–most | × slower than Navicert | p50 ms | p99 ms | p99 ms, wall clock | right entry among the candidates | right entry alerted | memory MB | built s CPU |"
    print "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for (i = 1; i <= peers; i++) {
        peer = order[i]
        speed = median(peer, "a_second")
        range = sprintf("%.0f–%.0f", least, most)
        printf "| %s | %.0f | %s | %.1f | %.2f | %.2f | %.1f | %s | %s | %.0f | %.1f |\n", peer, speed, range, ours / speed, \
            median(peer, "p50_ms"), median(peer, "p99_ms"), median(peer, "wall_p99_ms"), \
            share(peer, "candidates"), share(peer, "found"), median(peer, "mb"), median(peer, "built_s")
    }
    if (qualities) {
        print ""
        print "| labelled pairs | | pairs | precision | recall | F1 |"
        print "| --- | --- | ---: | ---: | ---: | ---: |"
        for (i = 1; i <= qualities; i++) {
            split(quality[i], part, SUBSEP)
            printf "| %s | %s | %s | %s | %s | %s |\n", part[2], part[1], part[3], part[4], part[5], part[6]
        }
    }
    print ""
    for (i = 1; i <= sayings; i++) print "- " said[i]
}
