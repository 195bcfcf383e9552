//! Sets of countries, as bits.

use super::{COUNTRIES, Country};

/// A set of countries, one bit each.
///
/// ```
/// use navicert_model::country::{Country, CountrySet};
/// let set: CountrySet = [Country::parse("JP")?, Country::parse("KR")?].into_iter().collect();
/// assert_eq!(set.to_string(), "JP or KR");
/// # Ok::<(), navicert_model::country::CountryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct CountrySet([u64; 4]);

impl CountrySet {
    /// No country.
    #[must_use]
    pub const fn empty() -> CountrySet {
        CountrySet([0; 4])
    }

    /// Every country.
    #[must_use]
    pub const fn all() -> CountrySet {
        let last = u64::MAX >> (256 - COUNTRIES);
        CountrySet([u64::MAX, u64::MAX, u64::MAX, last])
    }

    /// Only this country.
    #[must_use]
    pub fn one(country: Country) -> CountrySet {
        let mut set = CountrySet::empty();
        set.insert(country);
        set
    }

    /// The bits, by [`Country::index`]; word `index / 64`, bit `index % 64`.
    #[must_use]
    pub const fn bits(self) -> [u64; 4] {
        self.0
    }

    /// Adds a country.
    pub fn insert(&mut self, country: Country) {
        let index = country.index();
        self.0[index / 64] |= 1 << (index % 64);
    }

    /// Is the country in the set?
    #[must_use]
    pub fn contains(&self, country: Country) -> bool {
        let index = country.index();
        self.0[index / 64] >> (index % 64) & 1 == 1
    }

    /// Countries in either set.
    #[must_use]
    pub fn union(self, other: CountrySet) -> CountrySet {
        self.zip(other, |a, b| a | b)
    }

    /// Countries in both sets.
    #[must_use]
    pub fn intersection(self, other: CountrySet) -> CountrySet {
        self.zip(other, |a, b| a & b)
    }

    /// Countries in this set and not in the other.
    #[must_use]
    pub fn difference(self, other: CountrySet) -> CountrySet {
        self.zip(other, |a, b| a & !b)
    }

    /// Every country that is not in the set.
    #[must_use]
    pub fn complement(self) -> CountrySet {
        CountrySet::all().difference(self)
    }

    /// Is every country of this set in the other?
    #[must_use]
    pub fn is_subset(self, other: CountrySet) -> bool {
        self.difference(other).is_empty()
    }

    /// Is there no country?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == [0; 4]
    }

    /// How many countries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The countries, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = Country> {
        let set = *self;
        Country::all().filter(move |country| set.contains(*country))
    }

    fn zip(self, other: CountrySet, join: impl Fn(u64, u64) -> u64) -> CountrySet {
        let mut joined = self;
        for (word, other) in joined.0.iter_mut().zip(other.0) {
            *word = join(*word, other);
        }
        joined
    }
}

impl FromIterator<Country> for CountrySet {
    fn from_iter<I: IntoIterator<Item = Country>>(countries: I) -> CountrySet {
        let mut set = CountrySet::empty();
        countries.into_iter().for_each(|country| set.insert(country));
        set
    }
}

/// The codes with `or` between them.
impl std::fmt::Display for CountrySet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, country) in self.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { " or " })?;
            f.write_str(country.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_and_empty() {
        assert_eq!(CountrySet::all().len(), COUNTRIES);
        assert_eq!(CountrySet::all(), Country::all().collect());
        assert_eq!(CountrySet::all().complement(), CountrySet::empty());
        assert!(CountrySet::empty().is_empty());
    }

    proptest! {
        /// The bits behave as a set of indices does.
        #[test]
        fn bits_behave_as_a_set(a in prop::collection::btree_set(0..COUNTRIES, 0..20),
                                b in prop::collection::btree_set(0..COUNTRIES, 0..20)) {
            let set = |s: &std::collections::BTreeSet<usize>| -> CountrySet {
                s.iter().filter_map(|i| Country::from_index(*i)).collect()
            };
            let (x, y) = (set(&a), set(&b));
            prop_assert_eq!(x.union(y), set(&(&a | &b)));
            prop_assert_eq!(x.intersection(y), set(&(&a & &b)));
            prop_assert_eq!(x.difference(y), set(&(&a - &b)));
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.complement().complement(), x);
            prop_assert_eq!(x.is_subset(y), a.is_subset(&b));
            prop_assert!(x.iter().map(Country::index).eq(a));
        }
    }
}
