//! Pictures that stand alone: a product as a tree of its parts, and bars of concentration. They
//! read in print and without colour: patterns and words tell what colours do.

use super::ends;
use crate::exposure::{Asked, Exposure, Measure};
use crate::number::{Exact, Ratio, Round, decimal, percent, ratio, whole, zero};
use crate::shares::{Dependency, Stage};
use crate::supply::{PartKind, Supply};
use navicert_model::amount::Decimal;
use num_traits::{Signed, Zero};
use std::collections::HashMap;
use std::fmt::Write;

const WIDTH: i64 = 1040;
const ROW: i64 = 24;
/// Parts of one assembly that are drawn; the rest is added up.
const MOST_PARTS: usize = 8;
/// Levels that are drawn.
const MOST_LEVELS: usize = 5;
/// Rows that are drawn in all.
const MOST_ROWS: usize = 400;

const STYLE: &str = "\
svg{background:#fff;color:#1b1f24;font:13px system-ui,sans-serif}
text{fill:currentColor}.title{font-size:19px;font-weight:600}.head{font-weight:600}
.small{font-size:11px}.num{text-anchor:end;font-variant-numeric:tabular-nums}
.frame{fill:none;stroke:currentColor}.link{fill:none;stroke:currentColor;opacity:.35}
.there{fill:#b42318;stroke:#000;stroke-width:.5}.unknown{fill:url(#dots);stroke:#000;stroke-width:.5}
.known{fill:#fff;stroke:#000;stroke-width:.5}.bar{fill:#475467}.more{fill:url(#hatch)}
.mark{stroke:currentColor;stroke-dasharray:4 3}";

const PATTERNS: &str = "\
<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"2\" height=\"6\" fill=\"#475467\"/></pattern>\
<pattern id=\"dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"6\" height=\"6\" fill=\"#f2f4f7\"/><circle cx=\"3\" cy=\"3\" r=\"1.4\" fill=\"#1b1f24\"/></pattern>";

/// What one of a part holds: all, what is made in the country, what is of unknown origin.
#[derive(Clone, Default)]
struct Worth {
    total: Exact,
    there: Exact,
    unknown: Exact,
}

impl Worth {
    /// Of so many.
    fn times(&self, times: &Ratio) -> Drawn {
        let of = |worth: &Exact| worth.to_ratio() * times;
        Drawn { total: of(&self.total), there: of(&self.there), unknown: of(&self.unknown) }
    }
}

/// What a row shows.
struct Drawn {
    total: Ratio,
    there: Ratio,
    unknown: Ratio,
}

/// Draws products as trees: each part with its share of the product's material, and how much of it
/// is made in the country, of unknown origin, or made elsewhere.
///
/// Prices in several currencies are drawn at the rates asked with; masses as they are.
#[must_use]
pub fn tree(supply: &Supply, found: &[Exposure], asked: &Asked) -> String {
    let mut rows = Rows { supply, body: String::new(), y: 116, count: 0 };
    for one in found {
        rows.product(one, asked);
    }
    let title =
        format!("What the products are made of, and how much of it in {}", asked.country.name());
    let words: Vec<String> = found
        .iter()
        .take(20)
        .map(|one| {
            let share = one.share.as_ref().map(|share| ends(share, 2));
            let share = share.map_or_else(
                || "unknown".to_owned(),
                |(least, most)| {
                    if least == most {
                        format!("{least} %")
                    } else {
                        format!("{least} to {most} %")
                    }
                },
            );
            format!("{}: {share}", supply.parts()[one.product].name)
        })
        .collect();
    let legend = [
        ("there", format!("made in {}", asked.country.name())),
        ("unknown", "of unknown origin".to_owned()),
        ("known", "made elsewhere".to_owned()),
    ];
    let mut out = head(&title, &words.join("; "), rows.y + 20, &legend);
    let by = match asked.by {
        Measure::Value => "by what the parts cost",
        Measure::Mass => "by what the parts weigh",
    };
    let _ = writeln!(
        out,
        "<text class=\"small\" x=\"16\" y=\"52\">Percent of the product's material, {by}. A bar is as long as the \
         part's share.</text>",
    );
    out.push_str(&rows.body);
    out.push_str("</svg>\n");
    out
}

fn head(title: &str, summary: &str, height: i64, legend: &[(&str, String)]) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title summary\" lang=\"en\">\n\
         <title id=\"title\">{0}</title>\n<desc id=\"summary\">{1}</desc>\n<style>{STYLE}</style>\n\
         <defs>{PATTERNS}</defs>\n<text class=\"title\" x=\"16\" y=\"32\">{0}</text>\n",
        escape(title),
        escape(summary),
    );
    let mut x = 16;
    for (class, words) in legend {
        let _ = writeln!(
            out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"66\" width=\"26\" height=\"14\"/>\
             <text x=\"{}\" y=\"78\">{}</text>",
            x + 34,
            escape(words),
        );
        x += 62 + i64::try_from(words.chars().count()).unwrap_or(0) * 7;
    }
    out
}

struct Rows<'s> {
    supply: &'s Supply,
    body: String,
    y: i64,
    count: usize,
}

impl Rows<'_> {
    fn product(&mut self, one: &Exposure, asked: &Asked) {
        let worth = self.worth(one.product, asked);
        let Some(all) = worth.get(&one.product).cloned() else { return };
        self.branch(&worth, &all.total.to_ratio(), one.product, &whole(1), 0);
        self.y += 12;
    }

    /// What one of each part below a product holds.
    fn worth(&self, product: usize, asked: &Asked) -> HashMap<usize, Worth> {
        let mut seen = vec![false; self.supply.parts().len()];
        let mut parts = self.supply.graph().below(product, &mut seen);
        parts.reverse();
        let mut worth: HashMap<usize, Worth> = HashMap::with_capacity(parts.len());
        for part in parts {
            let own = match self.supply.parts()[part].kind {
                PartKind::Bought => self.bought(part, asked),
                PartKind::Assembly | PartKind::Product => {
                    let mut sum = Worth::default();
                    for one in self.supply.graph().uses_of(part) {
                        let Some(inner) = worth.get(&one.part) else { continue };
                        sum.total.add(&inner.total.times(one.quantity));
                        sum.there.add(&inner.there.times(one.quantity));
                        sum.unknown.add(&inner.unknown.times(one.quantity));
                    }
                    sum
                }
            };
            worth.insert(part, own);
        }
        worth
    }

    fn bought(&self, part: usize, asked: &Asked) -> Worth {
        let own = &self.supply.parts()[part];
        let each = match (asked.by, own.value) {
            (Measure::Mass, _) => own.mass.map(Exact::from_decimal),
            (Measure::Value, None) => None,
            (Measure::Value, Some(price)) => {
                let rate = asked.rates.iter().find(|rate| *rate.from == *price.unit.as_str());
                let price = Exact::from_decimal(price.value);
                Some(rate.map_or_else(|| price.clone(), |rate| price.times(rate.rate)))
            }
        };
        let total = each.unwrap_or_default();
        let (mut there, mut unknown, mut any) = (Decimal::ZERO, Decimal::ZERO, false);
        for (line, share) in self.supply.current(part) {
            any = true;
            match line.origin {
                None => unknown += share,
                Some(origin) if origin == asked.country => there += share,
                Some(_) => {}
            }
        }
        if !any {
            unknown = Decimal::ONE;
        }
        Worth { there: total.times(there), unknown: total.times(unknown), total }
    }

    /// Draws a part and what goes into it; `times` of it are in the product.
    fn branch(
        &mut self,
        worth: &HashMap<usize, Worth>,
        all: &Ratio,
        part: usize,
        times: &Ratio,
        level: usize,
    ) {
        let Some(own) = worth.get(&part) else { return };
        let scaled = own.times(times);
        let name = &self.supply.parts()[part];
        let words = match &name.description {
            Some(description) => format!("{} · {description}", name.name),
            None => name.name.to_string(),
        };
        self.row(&words, &scaled, all, level);
        let mut parts: Vec<(usize, Ratio)> = Vec::new();
        for one in self.supply.graph().uses_of(part) {
            let times = times * ratio(one.quantity);
            match parts.iter_mut().find(|(known, _)| *known == one.part) {
                Some((_, known)) => *known += times,
                None => parts.push((one.part, times)),
            }
            // More different parts than this are never drawn one by one.
            if parts.len() > 20_000 {
                break;
            }
        }
        if level + 1 >= MOST_LEVELS || self.count >= MOST_ROWS {
            return;
        }
        let size = |part: usize, times: &Ratio| {
            worth.get(&part).map_or_else(zero, |worth| worth.total.to_ratio() * times)
        };
        parts.sort_by_cached_key(|(part, times)| std::cmp::Reverse(size(*part, times)));
        let rest = parts.split_off(parts.len().min(MOST_PARTS));
        for (part, times) in &parts {
            self.branch(worth, all, *part, times, level + 1);
        }
        if !rest.is_empty() {
            let mut sum = Drawn { total: zero(), there: zero(), unknown: zero() };
            for (part, times) in &rest {
                if let Some(worth) = worth.get(part) {
                    let one = worth.times(times);
                    sum.total += one.total;
                    sum.there += one.there;
                    sum.unknown += one.unknown;
                }
            }
            self.row(&format!("{} more", rest.len()), &sum, all, level + 1);
        }
    }

    fn row(&mut self, words: &str, worth: &Drawn, all: &Ratio, level: usize) {
        const LEFT: i64 = 470;
        const LONG: i64 = WIDTH - LEFT - 215;
        self.count += 1;
        let indent = 16 + 22 * i64::try_from(level).unwrap_or(0);
        let y = self.y;
        let class = if level == 0 { "head" } else { "part" };
        if level > 0 {
            let _ = writeln!(
                self.body,
                "<path class=\"link\" d=\"M{} {}v{}h10\"/>",
                indent - 14,
                y - 10,
                ROW / 2 + 2
            );
        }
        let most = 60_usize.saturating_sub(level * 3);
        let _ = write!(
            self.body,
            "<text class=\"{class}\" x=\"{indent}\" y=\"{}\">{}</text>",
            y + 6,
            escape(&shortened(words, most)),
        );
        let share = percent(&worth.total, all).unwrap_or_else(zero);
        let there = percent(&worth.there, all).unwrap_or_else(zero);
        let unknown = percent(&worth.unknown, all).unwrap_or_else(zero);
        let short = |value: &Ratio| decimal(value, 1, Round::Nearest);
        let length = |value: &Ratio| pixels(value, LONG);
        let mut x = LEFT;
        let rest = &share - &there - &unknown;
        for (class, value) in [("there", &there), ("unknown", &unknown), ("known", &rest)] {
            let width = length(value);
            if value.is_positive() && width > 0 {
                let _ = write!(
                    self.body,
                    "<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"14\"/>",
                    y - 5,
                );
                x += width;
            }
        }
        let mut told = format!("{} %", short(&share));
        if !there.is_zero() || !unknown.is_zero() {
            let _ = write!(told, " ({} there", short(&there));
            if !unknown.is_zero() {
                let _ = write!(told, ", {} unknown", short(&unknown));
            }
            told.push(')');
        }
        let _ = writeln!(
            self.body,
            "<text class=\"small\" x=\"{}\" y=\"{}\">{}</text>",
            x + 6,
            y + 6,
            escape(&told),
        );
        self.y += ROW;
    }
}

/// So many of `long` pixels as a percentage says.
fn pixels(percent: &Ratio, long: i64) -> i64 {
    let width = (percent * whole(long) / whole(100)).round().to_integer();
    i64::try_from(&width).unwrap_or(0).clamp(0, long)
}

/// Draws indices of concentration as bars, from 0 to 10,000; the hatched end is what an open rest
/// leaves possible.
#[must_use]
pub fn bars(stages: &[Stage], dependencies: &[Dependency]) -> String {
    const LEFT: i64 = 380;
    const LONG: i64 = WIDTH - LEFT - 200;
    let mut body = String::new();
    let mut words = Vec::new();
    let mut y = 124;
    let rows = stages
        .iter()
        .map(|one| {
            let name = format!("{}, {}, {}", one.mineral, one.stage, one.year);
            let top = one.shares.first().map(|(country, share)| format!("{country} {share} %"));
            (name, one.hhi.clone(), top.unwrap_or_default())
        })
        .chain(dependencies.iter().filter_map(|one| {
            let index = one.concentration.as_ref()?;
            let scaled = crate::concentration::Range {
                at_least: &index.at_least * whole(10_000),
                at_most: &index.at_most * whole(10_000),
            };
            let top = one.partners.first().map(|(partner, _)| partner.clone()).unwrap_or_default();
            Some((format!("{}, imports, {}", one.product, one.year), scaled, top))
        }));
    for (name, index, top) in rows {
        let (least, most) = ends(&index, 0);
        let solid = pixels(&(&index.at_least / whole(100)), LONG);
        let full = pixels(&(&index.at_most / whole(100)), LONG);
        let told = if least == most { least } else { format!("{least} to {most}") };
        let _ = writeln!(
            body,
            "<text class=\"num\" x=\"{}\" y=\"{}\">{}</text>\
             <rect class=\"bar\" x=\"{LEFT}\" y=\"{y}\" width=\"{solid}\" height=\"14\"/>\
             <rect class=\"more\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"14\"/>\
             <text class=\"small\" x=\"{}\" y=\"{}\">{told} · {}</text>",
            LEFT - 8,
            y + 11,
            escape(&shortened(&name, 52)),
            LEFT + solid,
            (full - solid).max(0),
            LEFT + full + 6,
            y + 11,
            escape(&shortened(&top, 28)),
        );
        words.push(format!("{name}: {told}"));
        y += ROW;
    }
    let legend = [
        ("bar", "certain".to_owned()),
        ("more", "if all of an open rest were one source".to_owned()),
    ];
    let mut out = head("How concentrated the sources are", &words.join("; "), y + 24, &legend);
    let _ = writeln!(
        out,
        "<text class=\"small\" x=\"16\" y=\"52\">Sum of the squared shares in percent: 10000 is one source, 2500 four \
         equal ones.</text>",
    );
    for mark in [2_500, 5_000, 7_500, 10_000] {
        let x = LEFT + mark * LONG / 10_000;
        let _ = writeln!(
            out,
            "<line class=\"mark\" x1=\"{x}\" x2=\"{x}\" y1=\"112\" y2=\"{}\" opacity=\".4\"/>\
             <text class=\"small\" x=\"{}\" y=\"108\">{mark}</text>",
            y,
            x - 14,
        );
    }
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write these.
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
