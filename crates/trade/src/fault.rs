//! Why an input is refused.

use crate::period::Period;
use thiserror::Error;

/// What is wrong with an input, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct Refusal {
    /// Which of the files, from 0.
    pub file: usize,
    /// Line, from 1; in JSON the number of the row.
    pub line: Option<u32>,
    /// The column or field.
    pub field: Option<String>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the messages say what the fields are")]
pub enum Fault {
    #[error("the file is empty")]
    Empty,
    #[error("the file has a header and no rows: nothing was obtained, which is not zero")]
    HeaderOnly,
    #[error("the answer of the service holds no rows: nothing was obtained, which is not zero")]
    NoRows,
    #[error("the service answered with an error: {message}")]
    Service { message: String },
    #[error("the bytes are neither UTF-8 nor GB18030")]
    Encoding,
    #[error("the characters were lost when the file was saved: it holds `{sample}`")]
    Lost { sample: String },
    #[error("the file is UTF-16")]
    Utf16,
    #[error("no source has such a header: `{header}`")]
    UnknownHeader { header: String },
    #[error("the JSON is of no source that is known here")]
    UnknownJson,
    #[error("the JSON cannot be read: {message}")]
    Json { message: String },
    #[error("the file breaks off: {what}")]
    BreaksOff { what: String },
    #[error("the row has {cells} cells, the header {header}")]
    Cells { cells: usize, header: usize },
    #[error("something follows the closing quote of a cell")]
    Quote,
    #[error("there is no column for {what}")]
    NoColumn { what: &'static str },
    #[error("the rows are split by `{column}`: each is a part of a figure")]
    Split { column: String },
    #[error("the column `{column}` is none of ours")]
    UnknownColumn { column: String },
    #[error("`{text}` is no {kind}")]
    Value { text: String, kind: &'static str },
    #[error("the file does not say whether these are exports or imports")]
    NoFlow,
    #[error("the values are yuan (人民币, CNY) and no rate was given")]
    Yuan,
    #[error("a quantity stands without a unit")]
    NoUnit,
    #[error("a value stands without a currency")]
    NoCurrency,
    #[error("the row has neither a quantity nor a value, and no state that says why")]
    NothingSaid,
    #[error("the row says `{state}` and gives no figure")]
    NoFigure { state: &'static str },
    #[error("the row says `{state}` and gives a figure")]
    FigureGiven { state: &'static str },
    #[error(
        "{series} is in `{first}` in some months and in `{second}` in others: one series has one unit"
    )]
    MixedUnits { series: String, first: String, second: String },
    #[error("{series} in {period} is `{first}` and `{second}`, and nothing says which is newer")]
    Contradiction { series: String, period: Period, first: String, second: String },
    #[error("{series} in {period} is too large to be counted exactly")]
    TooLarge { series: String, period: Period },
    #[error("the codes of `{basket}` are counted in different units: {units}")]
    BasketUnits { basket: String, units: String },
}

impl Fault {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Fault::Empty => "the service publishes nothing for this question, or the download failed; ask again, or leave the file out".into(),
            Fault::HeaderOnly | Fault::NoRows => {
                "leave the file out, or download it again with the months and codes that you need".into()
            }
            Fault::Service { .. } => "ask the service again; leave this file out until it answers with data".into(),
            Fault::Encoding => "export the file again; Chinese customs writes GB18030, everything else is read as UTF-8".into(),
            Fault::Lost { .. } => {
                "export the file again and do not open and save it on the way; GB18030 and UTF-8 hold Chinese characters".into()
            }
            Fault::Utf16 => "save it as UTF-8".into(),
            Fault::UnknownHeader { .. } => "exports of Chinese customs, e-Stat, UN Comtrade, BACI, the US Census Bureau and Eurostat are \
                known by their headers; write anything else as `reporter,partner,flow,product,hs,classification,period,quantity,unit,value,\
                currency,state,released_on`"
                .into(),
            Fault::UnknownJson => "give the whole answer of UN Comtrade (`data`, `count`, `error`) or of the US Census Bureau (rows under \
                a header row)"
                .into(),
            Fault::Json { .. } => "download it again; the answer has to be whole".into(),
            Fault::BreaksOff { .. } => "download it again: it was cut short (truncated), and figures may be missing".into(),
            Fault::Cells { .. } => "download it again if the file breaks off there; quote cells that hold commas".into(),
            Fault::Quote => "double the quotes that belong to a text, as `\"\"`".into(),
            Fault::NoColumn { what: "the month" } => "export it again with the months shown".into(),
            Fault::NoColumn { .. } => "export it again with this column".into(),
            Fault::UnknownColumn { .. } => "leave it out; the columns are reporter, partner, flow, product, hs, classification, period, \
                quantity, unit, value, currency, state, released_on"
                .into(),
            Fault::Split { .. } => "export it again without this column: only totals by month, code and partner are read".into(),
            Fault::Value { kind, .. } => match *kind {
                "period" => "write months as `2025-11`, years as `2025`".into(),
                "code of goods" => "write 2 to 12 digits, as text so that leading zeros stay".into(),
                "place" => "write two capital letters (ISO 3166-1), `EU` or `world`".into(),
                "flow" => "write `export`, `import`, `re-export` or `re-import`".into(),
                "state" => format!("write one of {}", State::words()),
                "day" => "write `2025-12-20`".into(),
                "currency" => "write three capital letters, as `USD`".into(),
                "edition" => "write `HS2022` or `H6`".into(),
                _ => "write a plain decimal of at most 28 digits, not below zero".into(),
            },
            Fault::NoFlow => "give `--flow export` or `--flow import`".into(),
            Fault::Yuan => "export the file in US dollars, or give a dated rate: `--rate CNY:USD=0.1408@2025-12-31`".into(),
            Fault::NoUnit => "fill `unit`, as `t`, `kg` or `pcs`".into(),
            Fault::NoCurrency => "fill `currency`, as `USD`".into(),
            Fault::NothingSaid => "fill `quantity` or `value`, or say `missing`, `suppressed` or `not-published` in `state`".into(),
            Fault::NoFigure { .. } => "fill `quantity` or `value`, or correct `state`".into(),
            Fault::FigureGiven { .. } => "leave `quantity` and `value` blank, or correct `state`".into(),
            Fault::MixedUnits { .. } => "give only rows in one unit: kilograms and pieces do not add up".into(),
            Fault::Contradiction { .. } => "fill `released_on` for both, or leave one of them out".into(),
            Fault::TooLarge { .. } => "look at the figure: no trade is so large".into(),
            Fault::BasketUnits { .. } => "put only codes of one unit in a basket".into(),
        }
    }
}

use crate::observation::State;
