//! Times the index on one thread: build, memory, questions by CPU time, latencies, recall.
//!
//! `bench-names SIZE FILE…`: names of the files and made-up ones up to SIZE; `bench-names SIZE --write DIR FILE…`
//! writes the same list and questions as CSV for peers in other languages.

use bench_names::measure::{processor_seconds, report, resident_mb};
use bench_names::{Name, Question, names, questions};
use navicert_names::{Changes, Index, Judgement, Kind, Listed, ListedName, Options, Query};
use std::collections::HashMap;
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let size: usize = arguments.next().and_then(|size| size.parse().ok()).unwrap_or(70_000);
    let mut files: Vec<String> = arguments.collect();
    if files.first().is_some_and(|first| first == "--write") {
        files.remove(0);
        let folder = files.remove(0);
        return write(&folder, &names(&files, size));
    }
    let batch = files.iter().position(|word| word == "--batch").map(|at| {
        files.remove(at);
        files.remove(at).parse::<usize>().unwrap_or(1_000_000)
    });
    let all = names(&files, size);
    let asked = questions(&all, 1_000);
    ours(&all, &asked, batch);
    trigrams(&all, &asked);
}

fn write(folder: &str, all: &[Name]) {
    let mut list = csv::Writer::from_path(format!("{folder}/list.csv")).expect("a writable folder");
    list.write_record(["id", "name", "kind"]).expect("written");
    for name in all {
        list.write_record([&name.entry, &name.text, name.kind]).expect("written");
    }
    let mut file = csv::Writer::from_path(format!("{folder}/questions.csv")).expect("a writable folder");
    file.write_record(["id", "name", "entry", "way"]).expect("written");
    for (at, question) in questions(all, 1_000).iter().enumerate() {
        file.write_record([&at.to_string(), &question.text, question.entry.as_deref().unwrap_or_default(), question.way]).expect("written");
    }
}

fn listed(all: &[Name]) -> Vec<Listed> {
    let mut parties: Vec<Listed> = Vec::new();
    let mut at: HashMap<&str, usize> = HashMap::new();
    for name in all {
        let position = *at.entry(&name.entry).or_insert(parties.len());
        if position == parties.len() {
            let kind = Kind::parse(name.kind).unwrap_or_default();
            parties.push(Listed { list: "bench".into(), entry: name.entry.clone(), kind, ..Listed::default() });
        }
        parties[position].names.push(ListedName::primary(&*name.text));
    }
    parties
}

fn ours(all: &[Name], asked: &[Question], batch: Option<usize>) {
    let parties = listed(all);
    let warm = Instant::now();
    drop(Index::build([Listed { names: vec![ListedName::primary("warm")], ..Listed::default() }]).screen(&Query::named("warm"), &Options::default()));
    println!("tables: {:.3} s", warm.elapsed().as_secs_f64());
    let before = resident_mb();
    let (started, cpu) = (Instant::now(), processor_seconds());
    let index = Index::build(parties.iter().cloned());
    println!(
        "index of {} names: {:.2} s ({:.2} s CPU), {:.0} MB",
        index.names(),
        started.elapsed().as_secs_f64(),
        processor_seconds() - cpu,
        resident_mb() - before,
    );
    let mut asker = index.asker();
    let options = Options::default();
    let queries: Vec<Query> = asked.iter().map(|question| Query::named(&*question.text)).collect();
    for query in &queries {
        asker.screen(query, &options);
    }
    let mut times = Vec::new();
    let mut found = 0;
    let cpu = processor_seconds();
    for (query, question) in queries.iter().zip(asked) {
        let started = Instant::now();
        let hits = asker.screen(query, &options);
        times.push(started.elapsed().as_secs_f64());
        found += usize::from(question.entry.as_ref().is_some_and(|entry| hits.iter().any(|hit| hit.entry == entry)));
    }
    let seconds = processor_seconds() - cpu;
    let of = asked.iter().filter(|question| question.entry.is_some()).count();
    report("navicert, with explanations", &mut times, seconds, found, of);
    let mut missed: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut candidates = 0;
    for (query, question) in queries.iter().zip(asked) {
        if let Some(entry) = &question.entry {
            let there = asker.candidates(query).contains(&entry.as_str());
            candidates += usize::from(there);
            let way = missed.entry(question.way).or_default();
            way.1 += 1;
            way.0 += usize::from(there);
            if !there && std::env::var_os("SHOW").is_some() {
                println!("  not a candidate: {} ({}, {entry})", question.text, question.way);
            }
        }
    }
    println!("candidate recall {candidates} of {of} = {:.4}", candidates as f64 / of as f64);
    let mut ways: Vec<_> = missed.into_iter().collect();
    ways.sort();
    for (way, (there, of)) in ways {
        println!("  {way}: {there} of {of}");
    }
    let false_alerts = queries
        .iter()
        .zip(asked)
        .filter(|(query, question)| {
            let hits = asker.screen(query, &options);
            question.entry.is_none() && hits.iter().any(|hit| hit.judgement == Judgement::Same)
        })
        .count();
    println!("of {} names from nowhere, {false_alerts} were called the same as a listed one", asked.len() - of);
    again(&parties, &index, &queries);
    if let Some(count) = batch {
        many(&index, &queries, count);
    }
}

/// A list of which a hundred entries are new: whom that can concern, and how fast it is known.
fn again(parties: &[Listed], after: &Index, queries: &[Query]) {
    let step = (parties.len() / 100).max(1);
    let before = Index::build(parties.iter().enumerate().filter(|(at, _)| at % step != 0).map(|(_, party)| party.clone()));
    let cpu = processor_seconds();
    let changes = Changes::between(&before, after, &[]);
    let compared = processor_seconds() - cpu;
    let mut concern = changes.concern();
    let cpu = processor_seconds();
    let concerned = queries.iter().filter(|query| concern.concerns(query)).count();
    let seconds = processor_seconds() - cpu;
    println!(
        "{} entries new: compared in {compared:.2} s CPU; {concerned} of {} questions concerned, told at {:.0} per CPU second",
        changes.added,
        queries.len(),
        queries.len() as f64 / seconds,
    );
}

fn many(index: &Index, queries: &[Query], count: usize) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let started = Instant::now();
    let options = Options::default();
    let hits: usize = std::thread::scope(|scope| {
        let work: Vec<_> = (0..cores)
            .map(|core| {
                let options = &options;
                scope.spawn(move || {
                    let mut asker = index.asker();
                    (core..count).step_by(cores).map(|at| asker.screen(&queries[at % queries.len()], options).len()).sum::<usize>()
                })
            })
            .collect();
        work.into_iter().map(|work| work.join().unwrap_or(0)).sum()
    });
    println!("{count} parties, {cores} threads: {:.1} s, {hits} hits, {:.0} MB resident", started.elapsed().as_secs_f64(), resident_mb());
}

/// The plainest thing that works: trigrams of the whole name in memory, the fifty that share most scored by
/// the edit distance of their sorted words.
fn trigrams(all: &[Name], asked: &[Question]) {
    let started = Instant::now();
    let plain = |text: &str| -> Vec<char> {
        let mut words: Vec<String> = text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
        words.sort();
        words.join(" ").chars().collect()
    };
    let keys = |text: &[char]| -> Vec<[char; 3]> {
        let mut padded = vec![' '];
        padded.extend(text);
        padded.push(' ');
        let mut keys: Vec<[char; 3]> = padded.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let texts: Vec<Vec<char>> = all.iter().map(|name| plain(&name.text)).collect();
    let mut postings: HashMap<[char; 3], Vec<u32>> = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        for key in keys(text) {
            postings.entry(key).or_default().push(at as u32);
        }
    }
    println!("trigrams: built in {:.2} s", started.elapsed().as_secs_f64());
    let mut counts = vec![0u16; all.len()];
    let (mut times, mut found) = (Vec::new(), 0);
    let cpu = processor_seconds();
    for question in asked {
        let started = Instant::now();
        let text = plain(&question.text);
        let mut touched: Vec<u32> = Vec::new();
        for key in keys(&text) {
            for at in postings.get(&key).into_iter().flatten() {
                if counts[*at as usize] == 0 {
                    touched.push(*at);
                }
                counts[*at as usize] += 1;
            }
        }
        touched.sort_unstable_by_key(|at| std::cmp::Reverse(counts[*at as usize]));
        for at in &touched {
            counts[*at as usize] = 0;
        }
        touched.truncate(50);
        let mut ranked: Vec<(usize, u32)> = touched.iter().map(|at| (edits(&text, &texts[*at as usize]), *at)).collect();
        ranked.sort_unstable();
        times.push(started.elapsed().as_secs_f64());
        found += usize::from(question.entry.as_ref().is_some_and(|entry| ranked.iter().any(|(_, at)| all[*at as usize].entry == *entry)));
    }
    let seconds = processor_seconds() - cpu;
    let of = asked.iter().filter(|question| question.entry.is_some()).count();
    report("plain trigrams, top 50", &mut times, seconds, found, of);
}

fn edits(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let cost = (row[j] + 1).min(row[j + 1] + 1).min(corner + usize::from(a != b));
            corner = row[j + 1];
            row[j + 1] = cost;
        }
    }
    row[other.len()]
}
