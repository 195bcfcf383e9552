//! Three-valued truth: an answer that may be missing.

use std::fmt;

/// Yes, no, or nobody has answered.
///
/// Ordered `No < Unknown < Yes`, so that *and* is the minimum and *or* the maximum (Kleene's logic).
/// Unknown never stands in for no.
///
/// ```
/// use navicert_model::tri::Tri;
/// assert_eq!(Tri::Unknown.and(Tri::No), Tri::No);
/// assert_eq!(Tri::Unknown.or(Tri::No), Tri::Unknown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tri {
    /// Certainly not.
    No,
    /// Nobody has answered.
    #[default]
    Unknown,
    /// Certainly so.
    Yes,
}

impl Tri {
    /// The three values, from no to yes.
    pub const ALL: [Tri; 3] = [Tri::No, Tri::Unknown, Tri::Yes];

    /// Yes if both are yes, no if either is no.
    #[must_use]
    pub const fn and(self, other: Tri) -> Tri {
        if (self as u8) < (other as u8) { self } else { other }
    }

    /// Yes if either is yes, no if both are no.
    #[must_use]
    pub const fn or(self, other: Tri) -> Tri {
        if (self as u8) > (other as u8) { self } else { other }
    }

    /// Swaps yes and no; unknown stays unknown.
    #[must_use]
    pub const fn not(self) -> Tri {
        match self {
            Tri::No => Tri::Yes,
            Tri::Unknown => Tri::Unknown,
            Tri::Yes => Tri::No,
        }
    }

    /// Is it certainly so?
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Tri::Yes)
    }

    /// Is it certainly not so?
    #[must_use]
    pub const fn is_no(self) -> bool {
        matches!(self, Tri::No)
    }

    /// Is the answer missing?
    #[must_use]
    pub const fn is_unknown(self) -> bool {
        matches!(self, Tri::Unknown)
    }

    /// `no`, `unknown` or `yes`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Tri::No => "no",
            Tri::Unknown => "unknown",
            Tri::Yes => "yes",
        }
    }
}

impl From<bool> for Tri {
    fn from(known: bool) -> Tri {
        if known { Tri::Yes } else { Tri::No }
    }
}

impl fmt::Display for Tri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Tri::{self, No, Unknown, Yes};

    #[test]
    fn truth_tables() {
        for (a, b, and, or) in [
            (No, No, No, No),
            (No, Unknown, No, Unknown),
            (No, Yes, No, Yes),
            (Unknown, Unknown, Unknown, Unknown),
            (Unknown, Yes, Unknown, Yes),
            (Yes, Yes, Yes, Yes),
        ] {
            assert_eq!((a.and(b), b.and(a)), (and, and), "{a} and {b}");
            assert_eq!((a.or(b), b.or(a)), (or, or), "{a} or {b}");
        }
    }

    #[test]
    fn de_morgan_holds_and_unknown_is_its_own_opposite() {
        assert_eq!(Unknown.not(), Unknown);
        for a in Tri::ALL {
            for b in Tri::ALL {
                assert_eq!(a.and(b).not(), a.not().or(b.not()));
            }
        }
    }
}
