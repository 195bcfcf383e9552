//! A supposed measure, as rows: what of which mineral from where needs a licence or is barred.

use crate::cell::{self, Errors};
use crate::fault::{Faults, wrong};
use crate::supply::{Supply, Word};
use crate::table::{Cells, Kind, Source, each_row};
use crate::what_if::{Judge, Ruling, Way};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::read::FieldError;
use navicert_model::verdict::{Effect, Verdict};
use std::collections::HashMap;
use std::sync::Arc;

/// One row of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The line or row of the file.
    pub line: u32,
    /// The mineral; `None` = any.
    pub mineral: Option<Box<str>>,
    /// The stage; `None` = any.
    pub stage: Option<Box<str>>,
    /// Where it was made or ships from; `None` = anywhere.
    pub from: Option<Country>,
    /// What the measure does; never free.
    pub effect: Effect,
    /// The first day with it; `None` = always.
    pub since: Option<Day>,
    /// The first day without it; `None` = no end is known.
    pub until: Option<Day>,
}

impl Measure {
    fn holds(&self, on: Day) -> bool {
        self.since.is_none_or(|since| since <= on) && self.until.is_none_or(|until| on < until)
    }
}

/// A scenario: its rows, in the order of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The rows.
    pub measures: Vec<Measure>,
}

impl Scenario {
    /// Reads tables with the columns `mineral,stage,from_country,effect,since,until`.
    ///
    /// # Errors
    /// Everything wrong with them.
    pub fn read(sources: &[Source]) -> Result<Scenario, Faults> {
        let mut faults = Faults::default();
        let mut measures = Vec::new();
        each_row(sources, &mut faults, &mut |cells, spot| {
            measures.push(measure(cells, spot.line)?);
            Ok(())
        });
        faults.or(Scenario { measures })
    }

    /// Minerals of the scenario that no part of a supply is of: misspelt, or of no matter.
    #[must_use]
    pub fn unmet(&self, supply: &Supply) -> Vec<&str> {
        let met: Vec<String> = supply
            .parts()
            .iter()
            .filter_map(|part| part.mineral)
            .collect::<std::collections::BTreeSet<Word>>()
            .into_iter()
            .map(|word| plain(supply.text(word)))
            .collect();
        let mut unmet: Vec<&str> = Vec::new();
        for mineral in self.measures.iter().filter_map(|measure| measure.mineral.as_deref()) {
            if !met.contains(&plain(mineral)) && !unmet.contains(&mineral) {
                unmet.push(mineral);
            }
        }
        unmet
    }

    /// A judge of the ways of parts on a day.
    #[must_use]
    pub fn judge(&self, supply: &Supply, on: Day) -> ByScenario<'_> {
        let mut fits = Fits::new();
        for part in supply.parts() {
            fits.entry((part.mineral, part.stage)).or_insert_with(|| {
                let mineral = supply.maybe(part.mineral).map(plain);
                let stage = supply.maybe(part.stage).map(plain);
                let fitting = self.measures.iter().enumerate().filter_map(|(at, measure)| {
                    Some((at, fit(measure, mineral.as_deref(), stage.as_deref())?))
                });
                fitting.collect()
            });
        }
        ByScenario { scenario: self, on, fits, known: HashMap::new() }
    }
}

/// Does a measure speak of the mineral and the stage? `None` = no; `Some(false)` = perhaps, for
/// nobody said which stage of the mineral the part is. A part that names no mineral is of none.
fn fit(measure: &Measure, mineral: Option<&str>, stage: Option<&str>) -> Option<bool> {
    if let Some(wanted) = &measure.mineral
        && mineral != Some(plain(wanted).as_str())
    {
        return None;
    }
    match (&measure.stage, stage) {
        (None, _) => Some(true),
        (Some(wanted), Some(stage)) => (plain(wanted) == stage).then_some(true),
        // The part is of the mineral, and of a stage that nobody gave.
        (Some(_), None) => mineral.is_some().then_some(false),
    }
}

/// A word without differences of case and spacing.
fn plain(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn measure(cells: &Cells<'_>, line: u32) -> Result<Measure, Vec<FieldError>> {
    if cells.header.kind != Kind::Scenario {
        let message = format!("a table of {} is no scenario", cells.header.kind.name());
        let help = "a scenario has the columns `mineral,stage,from_country,effect,since,until`";
        return Err(vec![wrong("", message, help)]);
    }
    let mut errors = Errors::default();
    let from = errors.maybe(cell::country(cells, "from_country"));
    let since = errors.maybe(cell::day(cells, "since"));
    let until = errors.maybe(cell::day(cells, "until"));
    let effect = errors.keep(cells.needed("effect").and_then(effect));
    if let (Some(since), Some(until)) = (since, until)
        && until <= since
    {
        let message = format!("`until` {until} is not after `since` {since}");
        errors.0.push(wrong("until", message, "write the first day without the measure"));
    }
    match effect.filter(|_| errors.0.is_empty()) {
        None => Err(errors.0),
        Some(effect) => Ok(Measure {
            line,
            mineral: cells.get("mineral").map(Into::into),
            stage: cells.get("stage").map(Into::into),
            from,
            effect,
            since,
            until,
        }),
    }
}

fn effect(text: &str) -> Result<Effect, FieldError> {
    match text.parse() {
        Ok(effect) if effect != Effect::Free => Ok(effect),
        _ => {
            let message = format!("`{text}` is no effect of a measure");
            Err(wrong("effect", message, "write `prohibited` or `licence`"))
        }
    }
}

/// Measures that speak of a mineral and a stage, by row, and whether each surely does.
type Fits = HashMap<(Option<Word>, Option<Word>), Vec<(usize, bool)>>;

type Facts = (Option<Word>, Option<Word>, Option<Country>, Option<Country>);

/// Judges ways of parts by a scenario on a day.
#[derive(Debug)]
pub struct ByScenario<'s> {
    scenario: &'s Scenario,
    on: Day,
    fits: Fits,
    known: HashMap<Facts, Arc<Ruling>>,
}

impl Judge for ByScenario<'_> {
    fn judge(&mut self, supply: &Supply, way: &Way) -> Arc<Ruling> {
        let part = &supply.parts()[way.part];
        let facts = (part.mineral, part.stage, way.country, way.origin);
        if let Some(known) = self.known.get(&facts) {
            return Arc::clone(known);
        }
        let fits = self.fits.get(&(part.mineral, part.stage)).map_or(&[][..], Vec::as_slice);
        let ruling = Arc::new(self.rule(fits, way));
        self.known.insert(facts, Arc::clone(&ruling));
        ruling
    }
}

impl ByScenario<'_> {
    fn rule(&self, fits: &[(usize, bool)], way: &Way) -> Ruling {
        let measures = &self.scenario.measures;
        let (mut at_least, mut at_most) = (Effect::Free, Effect::Free);
        let mut because = Vec::new();
        let mut bars: Vec<&Measure> = Vec::new();
        for (at, certain) in fits {
            let measure = &measures[*at];
            let comes_from = match measure.from {
                None => Some(true),
                from if way.origin == from || way.country == from => Some(true),
                // Made or shipped nobody knows where.
                Some(_) if way.origin.is_none() || way.country.is_none() => Some(false),
                Some(_) => None,
            };
            let Some(comes_from) = comes_from else { continue };
            let hits = *certain && comes_from;
            if hits && measure.effect == Effect::Prohibited {
                bars.push(measure);
            }
            if !measure.holds(self.on) {
                continue;
            }
            at_most = at_most.max(measure.effect);
            if hits {
                at_least = at_least.max(measure.effect);
            }
            because.push(format!("scenario line {}", measure.line));
        }
        let verdict = Verdict::new(at_least, at_most);
        let until = if at_least == Effect::Prohibited { self.end(&bars) } else { None };
        Ruling { verdict, until, because, questions: questions(verdict, way) }
    }

    /// The first day on which none of the bars holds any more.
    fn end(&self, bars: &[&Measure]) -> Option<Day> {
        let mut day = self.on;
        loop {
            let ends = bars.iter().filter(|bar| bar.holds(day)).map(|bar| bar.until);
            let mut last = None;
            for end in ends {
                last = last.max(Some(end?));
            }
            match last {
                None => return Some(day),
                Some(end) => day = end,
            }
        }
    }
}

fn questions(verdict: Verdict, way: &Way) -> Vec<String> {
    if verdict.is_closed() {
        return Vec::new();
    }
    let mut asked = Vec::new();
    if way.origin.is_none() {
        asked.push("where was it made?".to_owned());
    }
    if way.country.is_none() {
        asked.push("where does it ship from?".to_owned());
    }
    if asked.is_empty() {
        asked.push("which stage of the mineral is it?".to_owned());
    }
    asked
}
