//! The meaning of single cells.

use crate::fault::wrong;
use crate::table::Cells;
use navicert_model::amount::{Amount, Decimal, Dimension, parse_decimal};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::read::FieldError;
use navicert_model::vocabulary::{TagAnswers, TagError, TagPlace};

/// The errors of a row, each kept while the rest is read.
#[derive(Default)]
pub(crate) struct Errors(pub(crate) Vec<FieldError>);

impl Errors {
    /// The value, or its place with the error noted.
    pub(crate) fn keep<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    /// As [`Errors::keep`], of a value that may be absent.
    pub(crate) fn maybe<T>(&mut self, result: Result<Option<T>, FieldError>) -> Option<T> {
        self.keep(result).flatten()
    }
}

pub(crate) fn country(cells: &Cells<'_>, field: &str) -> Result<Option<Country>, FieldError> {
    let read =
        |text| Country::parse(text).map_err(|error| wrong(field, error.to_string(), error.help()));
    cells.get(field).map(read).transpose()
}

pub(crate) fn day(cells: &Cells<'_>, field: &str) -> Result<Option<Day>, FieldError> {
    let read =
        |text| Day::parse(text).map_err(|error| wrong(field, error.to_string(), error.help()));
    cells.get(field).map(read).transpose()
}

/// A number that is not below zero.
pub(crate) fn number(cells: &Cells<'_>, field: &str) -> Result<Option<Decimal>, FieldError> {
    cells.get(field).map(|text| number_of(text, field)).transpose()
}

pub(crate) fn number_of(text: &str, field: &str) -> Result<Decimal, FieldError> {
    let value =
        parse_decimal(text).map_err(|error| wrong(field, error.to_string(), error.help()))?;
    if value.is_sign_negative() && !value.is_zero() {
        return Err(wrong(field, format!("`{text}` is below zero"), "write zero or more"));
    }
    Ok(value)
}

pub(crate) fn days(cells: &Cells<'_>, field: &str) -> Result<Option<u32>, FieldError> {
    let Some(text) = cells.get(field) else { return Ok(None) };
    let days = text.parse::<u32>().ok().filter(|days| *days <= 100_000);
    let error =
        || wrong(field, format!("`{text}` is no number of days"), "write whole days, as `50`");
    days.map(Some).ok_or_else(error)
}

/// An amount of one dimension, in the unit given, not below zero.
pub(crate) fn amount(
    cells: &Cells<'_>,
    field: &str,
    fits: impl Fn(Dimension) -> bool,
    sample: &str,
) -> Result<Option<Amount>, FieldError> {
    let Some(text) = cells.get(field) else { return Ok(None) };
    let amount =
        Amount::parse(text).map_err(|error| wrong(field, error.to_string(), error.help()))?;
    let help = || format!("write a number, a space and a unit, as `{sample}`");
    if !fits(amount.dimension()) {
        return Err(wrong(field, format!("`{text}` has not the right unit"), help()));
    }
    if amount.value.is_sign_negative() && !amount.value.is_zero() {
        return Err(wrong(field, format!("`{text}` is below zero"), "write zero or more"));
    }
    Ok(Some(amount))
}

/// A share of one, written in percent.
pub(crate) fn share(cells: &Cells<'_>, field: &str) -> Result<Option<Decimal>, FieldError> {
    let share = amount(cells, field, |dimension| dimension == Dimension::Share, "80 %")?;
    let Some(share) = share else { return Ok(None) };
    // The base unit of shares is the millionth; whatever it is, a whole is one hundred percent.
    let whole = Amount::parse("100 %").map(|whole| whole.base_value()).unwrap_or(Decimal::ONE);
    let value = share.base_value();
    if value > whole {
        return Err(wrong(
            field,
            format!("`{share}` is more than the whole"),
            "write 100 % or less",
        ));
    }
    Ok(Some((value / whole).normalize()))
}

/// Tags answered yes in one column and no in another.
pub(crate) fn tags(
    cells: &Cells<'_>,
    place: TagPlace,
    yes: &str,
    no: &str,
) -> Result<TagAnswers, FieldError> {
    let words = |field| {
        let text = cells.get(field).filter(|text| *text != "[]").unwrap_or("");
        text.split(';').map(str::trim).filter(|word| !word.is_empty())
    };
    TagAnswers::new(place, words(yes), words(no)).map_err(|error| {
        let field = match &error {
            TagError::Contradiction { .. } => no,
            _ if TagAnswers::new(place, words(yes), []).is_err() => yes,
            _ => no,
        };
        wrong(field, error.to_string(), error.help())
    })
}
