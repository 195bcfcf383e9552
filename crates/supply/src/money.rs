//! One currency for sums of money, at rates that the user gave.

use navicert_model::amount::{Amount, Decimal, Unit};
use navicert_model::transfer::Rate;

/// Two currencies meet, and nobody said what one is worth in the other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("prices in {from} and in {to} meet in {place}, and no rate between them is given")]
pub struct NoRate {
    /// What cannot be converted.
    pub from: Unit,
    /// Into what.
    pub to: Unit,
    /// Where they meet.
    pub place: String,
}

impl NoRate {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        format!("give `--rate {}/{}=…`: what one {} is worth", self.from, self.to, self.from)
    }
}

/// Factors into one currency.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The currency of the sum; `None` if there is no money.
    pub into: Option<Unit>,
    factors: Vec<(Unit, Decimal)>,
}

impl Exchange {
    /// Finds one of the currencies of these prices into which a rate is given for every other.
    ///
    /// # Errors
    /// [`NoRate`] if there is none.
    pub fn of<'p>(
        prices: impl IntoIterator<Item = &'p Amount>,
        rates: &[Rate],
        place: impl FnOnce() -> String,
    ) -> Result<Exchange, NoRate> {
        let mut met: Vec<Unit> = Vec::new();
        for price in prices {
            if met.last() != Some(&price.unit) && !met.contains(&price.unit) {
                met.push(price.unit);
            }
        }
        let Some(first) = met.first().copied() else {
            return Ok(Exchange { into: None, factors: Vec::new() });
        };
        let factors_into = |into: Unit| -> Result<Vec<(Unit, Decimal)>, Unit> {
            met.iter().map(|from| Ok((*from, factor(*from, into, rates).ok_or(*from)?))).collect()
        };
        for into in &met {
            if let Ok(factors) = factors_into(*into) {
                return Ok(Exchange { into: Some(*into), factors });
            }
        }
        let from = factors_into(first).err().unwrap_or(first);
        Err(NoRate { from, to: first, place: place() })
    }

    /// What one unit of a currency is worth in the currency of the sum.
    #[must_use]
    pub fn factor(&self, from: Unit) -> Decimal {
        let known = self.factors.iter().find(|(unit, _)| *unit == from);
        known.map_or(Decimal::ONE, |(_, factor)| *factor)
    }
}

fn factor(from: Unit, into: Unit, rates: &[Rate]) -> Option<Decimal> {
    if from == into {
        return Some(Decimal::ONE);
    }
    let known =
        rates.iter().find(|rate| *rate.from == *from.as_str() && *rate.to == *into.as_str());
    known.map(|rate| rate.rate)
}
