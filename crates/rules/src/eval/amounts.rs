//! Tests of amounts: parameters, quantities, values, days, and shares of content.

use super::diagram::{NO, Node, YES};
use super::evaluator::{Ctx, Evaluator};
use super::facts::{FactKey, ItemView, Subject, Unknown, Values, id};
use super::ownership::ShareRange;
use super::state::amount_key;
use crate::law::{Compare, Cond};
use navicert_model::amount::{Amount, AmountRange, Op};
use navicert_model::day::Day;
use navicert_model::transfer::{Content, Item, Rate};
use navicert_model::tri::Tri;
use rust_decimal::Decimal;

/// Content deeper than this is not looked at: it may be anything.
const MAX_DEPTH: usize = 32;

/// Cells between sorted bounds that a range may lie in: index `2k` is below bound `k`, `2k+1` is
/// exactly bound `k`, `2n` is above all.
fn cells(bounds: &[Decimal], range: Option<&AmountRange>) -> Vec<usize> {
    let (lo, hi) = range.map_or((None, None), |range| (range.lo(), range.hi()));
    let fits = |cell: usize| {
        let at = cell / 2;
        if cell % 2 == 1 {
            let value = bounds[at];
            let above = lo.is_none_or(|(lo, with)| value > lo || (with && value == lo));
            let below = hi.is_none_or(|(hi, with)| value < hi || (with && value == hi));
            return above && below;
        }
        let (from, to) = (at.checked_sub(1).map(|before| bounds[before]), bounds.get(at).copied());
        let starts = to.zip(lo).is_none_or(|(to, (lo, _))| lo < to);
        let ends = from.zip(hi).is_none_or(|(from, (hi, _))| hi > from);
        starts && ends
    };
    (0..=bounds.len() * 2).filter(|&cell| fits(cell)).collect()
}

/// Whether values in `cell` stand in relation `op` to bound number `at`.
fn cell_meets(cell: usize, op: Op, at: usize) -> bool {
    let order = cell.cmp(&(at * 2 + 1));
    match op {
        Op::Lt => order.is_lt(),
        Op::Le => order.is_le(),
        Op::Gt => order.is_gt(),
        Op::Ge => order.is_ge(),
        Op::Eq => order.is_eq(),
    }
}

fn cell_words(
    bounds: &[Decimal],
    cells: &[usize],
    unit: &str,
    base: impl Fn(Decimal) -> String,
) -> Vec<String> {
    let text = |at: usize| format!("{} {unit}", base(bounds[at])).trim_end().to_owned();
    cells
        .iter()
        .map(|&cell| match (cell % 2, cell / 2) {
            (1, at) => format!("= {}", text(at)),
            (_, 0) if bounds.is_empty() => "any".to_owned(),
            (_, 0) => format!("< {}", text(0)),
            (_, at) if at == bounds.len() => format!("> {}", text(at - 1)),
            (_, at) => format!("> {} and < {}", text(at - 1), text(at)),
        })
        .collect()
}

impl<'s> Evaluator<'s> {
    /// An amount against a bound, exact over what is left open.
    fn amount(
        &mut self,
        given: Option<&AmountRange>,
        compare: &Compare,
        bounds_key: &str,
        key: FactKey<'s>,
        subject: Subject,
        name: impl FnOnce() -> String,
    ) -> Node {
        match given.map(|range| range.test(compare.op, &compare.bound)) {
            Some(Some(Tri::Yes)) => return YES,
            Some(Some(Tri::No)) => return NO,
            // Another dimension: the stated figure does not answer the question.
            Some(None) => return self.open(key, subject, name),
            Some(Some(Tri::Unknown)) | None => {}
        }
        let none = Vec::new();
        let prepared = self.state.prepared;
        let bounds = prepared.mentions.bounds.get(bounds_key).unwrap_or(&none);
        let cells = cells(bounds, given);
        let unit = compare.bound.unit;
        let scale = |value: Decimal| in_unit(value, &compare.bound);
        let var = self.var(key, || Unknown {
            key,
            name: name(),
            subject,
            values: Values::Words(cell_words(bounds, &cells, unit.as_str(), scale)),
        });
        let Some(at) = bounds.iter().position(|&bound| bound == compare.bound.base_value()) else {
            return NO;
        };
        self.d.test(var, |value| {
            cells.get(value).is_some_and(|&cell| cell_meets(cell, compare.op, at))
        })
    }

    pub(super) fn parameter(&mut self, name: &'s str, compare: &'s Compare, ctx: Ctx<'s>) -> Node {
        let ItemView::Item(item) = ctx.item else { return NO };
        let given =
            item.parameters.iter().find(|(known, _)| **known == *name).map(|(_, range)| range);
        let key = FactKey::Parameter(name, id(item));
        let fact = || format!("item.parameters.{name}");
        self.amount(given, compare, name, key, Subject::Item, fact)
    }

    pub(super) fn facility_parameter(&mut self, name: &'s str, compare: &'s Compare) -> Node {
        let facility = self.transfer.end_use.facility.as_deref();
        let given = facility.and_then(|facility| {
            facility.parameters.iter().find(|(known, _)| **known == *name).map(|(_, range)| range)
        });
        let key = FactKey::FacilityParameter(name);
        let fact = || format!("facility.parameters.{name}");
        self.amount(given, compare, name, key, Subject::Use, fact)
    }

    pub(super) fn quantity(&mut self, compare: &'s Compare, ctx: Ctx<'s>) -> Node {
        let ItemView::Item(item) = ctx.item else { return NO };
        let given = item.quantity.map(AmountRange::exactly);
        let bounds = amount_key("quantity", &compare.bound);
        let key = FactKey::Quantity(id(item));
        self.amount(given.as_ref(), compare, &bounds, key, Subject::Transfer, || {
            "item.quantity".to_owned()
        })
    }

    pub(super) fn value(&mut self, compare: &'s Compare, ctx: Ctx<'s>) -> Node {
        let ItemView::Item(item) = ctx.item else { return NO };
        let currency = compare.bound.unit.as_str();
        let given = item.value.as_ref().map(|value| {
            let converted = convert(value, currency, &self.transfer.rates);
            let unit = compare.bound.unit;
            converted.map_or(AmountRange::exactly(*value), |value| Amount::new(value, unit).into())
        });
        let bounds = amount_key("value", &compare.bound);
        let key = FactKey::Value(id(item));
        self.amount(given.as_ref(), compare, &bounds, key, Subject::Transfer, || {
            "item.value".to_owned()
        })
    }

    pub(super) fn before(
        &mut self,
        given: Option<Day>,
        day: Day,
        key: FactKey<'s>,
        name: &str,
    ) -> Node {
        if let Some(given) = given {
            return if given < day { YES } else { NO };
        }
        let days = &self.state.prepared.mentions.days;
        let var = self.var(key, || Unknown {
            key,
            name: name.to_owned(),
            subject: Subject::Transfer,
            values: Values::Words(
                std::iter::once("earlier".to_owned())
                    .chain(days.iter().map(|day| format!("from {day}")))
                    .collect(),
            ),
        });
        let at = days.partition_point(|&known| known < day);
        self.d.test(var, |value| value <= at)
    }

    /// Share by value of content that meets a condition.
    pub(super) fn content(&mut self, compare: &'s Compare, cond: &'s Cond, ctx: Ctx<'s>) -> Node {
        let ItemView::Item(item) = ctx.item else { return NO };
        let holds = match self.content_open {
            true => Tri::Unknown,
            false => self.content_share(item, cond, ctx).test(compare.op, &compare.bound),
        };
        match holds {
            Tri::Yes => YES,
            Tri::No => NO,
            Tri::Unknown => {
                let key = content_key(compare, item);
                self.open(key, Subject::Item, || "item.content".to_owned())
            }
        }
    }

    /// The share of `item`'s value that meets `cond`, in percent.
    ///
    /// Cost: linear in the content lines, times the condition.
    pub fn content_share(&mut self, item: &'s Item, cond: &'s Cond, ctx: Ctx<'s>) -> ShareRange {
        let Some(lines) = &item.content else { return ShareRange::ANY };
        self.share_of_lines(lines, item, cond, ctx, 0)
    }

    fn share_of_lines(
        &mut self,
        lines: &'s [Content],
        whole: &'s Item,
        cond: &'s Cond,
        ctx: Ctx<'s>,
        depth: usize,
    ) -> ShareRange {
        let mut total = ShareRange { lo: Decimal::ZERO, hi: Decimal::ZERO };
        for line in lines {
            let part = self.line_share(line, whole);
            let meets = self.cond(cond, Ctx { item: ItemView::Item(&line.item), ..ctx });
            let within = match meets {
                YES => part,
                // What the line itself does not meet, its own content may.
                _ => {
                    let inner = match &line.item.content {
                        Some(inner) if depth < MAX_DEPTH => {
                            self.share_of_lines(inner, &line.item, cond, ctx, depth + 1)
                        }
                        Some(_) => ShareRange::ANY,
                        None => ShareRange { lo: Decimal::ZERO, hi: Decimal::ZERO },
                    };
                    let hi = if meets == NO { scaled(part.hi, inner.hi) } else { part.hi };
                    ShareRange { lo: scaled(part.lo, inner.lo), hi }
                }
            };
            total.lo = total.lo.saturating_add(within.lo);
            total.hi = total.hi.saturating_add(within.hi);
        }
        ShareRange { lo: total.lo, hi: total.hi.min(Decimal::ONE_HUNDRED).max(total.lo) }
    }

    /// A line's share of the whole by value, in percent.
    fn line_share(&self, line: &Content, whole: &Item) -> ShareRange {
        if let Some(share) = &line.share {
            let one = percent_unit();
            let percent = |(value, _): (Decimal, bool)| value.checked_div(one).unwrap_or(value);
            return ShareRange {
                lo: share.lo().map_or(Decimal::ZERO, percent),
                hi: share.hi().map_or(Decimal::ONE_HUNDRED, percent),
            };
        }
        let share = line.item.value.as_ref().zip(whole.value.as_ref()).and_then(|(part, whole)| {
            let part = convert(part, whole.unit.as_str(), &self.transfer.rates)?;
            part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)
        });
        share.map_or(ShareRange::ANY, |share| ShareRange { lo: share, hi: share })
    }
}

/// The fact that a test of a share of `item`'s content is, where it is open.
pub fn content_key<'s>(compare: &Compare, item: &Item) -> FactKey<'s> {
    FactKey::Content(id(compare) ^ id(item))
}

fn percent_unit() -> Decimal {
    Amount::new(Decimal::ONE, navicert_model::amount::Unit::PERCENT).base_value()
}

fn scaled(part: Decimal, inner: Decimal) -> Decimal {
    part.checked_mul(inner)
        .and_then(|value| value.checked_div(Decimal::ONE_HUNDRED))
        .unwrap_or(part)
}

/// A value in base units, in the unit of `like`.
fn in_unit(base: Decimal, like: &Amount) -> String {
    let zero = Amount::new(Decimal::ZERO, like.unit).base_value();
    let one = Amount::new(Decimal::ONE, like.unit).base_value();
    let factor = one.saturating_sub(zero);
    let value = base.saturating_sub(zero).checked_div(factor).unwrap_or(base);
    value.normalize().to_string()
}

/// An amount of money in another currency, by a rate of the transfer; `None` without one.
pub(crate) fn convert(amount: &Amount, currency: &str, rates: &[Rate]) -> Option<Decimal> {
    if amount.unit.as_str() == currency {
        return Some(amount.value);
    }
    let from = amount.unit.as_str();
    let direct = rates.iter().find(|rate| *rate.from == *from && *rate.to == *currency);
    if let Some(rate) = direct {
        return amount.value.checked_mul(rate.rate);
    }
    let inverse = rates.iter().find(|rate| *rate.to == *from && *rate.from == *currency)?;
    amount.value.checked_div(inverse.rate)
}
