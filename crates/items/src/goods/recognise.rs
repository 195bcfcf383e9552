//! Which kinds a description names, and how sure that is.

use super::{Goods, Kind};
use crate::lexicon::{Reading, Sense};
use crate::words::is_number;

/// A kind that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its number in [`Goods::kinds`].
    pub kind: usize,
    /// How many groups of meanings the fullest way to name it has.
    pub groups: usize,
    /// What else speaks for it, or against.
    pub witness: Witness,
}

/// What stands beside the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Witness {
    /// The tariff number agrees.
    Hs(String),
    /// No tariff number, and every word of the description belongs to the name or says nothing.
    WholeText,
    /// No tariff number, and these words are not accounted for.
    OtherWords(Vec<String>),
    /// The tariff number belongs to something else.
    OtherHs(String),
    /// A word makes it something else.
    Excluded(String),
    /// A word denies a part: `free`, `without`.
    Denied(String),
}

impl Witness {
    /// Is the item such a thing for certain, as far as its description is right?
    #[must_use]
    pub fn is_sure(&self) -> bool {
        matches!(self, Witness::Hs(_) | Witness::WholeText)
    }

    /// In words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Witness::Hs(hs) => {
                format!("the description names it, and the tariff number {hs} agrees")
            }
            Witness::WholeText => "the whole description names it".to_owned(),
            Witness::OtherWords(words) => {
                format!(
                    "the description also says {}, and no tariff number is given",
                    words.join(", ")
                )
            }
            Witness::OtherHs(hs) => format!("the tariff number {hs} is that of something else"),
            Witness::Excluded(word) => format!("the description says `{word}`"),
            Witness::Denied(word) => format!("the description says `{word}`"),
        }
    }
}

/// A number, with a grade or a unit behind it.
fn is_figure(word: &str) -> bool {
    is_number(word) || word.starts_with(|c: char| c.is_ascii_digit())
}

impl Goods {
    /// The kinds that a text names, the fullest naming first; of two that are named as fully, the
    /// surer first.
    #[must_use]
    pub fn recognise(&self, reading: &Reading, hs: Option<&str>) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for sense in &reading.senses {
            for &(at, way) in self.by_sense.get(sense).into_iter().flatten() {
                let groups = &self.kinds[at].named[way];
                let all = groups.iter().all(|group| group.iter().any(|one| reading.has(*one)));
                if !all {
                    continue;
                }
                match found.iter_mut().find(|known| known.kind == at) {
                    Some(known) => known.groups = known.groups.max(groups.len()),
                    None => {
                        let witness = self.witness(&self.kinds[at], reading, hs);
                        found.push(Match { kind: at, groups: groups.len(), witness });
                    }
                }
            }
        }
        found.sort_by_key(|one| {
            (std::cmp::Reverse(one.witness.is_sure()), std::cmp::Reverse(one.groups), one.kind)
        });
        found
    }

    fn witness(&self, kind: &Kind, reading: &Reading, hs: Option<&str>) -> Witness {
        if let Some(bad) = kind.unless.iter().find(|sense| reading.has(**sense)) {
            return Witness::Excluded(self.lexicon.name(*bad).to_owned());
        }
        for (name, sort) in
            [("software", "software"), ("technology", "technology"), ("part", "part")]
        {
            let sense = self.lexicon.known(name);
            if kind.sort != sort && sense.is_some_and(|sense| reading.has(sense)) {
                return Witness::Excluded(name.to_owned());
            }
        }
        if let Some(bad) = self.denying.iter().find(|sense| reading.has(**sense)) {
            return Witness::Denied(
                self.lexicon.name(*bad).trim_start_matches("denying ").to_owned(),
            );
        }
        if let Some(hs) = hs {
            let agrees = |named: &String| hs.starts_with(named.as_str()) || named.starts_with(hs);
            return match kind.hs.is_empty() || kind.hs.iter().any(agrees) {
                true if !kind.hs.is_empty() => Witness::Hs(hs.to_owned()),
                true => self.whole_text(kind, reading),
                false => Witness::OtherHs(hs.to_owned()),
            };
        }
        self.whole_text(kind, reading)
    }

    fn whole_text(&self, kind: &Kind, reading: &Reading) -> Witness {
        let own = |sense: Sense| {
            self.neutral.contains(&sense)
                || kind.named.iter().flatten().flatten().any(|known| *known == sense)
        };
        let mut other = Vec::new();
        for (at, word) in reading.words.iter().enumerate() {
            let spots = reading.spots.iter().filter(|spot| own(spot.sense));
            let spots: Vec<_> =
                spots.filter(|spot| (spot.word..spot.word + spot.words).contains(&at)).collect();
            if !word.cjk {
                if spots.is_empty() && !is_figure(&word.text) && word.text.len() > 1 {
                    other.push(word.text.clone());
                }
                continue;
            }
            let letters: Vec<char> = word.text.chars().collect();
            let rest: String = letters
                .iter()
                .enumerate()
                .filter(|(at, _)| {
                    !spots
                        .iter()
                        .any(|spot| spot.chars.is_some_and(|(from, to)| (from..to).contains(at)))
                })
                .map(|(_, letter)| *letter)
                .filter(|letter| !matches!(letter, '的' | 'の' | '用' | '和' | '及' | '、'))
                .collect();
            if !rest.is_empty() {
                other.push(rest);
            }
        }
        if other.is_empty() { Witness::WholeText } else { Witness::OtherWords(other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
word dysprosium "dysprosium", "镝"
word oxide "oxide", "氧化"
word magnet "magnet"
neutral "powder", "pure", "粉"
denying "free", "without"
goods dysprosium-oxide "Dysprosium oxide"
  named  dysprosium + oxide
  named  "dy2o3"
  unless magnet
  hs     284690
  cn     1C905.b
  us,jp  none
"#;

    #[test]
    fn kinds_are_recognised_with_a_witness() {
        let goods = Goods::read(&[("x.goods".to_owned(), FILE.to_owned())]).unwrap();
        for (text, hs, sure) in [
            ("Dysprosium oxide powder, 99.9 % pure", None, true),
            ("高纯 氧化镝粉", None, false),
            ("氧化镝粉", None, true),
            ("Dy2O3", None, true),
            ("dysprosium oxide furnace", None, false),
            ("dysprosium oxide of the best sort", Some("2846901520"), true),
            ("dysprosium oxide", Some("850511"), false),
            ("dysprosium-free oxide", Some("284690"), false),
            ("magnet with dysprosium oxide", Some("284690"), false),
        ] {
            let found = goods.recognise(&goods.lexicon.read(text), hs);
            let first = found.first().unwrap_or_else(|| panic!("{text}"));
            assert_eq!(first.witness.is_sure(), sure, "{text}: {:?}", first.witness);
        }
        assert!(goods.recognise(&goods.lexicon.read("yttrium oxide"), None).is_empty());
    }

    #[test]
    fn faults_are_told_with_line_and_help() {
        for (text, message) in [
            ("goods a \"A\"\n  named b\n  cn 1C905", "x:2: `b` is no meaning"),
            ("thing a", "x:1: `thing` begins no statement"),
            ("  named b", "x:1: an indented line belongs to nothing"),
            ("goods a \"A\"\n  cn 1C905", "x:1: `a` has no name or no entries"),
            ("goods a \"A\"\n  named \"b\"\n  hs 12\n  cn 1C905", "x:3: `12` is no tariff number"),
            ("word a \"Li电池\"", "x:1: `Li电池` mixes scripts"),
        ] {
            let errors = Goods::read(&[("x".to_owned(), text.to_owned())]).unwrap_err();
            assert_eq!(errors[0].to_string(), message);
            assert!(!errors[0].help.is_empty());
        }
    }
}
