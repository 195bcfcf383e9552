//! Why a licence could not be kept or drawn on.

use crate::error::StoreError;

/// Why a licence could not be kept or drawn on. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum LicenceError {
    /// The record refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No licence has this id.
    #[error("there is no licence `{licence}`")]
    NoLicence {
        /// The id.
        licence: String,
    },
    /// The licence has no such item.
    #[error("licence `{licence}` has no item {item}")]
    NoItem {
        /// The licence.
        licence: String,
        /// The number asked for.
        item: u32,
    },
    /// No reservation has this number, or nothing is left of it.
    #[error("there is no open reservation {number}")]
    NoReservation {
        /// The number.
        number: i64,
    },
    /// The licence may not be drawn on.
    #[error("licence `{licence}` is {state}")]
    NotActive {
        /// The licence.
        licence: String,
        /// `suspended` or `revoked`.
        state: &'static str,
    },
    /// A revoked licence stays revoked.
    #[error("licence `{licence}` is revoked for good")]
    Revoked {
        /// The licence.
        licence: String,
    },
    /// The licence is not valid on the day.
    #[error("licence `{licence}` is not valid on {day}: from {since}, no longer on {until}")]
    NotValid {
        /// The licence.
        licence: String,
        /// The day asked for.
        day: String,
        /// First day.
        since: String,
        /// First day on which it no longer is.
        until: String,
    },
    /// More is asked for than is left.
    #[error("{what} of {asked} is more than the {left} left on {place}")]
    Over {
        /// `quantity` or `value`.
        what: &'static str,
        /// What was asked for.
        asked: String,
        /// What is left.
        left: String,
        /// `item 1 of licence …` or `licence …`.
        place: String,
    },
    /// The licence counts in another dimension or currency.
    #[error("{place} counts its {what} in {counts}, not in {given}")]
    Unit {
        /// `quantity` or `value`.
        what: &'static str,
        /// See [`LicenceError::Over`].
        place: String,
        /// The licence's unit.
        counts: String,
        /// The unit given.
        given: String,
    },
    /// The licence limits what was not given.
    #[error("{place} limits the {what}, and none is given")]
    Missing {
        /// `quantity` or `value`.
        what: &'static str,
        /// See [`LicenceError::Over`].
        place: String,
    },
    /// Zero or less cannot be drawn.
    #[error("{what} of {asked} is not more than nothing")]
    Nothing {
        /// `quantity` or `value`.
        what: &'static str,
        /// What was asked for.
        asked: String,
    },
    /// A changed licence allows less than was drawn already.
    #[error("{drawn} are drawn on {place} already, more than the new limit of {limit}")]
    Drawn {
        /// What is drawn.
        drawn: String,
        /// See [`LicenceError::Over`].
        place: String,
        /// The new limit.
        limit: String,
    },
}

impl LicenceError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            LicenceError::Store(error) => error.help(),
            LicenceError::NoLicence { .. } => "see `navicert licences list`",
            LicenceError::NoItem { .. } => "see `navicert licences show`; items are counted from 1",
            LicenceError::NoReservation { .. } => {
                "see the open reservations of `navicert licences show`"
            }
            LicenceError::NotActive { .. } | LicenceError::Revoked { .. } => {
                "use another licence, or ask the authority for one"
            }
            LicenceError::NotValid { .. } => {
                "use a licence that is valid on the day of the shipment"
            }
            LicenceError::Over { .. } => {
                "draw less, release a reservation, or ask the authority for more"
            }
            LicenceError::Unit { .. } => {
                "give the amount in the unit of the licence; currencies are never converted"
            }
            LicenceError::Missing { .. } => "give the amount as it stands on the invoice",
            LicenceError::Nothing { .. } => "give an amount greater than zero",
            LicenceError::Drawn { .. } => {
                "check the licence; to end it, use `navicert licences state --to revoked`"
            }
        }
    }
}
