//! Navicert's index.

use bench_names::measure::{Built, Pass, processor_seconds, resident_mb};
use bench_names::{Name, Question};
use navicert_names::{
    Asker, Changes, Hit, Index, Judgement, Kind, Listed, ListedName, Options, Query, Shown,
};
use std::collections::HashMap;
use std::time::Instant;

fn listed(all: &[Name]) -> Vec<Listed> {
    let mut parties: Vec<Listed> = Vec::new();
    let mut at: HashMap<&str, usize> = HashMap::new();
    for name in all {
        let position = *at.entry(&name.entry).or_insert(parties.len());
        if position == parties.len() {
            let kind = Kind::parse(name.kind).unwrap_or_default();
            parties.push(Listed {
                list: "bench".into(),
                entry: name.entry.clone(),
                kind,
                ..Listed::default()
            });
        }
        parties[position].names.push(ListedName::primary(&*name.text));
    }
    parties
}

/// The index, the questions, and what they found.
pub struct Ours<'q> {
    parties: Vec<Listed>,
    index: Index,
    built: Built,
    asked: &'q [Question],
    queries: Vec<Query>,
}

impl<'q> Ours<'q> {
    /// Reads the tables, then builds the index.
    pub fn build(all: &[Name], asked: &'q [Question]) -> Self {
        let parties = listed(all);
        // The tables of words are read once, whatever the list.
        drop(
            Index::build([Listed {
                names: vec![ListedName::primary("warm")],
                ..Listed::default()
            }])
            .screen(&Query::named("warm"), &Options::default()),
        );
        let (index, built) = Built::time(|| Index::build(parties.iter().cloned()));
        let queries = asked.iter().map(|question| Query::named(&*question.text)).collect();
        Ours { parties, index, built, asked, queries }
    }

    /// Asks all questions.
    pub fn pass(&self) {
        let (options, mut asker, mut pass) =
            (Options::default(), self.index.asker(), Pass::default());
        let (mut found, mut same) = (0, 0);
        for (query, question) in self.queries.iter().zip(self.asked) {
            let hits = pass.ask(|| asker.screen(query, &options));
            match &question.entry {
                Some(entry) => found += usize::from(hits.iter().any(|hit| hit.entry == entry)),
                None => {
                    same += usize::from(hits.iter().any(|hit| hit.judgement == Judgement::Same))
                }
            }
        }
        let of = self.asked.iter().filter(|question| question.entry.is_some()).count();
        pass.print(
            "navicert",
            self.built,
            &[
                ("found", found),
                ("candidates", self.candidates(&mut asker)),
                ("of", of),
                ("nowhere_same", same),
            ],
        );
    }

    fn candidates(&self, asker: &mut Asker<'_>) -> usize {
        let there = |(query, question): (&Query, &Question)| {
            question
                .entry
                .as_ref()
                .is_some_and(|entry| asker.candidates(query).contains(&entry.as_str()))
        };
        self.queries.iter().zip(self.asked).map(there).filter(|there| *there).count()
    }

    /// Right entries among the candidates, by the way in which names were altered.
    pub fn ways(&self) {
        let mut asker = self.index.asker();
        let mut ways: Vec<&str> = self
            .asked
            .iter()
            .filter(|question| question.entry.is_some())
            .map(|question| question.way)
            .collect();
        ways.sort_unstable();
        ways.dedup();
        for way in ways {
            let (mut there, mut of) = (0, 0);
            for (query, question) in
                self.queries.iter().zip(self.asked).filter(|(_, question)| question.way == way)
            {
                let found = question
                    .entry
                    .as_ref()
                    .is_some_and(|entry| asker.candidates(query).contains(&entry.as_str()));
                (there, of) = (there + usize::from(found), of + 1);
                if !found && std::env::var_os("SHOW").is_some() {
                    println!("  not a candidate: {} ({way}, {:?})", question.text, question.entry);
                }
            }
            println!("candidates, {way}: {there} of {of}");
        }
    }

    /// A list of which a hundred entries are new: whom that can concern, and how fast it is known.
    pub fn again(&self) {
        let step = (self.parties.len() / 100).max(1);
        let old = self.parties.iter().enumerate().filter(|(at, _)| at % step != 0);
        let before = Index::build(old.map(|(_, party)| party.clone()));
        let cpu = processor_seconds();
        let changes = Changes::between(&before, &self.index, &[]);
        let compared = processor_seconds() - cpu;
        let (mut was, mut is, options) = (before.asker(), self.index.asker(), Options::default());
        let old: Vec<Vec<Hit<'_>>> =
            self.queries.iter().map(|query| was.screen(query, &options)).collect();
        let shown = |hits: &Vec<Hit<'_>>| -> Vec<(String, String, String)> {
            hits.iter()
                .map(|hit| (hit.list.to_owned(), hit.entry.to_owned(), hit.name.to_owned()))
                .collect()
        };
        let shown: Vec<_> = old.iter().map(shown).collect();
        let mut concern = changes.concern();
        let cpu = processor_seconds();
        let told = |(query, shown): (&Query, &Vec<(String, String, String)>)| {
            let shown: Vec<Shown<'_>> =
                shown.iter().map(|(list, entry, name)| Shown { list, entry, name }).collect();
            concern.concerns(query, Some(&shown))
        };
        let concerned: Vec<bool> = self.queries.iter().zip(&shown).map(told).collect();
        let seconds = processor_seconds() - cpu;
        let mut other = 0;
        for ((query, concerned), old) in self.queries.iter().zip(&concerned).zip(&old) {
            let changed = plain(old) != plain(&is.screen(query, &options));
            assert!(
                *concerned || !changed,
                "an answer changed that was said to stand: {}",
                query.name
            );
            other += usize::from(changed);
        }
        println!(
            "{} of {} entries new: compared in {compared:.2} s CPU; {} of {} questions to be matched again, told at {:.0} per CPU second; {other} answers are others",
            changes.added,
            self.parties.len(),
            concerned.iter().filter(|concerned| **concerned).count(),
            self.queries.len(),
            self.queries.len() as f64 / seconds,
        );
    }

    /// A whole book at once, on all processors.
    pub fn many(&self, count: usize) {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let started = Instant::now();
        let options = Options::default();
        let (hits, processor) = std::thread::scope(|scope| {
            let work: Vec<_> = (0..cores)
                .map(|core| {
                    let options = &options;
                    scope.spawn(move || {
                        let (mut asker, cpu) = (self.index.asker(), processor_seconds());
                        let each = (core..count)
                            .step_by(cores)
                            .map(|at| &self.queries[at % self.queries.len()]);
                        let hits: usize =
                            each.map(|query| asker.screen(query, options).len()).sum();
                        (hits, processor_seconds() - cpu)
                    })
                })
                .collect();
            work.into_iter()
                .filter_map(|work| work.join().ok())
                .fold((0, 0.0), |(hits, cpu), (more, time)| (hits + more, cpu + time))
        });
        println!(
            "{count} parties, {cores} threads: {:.1} s, {processor:.1} s CPU, {hits} hits, {:.0} MB resident",
            started.elapsed().as_secs_f64(),
            resident_mb(),
        );
    }
}

/// What may not change of an answer.
fn plain(hits: &[Hit<'_>]) -> Vec<String> {
    hits.iter()
        .map(|hit| {
            format!("{} {} {} {} {:?}", hit.entry, hit.name, hit.score, hit.judgement, hit.tokens)
        })
        .collect()
}
