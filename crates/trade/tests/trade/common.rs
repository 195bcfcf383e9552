//! Files and days to answers, as the command does it.

use navicert_model::day::Day;
use navicert_trade::body::{self, Basket};
use navicert_trade::fault::Refusal;
use navicert_trade::observation::{Flow, Hs, Unit};
use navicert_trade::period::Period;
use navicert_trade::read::{self, Choices};
use navicert_trade::series::Series;
use navicert_trade::show::{self, Answer};
use navicert_trade::visibility::Measure;

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

/// The series of some files as of a day; `Err` with the first thing that is refused.
pub fn series(files: &[&[u8]], baskets: &[Basket], as_of: &str) -> Result<Vec<Series>, Refusal> {
    let choices = Choices { flow: Some(Flow::Export), rates: Vec::new() };
    let mut read = Vec::new();
    for (number, file) in files.iter().enumerate() {
        read.push(read::read(number, file, &choices)?.1);
    }
    body::series(&body::join(read), baskets, day(as_of)).map_err(|mut refusals| refusals.remove(0))
}

/// The answers of some files as of a day, about something that took effect on a day.
pub fn answers(files: &[&str], effective: &str, as_of: &str) -> Vec<Answer> {
    let files: Vec<&[u8]> = files.iter().map(|file| file.as_bytes()).collect();
    let series = series(&files, &[], as_of).unwrap();
    let measure = Measure { name: effective.to_owned(), effective: day(effective) };
    show::answers(series, Some(&measure), day(as_of))
}

/// The one answer with this partner and code, in tonnes.
pub fn pick<'a>(answers: &'a [Answer], reporter: &str, partner: &str, hs: &str) -> &'a Answer {
    let fits = |answer: &&Answer| {
        let series = &answer.series;
        series.reporter.as_str() == reporter
            && series.partner.as_str() == partner
            && series.hs == [Hs::parse(hs).unwrap()]
            && series.unit == Unit::Tonne
    };
    let mut found = answers.iter().filter(fits);
    let one = found.next().unwrap_or_else(|| panic!("no {reporter} {partner} {hs}"));
    assert!(found.next().is_none());
    one
}

/// Our own rows for one flow: months from `first` on; `None` is a month without a row.
pub fn rows(who: [&str; 3], hs: &str, first: &str, figures: &[Option<f64>]) -> String {
    let [reporter, partner, flow] = who;
    let mut text = String::new();
    for (step, figure) in figures.iter().enumerate() {
        let month = period(first).plus(i32::try_from(step).unwrap());
        if let Some(figure) = figure {
            text.push_str(&format!("{reporter},{partner},{flow},{hs},{month},{figure:.3},t\n"));
        }
    }
    text
}

pub const HEADER: &str = "reporter,partner,flow,hs,period,quantity,unit\n";

/// Noise that is the same on every machine: about normal, with standard deviation 1.
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> f64 {
        let mut uniform = || {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 11) as f64 / (1_u64 << 53) as f64
        };
        (0..12).map(|_| uniform()).sum::<f64>() - 6.0
    }

    /// A figure that lies about so far (as a share) around another.
    pub fn around(&mut self, value: f64, share: f64) -> f64 {
        (value * (1.0 + share * self.next())).max(0.0)
    }
}
