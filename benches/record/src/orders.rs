//! The order book of one made-up company: what the record is measured on.
//!
//! Items, customers and uses are those of `bench-navicert orders`; here one company with three sites
//! ships them, a customer always to the same consignee, within the year after [`FIRST`]. One line in
//! four has no day yet.

use bench_navicert::Orders;
use navicert_model::day::Day;
use navicert_model::transfer::{Party, Place, Transfer};
use navicert_model::vocabulary::{Activity, Role};
use navicert_rules::law::LawBook;
use rulebook::Random;
use std::collections::HashMap;

/// The first day on which lines ship.
pub const FIRST: &str = "2026-11-22";
const SITES: [(&str, &str); 3] = [
    ("Ningbo Example Magnetics Co., Ltd.", "CN"),
    ("Suzhou Example Drives Co., Ltd.", "CN"),
    ("Example Drives (Singapore) Pte. Ltd.", "SG"),
];

/// The lines, one after the other, without end.
pub struct Company {
    lines: Orders,
    random: Random,
    first: Day,
    consignees: HashMap<Box<str>, Party>,
}

impl Company {
    /// The lines for a book that holds China's list of dual-use items.
    #[must_use]
    pub fn new(book: &LawBook) -> Self {
        let first = Day::parse(FIRST).expect("a day");
        Company {
            lines: Orders::new(book),
            random: Random(20_261_122),
            first,
            consignees: HashMap::new(),
        }
    }
}

impl Iterator for Company {
    type Item = Transfer;

    fn next(&mut self) -> Option<Transfer> {
        let mut line = self.lines.next()?;
        let [mut exporter, user, consignee] = <[Party; 3]>::try_from(line.parties).ok()?;
        let site = self.random.below(10);
        let (name, country) = SITES[(site as usize).saturating_sub(7)];
        let country: Place = Place::One(country.parse().ok()?);
        exporter.name = Some(name.into());
        exporter.country = country.clone();
        exporter.headquarters = Place::One("CN".parse().ok()?);
        exporter.role = Some(Role::Exporter);
        let name = user.name.clone().unwrap_or_default();
        let consignee = self.consignees.entry(name).or_insert(consignee).clone();
        line.to = consignee.country.clone();
        line.activity =
            Some(if country == line.item.origin { Activity::Export } else { Activity::Reexport });
        line.from = country;
        line.on = (!self.random.chance(25)).then(|| self.first.add_days(self.random.days(365)));
        line.parties = vec![exporter, user, consignee];
        Some(line)
    }
}
