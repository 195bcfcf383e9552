//! Shares held in a party by listed parties, with unknown shares as ranges.

use crate::law::OwnershipMode;
use navicert_model::amount::{Amount, Op, Unit};
use navicert_model::transfer::{HitState, Owner, Party};
use navicert_model::tri::Tri;
use rust_decimal::Decimal;

/// Owners deeper than this are not looked at: their share is unknown.
const MAX_DEPTH: usize = 32;

/// A share known within limits, both included, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareRange {
    /// At least this.
    pub lo: Decimal,
    /// At most this.
    pub hi: Decimal,
}

impl ShareRange {
    const NONE: ShareRange = ShareRange { lo: Decimal::ZERO, hi: Decimal::ZERO };
    /// Nothing is known.
    pub const ANY: ShareRange = ShareRange { lo: Decimal::ZERO, hi: Decimal::ONE_HUNDRED };

    /// How the share compares with a bound given as a share.
    pub fn test(self, op: Op, bound: &Amount) -> Tri {
        let bound = percent(bound.base_value());
        let (lo, hi) = (self.lo, self.hi);
        let (always, never) = match op {
            Op::Lt => (hi < bound, lo >= bound),
            Op::Le => (hi <= bound, lo > bound),
            Op::Gt => (lo > bound, hi <= bound),
            Op::Ge => (lo >= bound, hi < bound),
            Op::Eq => (lo == bound && hi == bound, bound < lo || bound > hi),
        };
        match (always, never) {
            (true, _) => Tri::Yes,
            (_, true) => Tri::No,
            _ => Tri::Unknown,
        }
    }
}

/// A share in its base unit as percent.
fn percent(base: Decimal) -> Decimal {
    let one = Amount::new(Decimal::ONE, Unit::PERCENT).base_value();
    base.checked_div(one).unwrap_or(base)
}

/// Share of `party` held by parties on one of `lists`, as the mode counts it.
///
/// Cost: linear in the owners given.
pub fn listed_share(party: &Party, lists: &[String], mode: OwnershipMode) -> ShareRange {
    held(party, lists, mode, 0)
}

fn held(party: &Party, lists: &[String], mode: OwnershipMode, depth: usize) -> ShareRange {
    let Some(owners) = &party.owners else { return ShareRange::ANY };
    if depth >= MAX_DEPTH {
        return ShareRange::ANY;
    }
    let mut total = ShareRange::NONE;
    let mut rest = Decimal::ONE_HUNDRED;
    let mut open = false;
    for owner in owners {
        let share = share_of(owner);
        rest = rest.checked_sub(share.lo).unwrap_or(Decimal::ZERO);
        let counts = counted(&owner.party, lists, mode, depth);
        if counts == Tri::No {
            continue;
        }
        open |= owner.share.is_none();
        let lo = if counts == Tri::Yes { share.lo } else { Decimal::ZERO };
        total = match mode {
            OwnershipMode::Directly => {
                ShareRange { lo: total.lo.max(lo), hi: total.hi.max(share.hi) }
            }
            OwnershipMode::InAggregate | OwnershipMode::InCascade => ShareRange {
                lo: total.lo.saturating_add(lo),
                hi: total.hi.saturating_add(share.hi),
            },
        };
    }
    if open {
        // Unknown shares cannot exceed what the known ones leave.
        total.hi = total.hi.min(total.lo.saturating_add(rest.max(Decimal::ZERO)));
    }
    ShareRange { lo: total.lo, hi: total.hi.min(Decimal::ONE_HUNDRED).max(total.lo) }
}

fn share_of(owner: &Owner) -> ShareRange {
    owner.share.as_ref().map_or(ShareRange::ANY, |share| ShareRange {
        lo: share.lo().map_or(Decimal::ZERO, |(value, _)| percent(value)),
        hi: share.hi().map_or(Decimal::ONE_HUNDRED, |(value, _)| percent(value)),
    })
}

/// Whether an owner's share counts: it is listed, or (in cascade) itself held 50 % or more.
fn counted(owner: &Party, lists: &[String], mode: OwnershipMode, depth: usize) -> Tri {
    let listed = on_list(owner, lists);
    if listed == Tri::Yes || mode != OwnershipMode::InCascade {
        return listed;
    }
    let fifty = Amount::new(Decimal::from(50), Unit::PERCENT);
    let through = held(owner, lists, mode, depth + 1).test(Op::Ge, &fifty);
    listed.or(through)
}

fn on_list(party: &Party, lists: &[String]) -> Tri {
    let Some(listings) = &party.listed else { return Tri::Unknown };
    let mut result = Tri::No;
    for listing in
        listings.iter().filter(|listing| lists.iter().any(|list| **list == *listing.list))
    {
        match listing.state {
            HitState::Confirmed => return Tri::Yes,
            HitState::Open | HitState::Unscreened => result = Tri::Unknown,
            HitState::Cleared => {}
        }
    }
    result
}
