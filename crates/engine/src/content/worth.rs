//! What each part of one product is worth, in the product's currency, for as much of it as its
//! line speaks of.

use super::exact::{Exact, Upper};
use navicert_model::amount::{Amount, Unit};
use navicert_model::bom::{Bill, BomError, Part, Product, Worth};
use navicert_model::read::FieldError;
use navicert_model::transfer::Rate;
use rust_decimal::Decimal;

/// So much of a part's figures goes into its parent's.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Place of the part in [`Valued::parts`].
    pub part: usize,
    /// Its figures times this are what goes in.
    pub factor: Decimal,
}

/// The parts of one product with what they are worth. Figures are those of each part's own basis.
#[derive(Debug)]
pub struct Valued {
    /// Indices in the bill, parents before parts; the product first.
    pub parts: Vec<usize>,
    links: Vec<Link>,
    first: Vec<usize>,
    /// The least that each part can be worth: what is said, or its parts.
    pub least: Vec<Decimal>,
    /// The most that it can be worth; `None`: no end.
    pub most: Vec<Upper>,
    /// The least that its parts are worth together.
    pub inside: Vec<Decimal>,
    /// Whether anybody said what it is worth.
    pub said: Vec<bool>,
    /// The currency; `None` where only shares are given and the product stands for 100.
    pub currency: Option<Unit>,
    /// Whether every figure is exact.
    pub exact: Exact,
}

impl Valued {
    /// What goes into a part.
    pub fn links(&self, at: usize) -> &[Link] {
        &self.links[self.first[at]..self.first[at + 1]]
    }
}

/// Places of parts among those of one product, kept between products.
#[derive(Debug, Default)]
pub struct Places {
    seen: Vec<bool>,
    at: Vec<u32>,
}

/// Values the parts of a product.
///
/// Cost: linear in the parts below the product and their uses.
///
/// # Errors
/// Everything that is wrong: a currency without a rate, parts worth more than what they go into,
/// a product worth nothing, figures that cannot be kept exact enough.
pub fn value(
    product: &Product,
    rates: &[Rate],
    places: &mut Places,
) -> Result<Valued, Vec<BomError>> {
    let bill = &*product.bill;
    places.seen.resize(bill.parts().len().max(places.seen.len()), false);
    places.at.resize(places.seen.len(), 0);
    let parts = bill.below(product.root, &mut places.seen);
    for (place, &part) in parts.iter().enumerate() {
        places.at[part] = place as u32;
    }
    let mut valuer = Valuer { bill, rates, errors: Vec::new(), exact: Exact::default() };
    let valued = valuer.value(parts, &places.at);
    if valuer.errors.is_empty() { Ok(valued) } else { Err(valuer.errors) }
}

struct Valuer<'p> {
    bill: &'p Bill,
    rates: &'p [Rate],
    errors: Vec<BomError>,
    exact: Exact,
}

impl<'p> Valuer<'p> {
    fn part(&self, index: usize) -> &'p Part {
        &self.bill.parts()[index]
    }

    fn error(&mut self, index: usize, field: &str, message: String, help: &str) {
        let spot = &self.bill.parts()[index].spot;
        let field = match spot.field.is_empty() {
            true => field.to_owned(),
            false => format!("{}.{field}", spot.field),
        };
        let error = FieldError { field, message, help: help.to_owned() };
        self.errors.push(BomError { line: spot.line, error });
    }

    fn value(&mut self, parts: Vec<usize>, places: &[u32]) -> Valued {
        let currency = self.currency(&parts);
        let count = parts.len();
        let mut valued = Valued {
            links: Vec::new(),
            first: Vec::with_capacity(count + 1),
            least: vec![Decimal::ZERO; count],
            most: vec![None; count],
            inside: vec![Decimal::ZERO; count],
            said: vec![false; count],
            currency,
            exact: Exact::default(),
            parts,
        };
        self.down(&mut valued, places);
        self.up(&mut valued);
        if self.errors.is_empty() && self.exact.lost {
            let message = "the figures have too many digits to be multiplied exactly".to_owned();
            let help = "round quantities and values to what was measured and agreed";
            self.error(valued.parts[0], "value", message, help);
        }
        valued.exact = self.exact;
        valued
    }

    /// The product's currency, or the first that is given.
    fn currency(&self, parts: &[usize]) -> Option<Unit> {
        parts.iter().find_map(|&part| match self.part(part).worth {
            Worth::Money(amount) => Some(amount.unit),
            Worth::Unknown | Worth::Share(_) => None,
        })
    }

    /// From the product down: what is said, and how much goes into what.
    fn down(&mut self, valued: &mut Valued, places: &[u32]) {
        let mut basis: Vec<Decimal> =
            valued.parts.iter().map(|&part| self.part(part).basis).collect();
        for at in 0..valued.parts.len() {
            let index = valued.parts[at];
            self.say(valued, at);
            valued.first.push(valued.links.len());
            for one in self.bill.uses_of(index) {
                let part = places[one.part] as usize;
                let taken = self.exact.times(basis[at], one.quantity);
                if let Worth::Share(share) = self.part(one.part).worth {
                    // A share speaks of all that goes into its one parent.
                    basis[part] = taken;
                    self.share(valued, (at, part), share.lo(), share.hi());
                }
                let factor = match basis[part].is_zero() {
                    true => Decimal::ONE,
                    false => self.exact.over(taken, basis[part]),
                };
                valued.links.push(Link { part, factor });
            }
        }
        valued.first.push(valued.links.len());
    }

    fn say(&mut self, valued: &mut Valued, at: usize) {
        let index = valued.parts[at];
        match self.part(index).worth {
            Worth::Money(amount) => {
                let Some(value) = self.converted(index, amount, valued.currency) else { return };
                (valued.least[at], valued.most[at]) = (value, Some(value));
                valued.said[at] = true;
                if at == 0 && value.is_zero() {
                    let help = "write what it is worth; of nothing there are no shares";
                    self.error(index, "value", "the product is worth nothing".to_owned(), help);
                }
            }
            Worth::Unknown if at == 0 && valued.currency.is_none() => {
                valued.least[at] = Decimal::ONE_HUNDRED;
                valued.most[at] = Some(Decimal::ONE_HUNDRED);
            }
            Worth::Unknown | Worth::Share(_) => {}
        }
    }

    /// A part that is worth a share of its parent.
    fn share(
        &mut self,
        valued: &mut Valued,
        (parent, part): (usize, usize),
        lo: Option<(Decimal, bool)>,
        hi: Option<(Decimal, bool)>,
    ) {
        let whole = Amount::new(Decimal::ONE_HUNDRED, Unit::PERCENT).base_value();
        let mut of = |value: Decimal, share: Decimal| {
            let taken = self.exact.times(value, share);
            self.exact.over(taken, whole)
        };
        valued.said[part] = true;
        valued.least[part] = of(valued.least[parent], lo.map_or(Decimal::ZERO, |(share, _)| share));
        valued.most[part] =
            valued.most[parent].map(|value| of(value, hi.map_or(whole, |(share, _)| share)));
    }

    fn converted(&mut self, index: usize, amount: Amount, to: Option<Unit>) -> Option<Decimal> {
        let to = to.filter(|to| *to != amount.unit);
        let Some(to) = to else { return Some(amount.value) };
        let (from, into) = (amount.unit.as_str(), to.as_str());
        if let Some(rate) = self.rates.iter().find(|rate| &*rate.from == from && &*rate.to == into)
        {
            return Some(self.exact.times(amount.value, rate.rate));
        }
        let back = self.rates.iter().find(|rate| &*rate.to == from && &*rate.from == into);
        if let Some(rate) = back.filter(|rate| !rate.rate.is_zero()) {
            return Some(self.exact.over(amount.value, rate.rate));
        }
        let name = &self.part(index).name;
        let message = format!(
            "`{name}` is worth {amount}, the product is valued in {into}, and no rate is given"
        );
        let help = format!(
            "add `--rate {from}/{into}=…`, or `\"rates\": [{{\"from\": \"{from}\", \"to\": \"{into}\", \"rate\": …}}]`"
        );
        self.error(index, "value", message, &help);
        None
    }

    /// From the leaves up: no part is worth less than what goes into it.
    fn up(&mut self, valued: &mut Valued) {
        for at in (0..valued.parts.len()).rev() {
            let mut inside = Decimal::ZERO;
            for link in valued.links(at) {
                let taken = self.exact.times(valued.least[link.part], link.factor);
                inside = self.exact.add(inside, taken);
            }
            valued.inside[at] = inside;
            if let Some(most) = valued.most[at]
                && self.exceeds(inside, most)
            {
                self.over(valued, at, inside, most);
            }
            valued.least[at] = valued.least[at].max(inside);
            valued.most[at] = valued.most[at].map(|most| most.max(inside));
        }
    }

    fn exceeds(&self, inside: Decimal, most: Decimal) -> bool {
        let slack = match self.exact.rounded {
            true => most.checked_mul(Decimal::new(1, 18)).unwrap_or_default(),
            false => Decimal::ZERO,
        };
        inside > most.saturating_add(slack)
    }

    fn over(&mut self, valued: &Valued, at: usize, inside: Decimal, most: Decimal) {
        let index = valued.parts[at];
        let name = &self.part(index).name;
        let unit = valued.currency.map_or("%", Unit::as_str);
        let message = format!(
            "the parts of `{name}` are worth {} {unit}, more than itself, {} {unit}: a share over 100 %",
            inside.normalize(),
            most.normalize()
        );
        let help =
            "mend the quantities or values; both are what the part is worth where it is made";
        self.error(index, "value", message, help);
    }
}
