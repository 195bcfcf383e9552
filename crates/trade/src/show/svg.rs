//! A picture of a series: its figures, the range that was expected, the day of the measure, and below it when each
//! figure came out. It stands alone, and can be read in print and without colour: states differ by shape, the range is
//! hatched, lines differ by their dashes.

use super::Answer;
use crate::observation::State;
use crate::period::Period;
use crate::releases;
use crate::series::Point;
use crate::visibility::shown;
use navicert_model::day::Day;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::fmt::Write;

const WIDTH: i32 = 1000;
const LEFT: i32 = 84;
const RIGHT: i32 = 24;
const PLOT: i32 = 240;
const HEAD: i32 = 80;
const CALENDAR_ROW: i32 = 16;
/// Periods that are drawn.
const MOST: usize = 60;
/// Rows of the release calendar.
const ROWS: usize = 9;
/// Pictures in one file.
const SERIES: usize = 24;

const STYLE: &str = "\
svg{background:#fff;color:#111;font:13px system-ui,sans-serif}text{fill:currentColor}\
.title{font-size:16px;font-weight:600}.small{font-size:11px}.grid{stroke:#111;opacity:.15}\
.line{fill:none;stroke:#111;stroke-width:1.5}.range{fill:url(#hatch);stroke:#111;stroke-width:.6;stroke-dasharray:2 2}\
.middle{fill:none;stroke:#111;stroke-dasharray:5 3}.event{stroke:#111;stroke-width:2}.asof{stroke:#111;stroke-dasharray:1 3;stroke-width:1.5}\
.dot{fill:#111}.open{fill:#fff;stroke:#111;stroke-width:1.5}.wait{fill:#ddd;stroke:#111;stroke-width:.6}";

const PATTERN: &str = "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"1.2\" height=\"6\" fill=\"#999\"/></pattern>";

/// Draws the answers, one below the other; of more than two dozen the first two dozen, and says so.
#[must_use]
pub fn draw(answers: &[Answer], as_of: Day) -> String {
    let mut body = String::new();
    let mut y = 16;
    for answer in answers.iter().take(SERIES) {
        y = Panel::of(answer, as_of, y).draw(&mut body);
    }
    if answers.len() > SERIES {
        let _ = writeln!(
            body,
            "<text x=\"{LEFT}\" y=\"{}\">{} more series are not drawn</text>",
            y + 14,
            answers.len() - SERIES
        );
        y += 24;
    }
    let mut summary = String::new();
    for answer in answers.iter().take(SERIES) {
        let _ = write!(summary, "{}: {} ", answer.series.title(), words(answer));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {y}\" width=\"{WIDTH}\" height=\"{y}\" role=\"img\" \
         aria-labelledby=\"title summary\" lang=\"en\">\n<title id=\"title\">Trade as published on {as_of}</title>\n\
         <desc id=\"summary\">{}</desc>\n<style>{STYLE}</style>\n<defs>{PATTERN}</defs>\n{body}</svg>\n",
        escaped(summary.trim())
    )
}

/// What a person who does not see the picture is told.
fn words(answer: &Answer) -> String {
    match &answer.visibility {
        Some(told) => format!("{}; {}.", told.verdict.as_str(), told.why),
        None => match answer.series.newest() {
            Some(point) => {
                format!("{} in {}.", point.value.map(shown).unwrap_or_default(), point.period)
            }
            None => "no figure.".to_owned(),
        },
    }
}

struct Panel<'a> {
    answer: &'a Answer,
    as_of: Day,
    points: &'a [Point],
    first: Period,
    /// How many periods the axis has.
    periods: i32,
    top: f64,
    y: i32,
}

impl<'a> Panel<'a> {
    fn of(answer: &'a Answer, as_of: Day, y: i32) -> Panel<'a> {
        let all = &answer.series.points;
        let points = &all[all.len().saturating_sub(MOST)..];
        let day = Period::holding(as_of, answer.series.yearly);
        let told = answer.visibility.as_ref();
        let first = points.first().map_or(day, |point| point.period);
        let ends = [points.last().map(|point| point.period), told.map(|told| told.first_period)];
        let last = ends.into_iter().flatten().max().unwrap_or(first).max(first);
        let ranges = told.map_or(&[][..], |told| &told.ranges);
        let values = points.iter().filter_map(|point| point.value.or(point.at_least));
        let highs = ranges.iter().filter(|range| range.period >= first).map(|range| range.expected);
        let top = values.chain(highs).map(float).fold(0.0, f64::max);
        // A range that is far above every figure is cut off at the top.
        let top = ranges
            .iter()
            .map(|range| float(range.high))
            .filter(|high| *high < top * 1.6)
            .fold(top, f64::max);
        Panel {
            answer,
            as_of,
            points,
            first,
            periods: last.since(first).min(600) + 1,
            top: nice(top),
            y,
        }
    }

    fn x(&self, period: Period) -> f64 {
        let step = f64::from(WIDTH - LEFT - RIGHT) / f64::from(self.periods);
        f64::from(LEFT) + (f64::from(period.since(self.first)) + 0.5) * step
    }

    fn x_of_day(&self, day: Day) -> Option<f64> {
        let period = Period::holding(day, self.first.is_year());
        if period < self.first || period.since(self.first) >= self.periods {
            return None;
        }
        let long = f64::from(period.last_day().days() - period.first_day().days() + 1);
        let share = f64::from(day.days() - period.first_day().days()) / long;
        let step = f64::from(WIDTH - LEFT - RIGHT) / f64::from(self.periods);
        Some(self.x(period) + (share - 0.5) * step)
    }

    fn bottom(&self) -> i32 {
        self.y + HEAD + PLOT
    }

    fn height(&self, value: Decimal) -> f64 {
        let share = if self.top > 0.0 { (float(value) / self.top).min(1.0) } else { 0.0 };
        f64::from(self.bottom()) - share * f64::from(PLOT)
    }

    /// Draws it and says where the next one begins.
    fn draw(&self, out: &mut String) -> i32 {
        let series = &self.answer.series;
        let _ = writeln!(
            out,
            "<text class=\"title\" x=\"16\" y=\"{}\">{}</text>",
            self.y + 16,
            escaped(&cut(&series.title(), 110))
        );
        for (row, text) in (0..).zip(lines(&words(self.answer), 150, 2)) {
            let y = self.y + 34 + row * 15;
            let _ =
                writeln!(out, "<text class=\"small\" x=\"16\" y=\"{y}\">{}</text>", escaped(&text));
        }
        self.axes(out);
        self.range(out);
        self.figures(out);
        self.days(out);
        let legend = self.bottom() + 34;
        self.legend(legend, out);
        self.calendar(legend + 22, out) + 28
    }

    fn axes(&self, out: &mut String) {
        for part in 0..=4 {
            let value = self.top * f64::from(part) / 4.0;
            let y = f64::from(self.bottom()) - f64::from(PLOT * part) / 4.0;
            let label = format!("{value:.3}").parse::<Decimal>().map(shown).unwrap_or_default();
            let _ = writeln!(
                out,
                "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
                 <text class=\"small\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
                WIDTH - RIGHT,
                LEFT - 6,
                y + 4.0
            );
        }
        let unit = escaped(self.answer.series.unit.as_str());
        let _ = writeln!(
            out,
            "<text class=\"small\" x=\"16\" y=\"{}\">{unit}</text>",
            self.y + HEAD - 6
        );
        let every = (self.periods + 11) / 12;
        for step in (0..self.periods).step_by(usize::try_from(every.max(1)).unwrap_or(1)) {
            let period = self.first.plus(step);
            let _ = writeln!(
                out,
                "<text class=\"small\" x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{period}</text>",
                self.x(period),
                self.bottom() + 15
            );
        }
    }

    /// What was expected, hatched, with its middle.
    fn range(&self, out: &mut String) {
        let Some(told) = &self.answer.visibility else { return };
        let shown = |range: &&crate::visibility::Range| {
            range.period >= self.first && range.period.since(self.first) < self.periods
        };
        let ranges: Vec<_> = told.ranges.iter().filter(shown).collect();
        if ranges.is_empty() {
            return;
        }
        let path = |pick: fn(&crate::visibility::Range) -> Decimal| {
            ranges
                .iter()
                .map(move |range| {
                    format!("{:.1},{:.1}", self.x(range.period), self.height(pick(range)))
                })
                .collect::<Vec<_>>()
        };
        let mut edge = path(|range| range.high);
        edge.extend(path(|range| range.low).into_iter().rev());
        let _ = writeln!(
            out,
            "<polygon class=\"range\" points=\"{}\"/>\n<polyline class=\"middle\" points=\"{}\"/>",
            edge.join(" "),
            path(|range| range.expected).join(" ")
        );
    }

    fn figures(&self, out: &mut String) {
        let drawn: Vec<_> = self
            .points
            .iter()
            .map(|point| point.value.map(|value| (self.x(point.period), self.height(value))))
            .collect();
        for stretch in drawn.split(Option::is_none).filter(|stretch| stretch.len() > 1) {
            let path: Vec<String> =
                stretch.iter().flatten().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            let _ = writeln!(out, "<polyline class=\"line\" points=\"{}\"/>", path.join(" "));
        }
        for point in self.points {
            let y = point.value.map_or(f64::from(self.bottom()), |value| self.height(value));
            let value = point.value.or(point.at_least).map(shown).unwrap_or_default();
            let released =
                point.released_on.map(|day| format!(", published on {day}")).unwrap_or_default();
            let title = format!("{}: {value} {}{released}", point.period, point.state.as_str());
            let _ = writeln!(
                out,
                "<g><title>{}</title>{}</g>",
                escaped(&title),
                mark(point.state, self.x(point.period), y)
            );
        }
        for at in self
            .answer
            .series
            .breaks
            .iter()
            .filter(|at| at.period > self.first && at.period.since(self.first) < self.periods)
        {
            let x = self.x(at.period);
            let words = if at.comparable { "other codes" } else { "other goods" };
            let _ = writeln!(
                out,
                "<text class=\"small\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">⇹ {words}</text>",
                self.y + HEAD - 6
            );
        }
    }

    /// The day of the measure, and the day that is looked from.
    fn days(&self, out: &mut String) {
        let mut line = |class: &str, day: Day, words: &str, y: i32| {
            if let Some(x) = self.x_of_day(day) {
                let anchor =
                    if x > f64::from(WIDTH) * 0.7 { ("end", x - 5.0) } else { ("start", x + 5.0) };
                let _ = writeln!(
                    out,
                    "<line class=\"{class}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{}\"/>\
                     <text class=\"small\" x=\"{:.1}\" y=\"{y}\" text-anchor=\"{}\">{}</text>",
                    self.y + HEAD,
                    self.bottom(),
                    anchor.1,
                    anchor.0,
                    escaped(words)
                );
            }
        };
        if let Some(told) = &self.answer.visibility {
            let day = told.measure.effective;
            let words = if told.measure.name == day.to_string() {
                day.to_string()
            } else {
                format!("{} from {day}", told.measure.name)
            };
            line("event", day, &words, self.y + HEAD + 12);
        }
        line("asof", self.as_of, &format!("seen on {}", self.as_of), self.y + HEAD + 26);
    }

    fn legend(&self, y: i32, out: &mut String) {
        let mut x = f64::from(LEFT);
        let mut states: Vec<State> = self.points.iter().map(|point| point.state).collect();
        states.sort_unstable();
        states.dedup();
        for state in states {
            let _ = writeln!(
                out,
                "{}<text class=\"small\" x=\"{:.0}\" y=\"{y}\">{}</text>",
                mark(state, x, f64::from(y - 4)),
                x + 10.0,
                state.as_str()
            );
            x += 26.0 + state.as_str().len() as f64 * 6.5;
        }
        if self.answer.visibility.as_ref().is_some_and(|told| !told.ranges.is_empty()) {
            let _ = writeln!(
                out,
                "<rect class=\"range\" x=\"{x:.0}\" y=\"{}\" width=\"22\" height=\"10\"/>\
                 <text class=\"small\" x=\"{:.0}\" y=\"{y}\">range that the months before let expect (19 in 20)</text>",
                y - 10,
                x + 28.0
            );
        }
    }

    /// When the months around the measure came out: a bar from the end of the month to its day.
    fn calendar(&self, y: i32, out: &mut String) -> i32 {
        let series = &self.answer.series;
        let centre = self.answer.visibility.as_ref().map_or_else(
            || series.points.last().map_or(self.first, |point| point.period.plus(-5)),
            |told| told.first_period,
        );
        let rows: Vec<(Period, Day)> = (-3..i32::try_from(ROWS).unwrap_or(9) - 3)
            .filter_map(|step| {
                let period = centre.plus(step);
                let given = series.point(period).and_then(|point| point.released_on);
                Some((period, given.or_else(|| releases::day(&series.reporter, period))?))
            })
            .collect();
        let (Some((first, _)), Some(last)) = (rows.first(), rows.iter().map(|(_, day)| *day).max())
        else {
            let _ = writeln!(
                out,
                "<text class=\"small\" x=\"16\" y=\"{y}\">No release calendar is known for {}.</text>",
                series.reporter
            );
            return y + 10;
        };
        let start = first.first_day();
        let span = f64::from((last.days() - start.days()).max(1));
        let place = |day: Day| {
            let share = f64::from(day.days() - start.days()) / span;
            f64::from(LEFT) + share.clamp(0.0, 1.0) * f64::from(WIDTH - LEFT - RIGHT - 130)
        };
        let _ = writeln!(
            out,
            "<text class=\"small\" x=\"16\" y=\"{y}\">Month of the data (black), wait (grey), day</text>"
        );
        for (row, (period, day)) in (1..).zip(&rows) {
            let top = y + row * CALENDAR_ROW - 8;
            let (begin, end, out_on) =
                (place(period.first_day()), place(period.last_day()), place(*day));
            let seen = if *day <= self.as_of { "" } else { " — not yet" };
            let _ = writeln!(
                out,
                "<text class=\"small\" x=\"16\" y=\"{}\">{period}</text>\
                 <rect class=\"dot\" x=\"{begin:.1}\" y=\"{top}\" width=\"{:.1}\" height=\"9\"/>\
                 <rect class=\"wait\" x=\"{end:.1}\" y=\"{top}\" width=\"{:.1}\" height=\"9\"/>\
                 <text class=\"small\" x=\"{:.1}\" y=\"{}\">{day}{seen}</text>",
                top + 9,
                (end - begin).max(1.0),
                (out_on - end).max(1.0),
                out_on + 5.0,
                top + 9
            );
        }
        let bottom = y + i32::try_from(rows.len()).unwrap_or(0) * CALENDAR_ROW + 4;
        if self.as_of >= start && self.as_of <= last {
            let x = place(self.as_of);
            let _ = writeln!(
                out,
                "<line class=\"asof\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{bottom}\"/>\
                 <text class=\"small\" x=\"{:.1}\" y=\"{y}\">seen on {}</text>",
                y + 4,
                x - 30.0,
                self.as_of
            );
        }
        bottom
    }
}

/// A shape for each state.
fn mark(state: State, x: f64, y: f64) -> String {
    match state {
        State::Published => {
            format!("<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.2\"/>")
        }
        State::Provisional => {
            format!("<circle class=\"open\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.6\"/>")
        }
        State::Zero => format!(
            "<rect class=\"open\" x=\"{:.1}\" y=\"{:.1}\" width=\"7\" height=\"7\"/>",
            x - 3.5,
            y - 3.5
        ),
        State::Estimated => {
            format!("<path class=\"open\" d=\"M{x:.1} {:.1}l4.5 8h-9z\"/>", y - 5.0)
        }
        State::Suppressed => format!(
            "<rect class=\"dot\" x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"8\"/>",
            x - 4.0,
            y - 4.0
        ),
        State::Missing | State::NotPublished => {
            format!("<path class=\"line\" d=\"M{:.1} {:.1}l7 7m0 -7l-7 7\"/>", x - 3.5, y - 3.5)
        }
    }
}

/// The next round number.
fn nice(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let mut unit = 1e-6;
    while unit * 10.0 < value {
        unit *= 10.0;
    }
    let steps = [1.0, 2.0, 4.0, 6.0, 8.0, 10.0];
    steps.iter().map(|step| step * unit).find(|round| *round >= value).unwrap_or(value)
}

fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// At most so many lines of so many letters; the last one is cut.
fn lines(text: &str, long: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let full =
            lines.last().is_some_and(|line| line.chars().count() + word.chars().count() >= long);
        if full && lines.len() < most {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.iter().map(|line| cut(line, long + 8)).collect()
}

fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
