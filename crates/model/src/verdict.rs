//! Effects, verdicts and the triage of a line.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// One end of an answer, ordered from lax to strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing in force on the day restricts the transfer.
    Free,
    /// An authority must authorise it before it happens.
    Licence,
    /// The act offers no authorisation for it.
    Prohibited,
}

impl Effect {
    /// The three effects, from lax to strict.
    pub const ALL: [Effect; 3] = [Effect::Free, Effect::Licence, Effect::Prohibited];

    /// `free`, `licence` or `prohibited`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Effect::Free => "free",
            Effect::Licence => "licence",
            Effect::Prohibited => "prohibited",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Effect {
    type Err = VerdictError;

    fn from_str(word: &str) -> Result<Effect, VerdictError> {
        let found = Effect::ALL.into_iter().find(|effect| effect.as_str() == word);
        found.ok_or_else(|| VerdictError::Effect { word: word.into() })
    }
}

/// What the law says about one transfer: the effect that is certain, and the strictest that the
/// unknown facts leave possible. Joining several laws takes the maximum of each end.
///
/// ```
/// use navicert_model::verdict::{Triage, Verdict};
/// let verdict: Verdict = "free..licence".parse()?;
/// assert!(!verdict.is_closed());
/// assert_eq!(verdict.triage(), Triage::Ask);
/// # Ok::<(), navicert_model::verdict::VerdictError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verdict {
    at_least: Effect,
    at_most: Effect,
}

impl Verdict {
    /// Closed at free: the verdict of an empty law, and the neutral element of [`Verdict::join`].
    pub const FREE: Verdict = Verdict::closed(Effect::Free);

    /// A span from `at_least` to `at_most`. An upper end below the lower one is raised to it: what
    /// is certain is also possible.
    #[must_use]
    pub const fn new(at_least: Effect, at_most: Effect) -> Verdict {
        let inverted = (at_most as u8) < (at_least as u8);
        Verdict { at_least, at_most: if inverted { at_least } else { at_most } }
    }

    /// A verdict that no fact can move.
    #[must_use]
    pub const fn closed(effect: Effect) -> Verdict {
        Verdict { at_least: effect, at_most: effect }
    }

    /// The effect that is certain.
    #[must_use]
    pub const fn at_least(self) -> Effect {
        self.at_least
    }

    /// The strictest effect still possible.
    #[must_use]
    pub const fn at_most(self) -> Effect {
        self.at_most
    }

    /// Both verdicts together: the maximum of each end.
    #[must_use]
    pub fn join(self, other: Verdict) -> Verdict {
        Verdict {
            at_least: self.at_least.max(other.at_least),
            at_most: self.at_most.max(other.at_most),
        }
    }

    /// Are both ends the same?
    #[must_use]
    pub fn is_closed(self) -> bool {
        self.at_least == self.at_most
    }

    /// What a person does with the line.
    #[must_use]
    pub const fn triage(self) -> Triage {
        match (self.at_least, self.at_most) {
            (Effect::Prohibited, _) => Triage::Stop,
            (Effect::Licence, Effect::Licence) => Triage::Licence,
            (Effect::Free, Effect::Free) => Triage::Go,
            (
                Effect::Free | Effect::Licence,
                Effect::Free | Effect::Licence | Effect::Prohibited,
            ) => Triage::Ask,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_closed() {
            write!(f, "{}", self.at_least)
        } else {
            write!(f, "{}..{}", self.at_least, self.at_most)
        }
    }
}

impl FromStr for Verdict {
    type Err = VerdictError;

    fn from_str(text: &str) -> Result<Verdict, VerdictError> {
        let Some((low, high)) = text.split_once("..") else {
            return Ok(Verdict::closed(text.parse()?));
        };
        let (at_least, at_most) = (low.parse()?, high.parse()?);
        if at_least > at_most {
            return Err(VerdictError::Inverted { at_least, at_most });
        }
        Ok(Verdict { at_least, at_most })
    }
}

/// Why a text is not a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerdictError {
    /// One end is no effect.
    #[error("`{word}` is not an effect")]
    Effect {
        /// The word given.
        word: Box<str>,
    },
    /// The ends stand the wrong way round.
    #[error("`{at_least}..{at_most}` starts above its end")]
    Inverted {
        /// The first end given.
        at_least: Effect,
        /// The second end given.
        at_most: Effect,
    },
}

impl VerdictError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            VerdictError::Effect { .. } => {
                "write `free`, `licence` or `prohibited`, or a span such as `free..licence`".into()
            }
            VerdictError::Inverted { at_least, at_most } => {
                format!("write `{at_most}..{at_least}`")
            }
        }
    }
}

/// What a person does with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Triage {
    /// Both ends are free.
    Go,
    /// The span is open: a fact is missing.
    Ask,
    /// Closed at licence.
    Licence,
    /// At least prohibited.
    Stop,
}

impl Triage {
    /// The four, from the laxest to the strictest.
    pub const ALL: [Triage; 4] = [Triage::Go, Triage::Ask, Triage::Licence, Triage::Stop];

    /// `go`, `ask`, `licence` or `stop`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Triage::Go => "go",
            Triage::Ask => "ask",
            Triage::Licence => "licence",
            Triage::Stop => "stop",
        }
    }

    /// The exit code of a command whose worst line is this one: 0, 10, 20, 30.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Triage::Go => 0,
            Triage::Ask => 10,
            Triage::Licence => 20,
            Triage::Stop => 30,
        }
    }
}

impl From<Verdict> for Triage {
    fn from(verdict: Verdict) -> Triage {
        verdict.triage()
    }
}

impl fmt::Display for Triage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_triage_and_exit_code() {
        for (text, triage, code) in [
            ("free", Triage::Go, 0),
            ("free..licence", Triage::Ask, 10),
            ("free..prohibited", Triage::Ask, 10),
            ("licence", Triage::Licence, 20),
            ("licence..prohibited", Triage::Ask, 10),
            ("prohibited", Triage::Stop, 30),
        ] {
            let verdict: Verdict = text.parse().unwrap();
            assert_eq!(verdict.to_string(), text);
            assert_eq!((verdict.triage(), verdict.triage().exit_code()), (triage, code), "{text}");
        }
    }

    #[test]
    fn malformed_verdicts_say_what_to_write() {
        for (text, message) in [
            ("", "`` is not an effect"),
            ("license", "`license` is not an effect"),
            ("free..", "`` is not an effect"),
            ("prohibited..free", "`prohibited..free` starts above its end"),
        ] {
            let error = text.parse::<Verdict>().unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!error.help().is_empty());
        }
    }

    #[test]
    fn join_takes_the_maximum_of_each_end_and_never_inverts() {
        for a in Effect::ALL {
            for b in Effect::ALL {
                let (left, right) = (Verdict::new(a, b), Verdict::new(b, a));
                let joined = left.join(right);
                assert!(left.at_least() <= left.at_most());
                assert_eq!(joined.at_least(), a.max(b));
                assert_eq!(joined.at_most(), a.max(b));
                assert_eq!(left.join(Verdict::FREE), left);
            }
        }
    }
}
