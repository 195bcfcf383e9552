# Turns `measure` lines into a table: the median over the rounds, fastest first.

$1 == "measure" {
    for (i = 2; i <= NF; i++) {
        split($i, pair, "=")
        of[pair[1]] = pair[2]
    }
    key = of["facts"] SUBSEP of["engine"] SUBSEP of["way"]
    if (!(key in count)) order[++keys] = key
    us[key, ++count[key]] = of["cpu_us"] + 0
    version[key] = of["version"]
    decisions[key] = of["decisions"]
    if (of["wrong"] > wrong[key]) wrong[key] = of["wrong"] + 0
    wide[key] = of["wide"]
    all_wrong += of["wrong"]
}

END {
    for (i = 1; i <= keys; i++) sort_rounds(order[i])
    table("known", "All facts known", median["known", "limit", "effects-and-rules"])
    table("partly-known", "Facts missing", median["partly-known", "limit", "exact-where-open"])
    table("china", "China's whole law", 0)
    table("clauses-100", "100 clauses, of which all may apply", median["clauses-100", "limit", "exact-where-open"])
    table("clauses-1000", "1,000 clauses, of which 900 cannot apply", median["clauses-1000", "limit", "exact-where-open"])
    table("clauses-10000", "10,000 clauses, of which 9,900 cannot apply", median["clauses-10000", "limit", "exact-where-open"])
    for (i = 1; i <= keys; i++) {
        split(order[i], part, SUBSEP)
        if (part[1] == "none" || part[1] == "one-act") printf "%s, %s: %s µs\n", part[2], part[3], figure(median[order[i]])
    }
    if (all_wrong) {
        print "some answers are wrong" > "/dev/stderr"
        exit 1
    }
}

function sort_rounds(key,    i, j, swap) {
    for (i = 2; i <= count[key]; i++)
        for (j = i; j > 1 && us[key, j] < us[key, j - 1]; j--) {
            swap = us[key, j]; us[key, j] = us[key, j - 1]; us[key, j - 1] = swap
        }
    median[key] = us[key, int((count[key] + 1) / 2)]
}

function table(facts, title, limit,    i, j, n, part, swap, rows) {
    for (i = 1; i <= keys; i++) {
        split(order[i], part, SUBSEP)
        if (part[1] == facts) rows[++n] = order[i]
    }
    if (!n) return
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && median[rows[j]] < median[rows[j - 1]]; j--) {
            swap = rows[j]; rows[j] = rows[j - 1]; rows[j - 1] = swap
        }
    printf "**%s**\n\n", title
    print "| engine | version | way | µs a decision | least–most of the rounds | decisions/s | × limit | wrong | too wide |"
    print "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for (i = 1; i <= n; i++) row(rows[i], limit)
    print ""
}

function row(key, limit,    part) {
    split(key, part, SUBSEP)
    printf "| %s | %s | %s | %s | %s–%s | %s | %s | %d of %s | %s |\n",
        part[2], version[key], part[3], figure(median[key]),
        figure(us[key, 1]), figure(us[key, count[key]]), figure(1e6 / median[key]),
        limit ? figure(median[key] / limit) : "–",
        wrong[key], thousands(decisions[key]),
        part[1] == "known" ? "–" : wide[key]
}

# Three figures that count.
function figure(x,    unit) {
    if (x < 0.0995) return sprintf("%.4f", x)
    if (x < 0.995) return sprintf("%.3f", x)
    if (x < 9.95) return sprintf("%.2f", x)
    if (x < 99.5) return sprintf("%.1f", x)
    for (unit = 1; x >= 999.5 * unit; unit *= 10);
    return thousands(sprintf("%.0f", x / unit) * unit)
}

function thousands(x,    text, grouped) {
    text = sprintf("%.0f", x)
    while (length(text) > 3) {
        grouped = "," substr(text, length(text) - 2) grouped
        text = substr(text, 1, length(text) - 3)
    }
    return text grouped
}
