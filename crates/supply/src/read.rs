//! Tables of parts, bills of materials, suppliers and stock to a checked [`Supply`].

use crate::cell::{self, Errors};
use crate::fault::{Faults, Spot, wrong};
use crate::supply::{Class, Line, Part, PartKind, Plan, Stock, Supply, Terms, Words};
use crate::table::{Cells, Kind, Source, each_row};
use navicert_model::amount::{Decimal, Dimension};
use navicert_model::bom::{Graph, Use};
use navicert_model::read::FieldError;
use navicert_model::transfer::Code;
use navicert_model::vocabulary::{TagPlace, check_code, check_hs, suggest};
use std::collections::HashMap;

/// At most this many names of a circle are written.
const MOST_NAMES: usize = 12;

/// Reads and checks.
pub(crate) fn supply(sources: &[Source]) -> Result<Supply, Faults> {
    let mut faults = Faults::default();
    let mut reader = Reader::default();
    each_row(sources, &mut faults, &mut |cells, spot| reader.row(cells, spot));
    reader.check(&mut faults);
    // What is wrong with single rows makes more seem wrong than is.
    faults.or(reader)?.finish()
}

/// Which table, and the line in it.
#[derive(Clone, Copy, Default)]
struct At {
    table: u32,
    line: u32,
}

#[derive(Default)]
struct Reader {
    words: Words,
    tables: Vec<Spot>,
    /// Numbers of parts by name, described or only mentioned.
    numbers: HashMap<Box<str>, usize>,
    mentions: Vec<At>,
    parts: Vec<Option<Part>>,
    described: usize,
    classes: Vec<Class>,
    /// Numbers of classifications by how they are written.
    class_of: HashMap<Box<str>, u32>,
    written: String,
    /// The parent of the row before: rows of one parent mostly stand together.
    last_parent: Option<(Box<str>, usize)>,
    uses: Vec<(Use, At)>,
    lines: Vec<(Line, At)>,
    stock: HashMap<usize, Vec<Stock>>,
    products: Vec<usize>,
}

impl Reader {
    fn row(&mut self, cells: &Cells<'_>, spot: &Spot) -> Result<(), Vec<FieldError>> {
        let at = self.at(spot);
        match cells.header.kind {
            Kind::Parts => self.part(cells, at),
            Kind::Bom => self.component(cells, at),
            Kind::Suppliers => self.line(cells, at),
            Kind::Stock => self.stock(cells, at),
            kind @ (Kind::Scenario | Kind::Shares | Kind::Flows) => {
                let help = match kind {
                    Kind::Scenario => "give it with `--scenario`",
                    _ => "give it to `navicert supply concentration`",
                };
                // Told once.
                if self.tables.get(at.table as usize).is_some_and(|table| table.line == spot.line) {
                    let what = format!("a table of {} is not asked for here", kind.name());
                    return Err(vec![wrong("", what, help)]);
                }
                Ok(())
            }
        }
    }

    fn at(&mut self, spot: &Spot) -> At {
        let same = |last: &&Spot| last.file == spot.file && last.sheet == spot.sheet;
        if self.tables.last().filter(same).is_none() {
            self.tables.push(spot.clone());
        }
        let table = u32::try_from(self.tables.len() - 1).unwrap_or(u32::MAX);
        At { table, line: spot.line }
    }

    fn spot(&self, at: At) -> Spot {
        let table = self.tables.get(at.table as usize).cloned().unwrap_or_default();
        Spot { line: at.line, ..table }
    }

    /// The number of a part that a row names.
    fn number(&mut self, name: &str, at: At) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.parts.len();
        self.numbers.insert(name.into(), number);
        self.parts.push(None);
        self.mentions.push(at);
        number
    }

    fn part(&mut self, cells: &Cells<'_>, at: At) -> Result<(), Vec<FieldError>> {
        let mut errors = Errors::default();
        let name = errors.keep(cells.needed("part"));
        let kind = errors.keep(kind(cells));
        let money = |dimension| matches!(dimension, Dimension::Money(_));
        let value = errors.maybe(cell::amount(cells, "unit_value", money, "3.00 USD"));
        let is_mass = |dimension| dimension == Dimension::Mass;
        let mass = errors.maybe(cell::amount(cells, "unit_mass", is_mass, "0.040 kg"));
        let class = errors.keep(self.class(cells));
        let plan = match kind {
            Some(PartKind::Product) => Some(Box::new(self.plan(cells, &mut errors))),
            Some(kind) => {
                errors.keep(no_plan(cells, kind));
                None
            }
            None => None,
        };
        let mineral = cells.get("mineral").map(|text| self.words.word(text));
        let stage = cells.get("stage").map(|text| self.words.word(text));
        let (Some(name), Some(kind), Some(class), true) = (name, kind, class, errors.0.is_empty())
        else {
            return Err(errors.0);
        };
        let number = self.number(name, at);
        if self.parts[number].is_some() {
            let first = self.spot(self.mentions[number]);
            let help = format!("keep one of the rows; another describes it ({first})");
            return Err(vec![wrong("part", format!("`{name}` is described twice"), help)]);
        }
        if kind == PartKind::Product {
            self.products.push(number);
        }
        self.described += 1;
        self.parts[number] = Some(Part {
            name: name.into(),
            description: cells.get("description").map(Into::into),
            kind,
            value,
            mass: mass.map(|mass| mass.base_value()),
            mineral,
            stage,
            class,
            plan,
        });
        Ok(())
    }

    /// The number of the classification of a row.
    fn class(&mut self, cells: &Cells<'_>) -> Result<u32, FieldError> {
        self.written.clear();
        self.written.push_str(cells.get("hs").unwrap_or(""));
        for (scheme, place) in &cells.header.codes {
            if let Some(code) = cells.at(*place) {
                self.written.push('\n');
                self.written.push_str(scheme);
                self.written.push(' ');
                self.written.push_str(code);
            }
        }
        if let Some(number) = self.class_of.get(self.written.as_str()) {
            return Ok(*number);
        }
        let number = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
        self.classes.push(class(cells)?);
        self.class_of.insert(self.written.as_str().into(), number);
        Ok(number)
    }

    fn plan(&mut self, cells: &Cells<'_>, errors: &mut Errors) -> Plan {
        let tags = |place, yes, no| cell::tags(cells, place, yes, no);
        let end_use = errors.keep(tags(TagPlace::Use, "end_use_is", "end_use_is_not"));
        let user = errors.keep(tags(TagPlace::Party, "user_is", "user_is_not"));
        if let Some(end_use) = &end_use
            && let Some(tag) = end_use.yes.iter(TagPlace::Use).find(|tag| tag.is_knowledge_only())
        {
            let message = format!("`{tag}` is knowledge, not an end use");
            errors.0.push(wrong("end_use_is", message, "say what the product is for"));
        }
        Plan {
            site: cells.get("site").map(|text| self.words.word(text)),
            country: errors.maybe(cell::country(cells, "site_country")),
            per_month: errors.maybe(cell::number(cells, "per_month")),
            end_use: end_use.unwrap_or_default(),
            user: user.unwrap_or_default(),
        }
    }

    fn component(&mut self, cells: &Cells<'_>, at: At) -> Result<(), Vec<FieldError>> {
        let mut errors = Errors::default();
        let parent = errors.keep(cells.needed("parent"));
        let part = errors.keep(cells.needed("part"));
        let quantity = errors.keep(cells.needed("quantity"));
        let quantity = quantity.and_then(|text| errors.keep(cell::number_of(text, "quantity")));
        let (Some(parent), Some(part), Some(quantity)) = (parent, part, quantity) else {
            return Err(errors.0);
        };
        if quantity.is_zero() {
            let message = format!("none of `{part}` goes into `{parent}`");
            return Err(vec![wrong("quantity", message, "take the row out, or write how many")]);
        }
        let parent = match &self.last_parent {
            Some((name, number)) if **name == *parent => *number,
            _ => {
                let number = self.number(parent, at);
                self.last_parent = Some((parent.into(), number));
                number
            }
        };
        let part = self.number(part, at);
        self.uses.push((Use { parent, part, quantity }, at));
        Ok(())
    }

    fn line(&mut self, cells: &Cells<'_>, at: At) -> Result<(), Vec<FieldError>> {
        let mut errors = Errors::default();
        let part = errors.keep(cells.needed("part"));
        let supplier = errors.keep(cells.needed("supplier"));
        let country = errors.maybe(cell::country(cells, "country"));
        let origin = errors.maybe(cell::country(cells, "origin"));
        let terms = errors.keep(self.terms(cells));
        let (Some(part), Some(supplier), Some(terms), true) =
            (part, supplier, terms, errors.0.is_empty())
        else {
            return Err(errors.0);
        };
        let part = self.number(part, at);
        let supplier = self.words.word(supplier);
        self.lines.push((Line { part, supplier, country, origin, terms }, at));
        Ok(())
    }

    fn terms(&mut self, cells: &Cells<'_>) -> Result<Terms, FieldError> {
        let share = cell::share(cells, "share")?;
        let capacity = cell::number(cells, "capacity_per_month")?;
        let lead_days = cell::days(cells, "lead_time_days")?;
        match cells.needed("use")? {
            "current" => {
                let help = "write what it supplies of the part, as `80 %`; `100 %` if it is alone";
                let missing = || wrong("share", "a current supplier has no share", help);
                share.map(Terms::Current).ok_or_else(missing)
            }
            "alternative" if share.is_some_and(|share| !share.is_zero()) => {
                let help = "leave the share blank, or write `current`";
                Err(wrong("share", "an alternative supplies nothing yet", help))
            }
            "alternative" => {
                let pool = cells.get("pool").map(|text| self.words.word(text));
                Ok(Terms::Alternative { capacity, lead_days, pool })
            }
            other => {
                let message = format!("`{other}` is no use of a supplier");
                Err(wrong("use", message, "write `current` or `alternative`"))
            }
        }
    }

    fn stock(&mut self, cells: &Cells<'_>, at: At) -> Result<(), Vec<FieldError>> {
        let mut errors = Errors::default();
        let name = errors.keep(cells.needed("part"));
        let on_hand = errors.maybe(cell::number(cells, "on_hand"));
        let (Some(name), true) = (name, errors.0.is_empty()) else { return Err(errors.0) };
        let part = self.number(name, at);
        let site = cells.get("site").map(|text| self.words.word(text));
        let known = self.stock.entry(part).or_default();
        if known.iter().any(|one| one.site == site) {
            let message = format!("the stock of `{name}` at one site is given twice");
            return Err(vec![wrong("site", message, "add the rows up, or name the sites")]);
        }
        known.push(Stock { part, site, on_hand });
        Ok(())
    }

    /// What is wrong with the tables together.
    fn check(&self, faults: &mut Faults) {
        if self.described == 0 {
            if faults.is_empty() {
                let help = "give a table with the columns `part,kind,unit_value,…`";
                faults.push(Spot::default(), wrong("", "hold no table of parts", help));
            }
            return;
        }
        if self.parts.iter().any(Option::is_none) {
            self.undescribed(faults);
        }
        if self.products.is_empty() && faults.is_empty() {
            let help = "write `product` as the `kind` of what is made and sold";
            faults.push(Spot::default(), wrong("kind", "hold no product", help));
        }
        for (one, at) in &self.uses {
            self.parent(one.parent, *at, faults);
        }
        for (line, at) in &self.lines {
            let Some(part) = &self.parts[line.part] else { continue };
            if part.kind != PartKind::Bought {
                let message = format!("`{}` has a supplier and is not bought", part.name);
                let help = "write `bought` as its `kind`, or take the supplier out";
                faults.push(self.spot(*at), wrong("part", message, help));
            }
        }
        self.shares(faults);
    }

    fn undescribed(&self, faults: &mut Faults) {
        let described: Vec<&str> = self.parts.iter().flatten().map(|part| &*part.name).collect();
        let near = described.get(..described.len().min(10_000)).unwrap_or_default();
        let mut missing: Vec<(&str, usize)> = self
            .numbers
            .iter()
            .filter(|(_, number)| self.parts[**number].is_none())
            .map(|(name, number)| (&**name, *number))
            .collect();
        missing.sort_unstable_by_key(|(_, number)| *number);
        for (name, number) in missing {
            if faults.is_full() {
                faults.more += 1;
                continue;
            }
            let help = match suggest(name, near) {
                Some(near) => {
                    format!("did you mean `{near}`? Else describe it in a table of parts")
                }
                None => "describe it in a table of parts, with its `kind`".to_owned(),
            };
            let message = format!("`{name}` is in no parts table");
            faults.push(self.spot(self.mentions[number]), wrong("part", message, help));
        }
    }

    fn parent(&self, parent: usize, at: At, faults: &mut Faults) {
        let Some(part) = &self.parts[parent] else { return };
        if part.kind == PartKind::Bought {
            let message = format!("`{}` is bought, and parts go into it", part.name);
            let help = "write `assembly` as its `kind`, or take its parts out of the bill";
            faults.push(self.spot(at), wrong("parent", message, help));
        }
    }

    /// Shares of the current suppliers of each part have to add up.
    fn shares(&self, faults: &mut Faults) {
        let mut sums: HashMap<usize, (Decimal, At)> = HashMap::new();
        for (line, at) in &self.lines {
            if let Some(share) = line.share() {
                sums.entry(line.part).or_insert((Decimal::ZERO, *at)).0 += share;
            }
        }
        let mut wrong_sums: Vec<_> =
            sums.into_iter().filter(|(_, (sum, _))| *sum != Decimal::ONE).collect();
        wrong_sums.sort_unstable_by_key(|(part, _)| *part);
        for (part, (sum, at)) in wrong_sums {
            let Some(part) = &self.parts[part] else { continue };
            let message = format!(
                "the shares of the current suppliers of `{}` add up to {} %, not to 100 %",
                part.name,
                (sum * Decimal::ONE_HUNDRED).normalize(),
            );
            let help = "mend the shares; they say who supplies how much of all that is bought";
            faults.push(self.spot(at), wrong("share", message, help));
        }
    }

    /// Puts it together; only circles can be wrong any more.
    fn finish(self) -> Result<Supply, Faults> {
        let Reader { words, parts, uses, lines, stock, products, classes, .. } = self;
        let mut described: Vec<Part> = Vec::with_capacity(parts.len());
        described.extend(parts.into_iter().flatten());
        let mut lines: Vec<Line> = lines.into_iter().map(|(line, _)| line).collect();
        lines.sort_by_key(|line| line.part);
        let mut first_line = vec![0_u32; described.len() + 1];
        lines.iter().for_each(|line| first_line[line.part + 1] += 1);
        for at in 0..described.len() {
            first_line[at + 1] += first_line[at];
        }
        let uses = uses.into_iter().map(|(one, _)| one).collect();
        let graph = match Graph::new(described.len(), uses) {
            Ok(graph) => graph,
            Err(circles) => return Err(circular(&described, &circles)),
        };
        Ok(Supply { words, parts: described, classes, graph, lines, first_line, stock, products })
    }
}

fn circular(parts: &[Part], circles: &[Vec<usize>]) -> Faults {
    let mut faults = Faults::default();
    for circle in circles {
        let mut names: Vec<String> =
            circle.iter().take(MOST_NAMES).map(|part| format!("`{}`", parts[*part].name)).collect();
        if circle.len() > MOST_NAMES {
            names.push(format!("{} more", circle.len() - MOST_NAMES));
        }
        names.push(names[0].clone());
        let message = format!(
            "the bill of materials runs in a circle: {} (each goes into the next)",
            names.join(" → "),
        );
        let help = "take one of these rows out of the bill: no part can hold itself";
        faults.push(Spot::default(), wrong("parent", message, help));
    }
    faults
}

fn kind(cells: &Cells<'_>) -> Result<PartKind, FieldError> {
    match cells.needed("kind")? {
        "product" => Ok(PartKind::Product),
        "assembly" => Ok(PartKind::Assembly),
        "bought" => Ok(PartKind::Bought),
        other => {
            let message = format!("`{other}` is no kind of part");
            Err(wrong("kind", message, "write `product`, `assembly` or `bought`"))
        }
    }
}

fn class(cells: &Cells<'_>) -> Result<Class, FieldError> {
    let mut class = Class::default();
    if let Some(hs) = cells.get("hs") {
        check_hs(hs).map_err(|error| wrong("hs", error.to_string(), error.help()))?;
        class.hs = Some(hs.into());
    }
    for (scheme, place) in &cells.header.codes {
        let Some(code) = cells.at(*place) else { continue };
        check_code(scheme, code)
            .map_err(|error| wrong(&format!("{scheme}_code"), error.to_string(), error.help()))?;
        let code = if code == "none" { Code::None } else { Code::Listed(code.into()) };
        class.codes.push((scheme.clone(), code));
    }
    class.codes.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(class)
}

/// What only products may say.
fn no_plan(cells: &Cells<'_>, kind: PartKind) -> Result<(), FieldError> {
    let columns = [
        "site",
        "site_country",
        "per_month",
        "end_use_is",
        "end_use_is_not",
        "user_is",
        "user_is_not",
    ];
    let Some(column) = columns.into_iter().find(|column| cells.get(column).is_some()) else {
        return Ok(());
    };
    let kind = if kind == PartKind::Assembly { "an assembly" } else { "a bought part" };
    let message = format!("`{column}` is said of {kind}");
    Err(wrong(column, message, "say it of the products, and leave it blank here"))
}
