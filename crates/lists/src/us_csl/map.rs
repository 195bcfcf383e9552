//! What the file's words mean.

use super::footnotes::footnotes;
use super::{Listed, ListedAddress, ListedId};
use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::entry::{Address, BirthDate, Entry, Identifier, Kind, Name, Role};
use crate::idkind;
use crate::problem::{InFile, Place, Problem, shortened};
use crate::words::{add, clean, some};
use navicert_model::day::Day;

/// Takes a row.
pub(super) fn entry(
    file: InFile<'_>,
    place: Place,
    listed: &Listed,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    match mapped(file, place, listed, out) {
        Ok(()) => Ok(()),
        Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
    }
}

fn mapped(
    file: InFile<'_>,
    place: Place,
    listed: &Listed,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let again = "get the file again; what is new at the publisher needs a later navicert";
    if listed.source.is_empty() {
        return Err(file.field(place, "source", "no source is named", again));
    }
    if listed.name.is_empty() && listed.addresses.is_empty() {
        return Err(file.field(place, "name", "neither a name nor an address is given", again));
    }
    let list = out.list_of(&listed.source);
    let mut entry = Entry::new(list, "");
    entry.kind = kind(&listed.kind)
        .ok_or_else(|| file.field(place, "type", unknown(&listed.kind), again))?;
    entry.since = day(file, place, "start_date", &listed.start)?;
    // The last day of an order is a day on which it holds.
    entry.until = day(file, place, "end_date", &listed.end)?.map(|day| day.add_days(1));
    names(&mut entry, listed);
    addresses(&mut entry, listed, out);
    ties(&mut entry, listed, out);
    births(&mut entry, listed);
    numbers(&mut entry, listed, out);
    entry.programmes = listed.programmes.clone();
    entry.footnotes = footnotes(&listed.requirement);
    if entry.footnotes.is_empty() && listed.requirement.contains("734.9") {
        out.notice("a licence requirement names section 734.9 and bears no footnote");
    }
    entry.requirement = some(&listed.requirement);
    entry.policy = some(&listed.policy);
    entry.citation = some(&listed.notice);
    entry.source = some(&listed.information_url).or_else(|| some(&listed.list_url));
    remarks(&mut entry, listed);
    if listed.number.is_empty() {
        let label = if listed.name.is_empty() { "address" } else { &listed.name };
        let name = entry.name().unwrap_or(label).to_owned();
        out.named(entry, &name);
        return Ok(());
    }
    out.numbered(entry, &listed.number).map_err(|_| {
        let message = format!("the number `{}` stands twice in one source", listed.number);
        file.field(place, "entity_number", message, again)
    })
}

fn unknown(kind: &str) -> String {
    format!("`{}` is no kind of party", shortened(kind))
}

fn kind(word: &str) -> Option<Kind> {
    match word.to_lowercase().as_str() {
        "" => Some(Kind::Unknown),
        "entity" => Some(Kind::Org),
        "individual" => Some(Kind::Person),
        "vessel" => Some(Kind::Vessel),
        "aircraft" => Some(Kind::Aircraft),
        _ => None,
    }
}

fn day(file: InFile<'_>, place: Place, field: &str, text: &str) -> Result<Option<Day>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    dates::day(text, Order::MonthFirst).map(Some).ok_or_else(|| {
        let message = format!("`{}` is no day", shortened(text));
        file.field(place, field, message, "the publisher writes `2026-01-06`; get the file again")
    })
}

/// The Entity List has rows that are addresses: `Address 05`, with the place beside it.
fn is_address_label(name: &str) -> bool {
    let rest = name.strip_prefix("Address ").or_else(|| name.strip_prefix("ADDRESS "));
    rest.is_some_and(|rest| {
        let digits = rest.strip_prefix("No. ").unwrap_or(rest);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn names(entry: &mut Entry, listed: &Listed) {
    if is_address_label(&listed.name) && !listed.addresses.is_empty() {
        entry.remarks.push(listed.name.clone());
        return;
    }
    let mut rest = listed.name.as_str();
    // `PMC Wagner; and any successor, sub-unit, or subsidiary thereof`
    if let Some((name, tail)) = rest.split_once("; and any ") {
        entry.remarks.push(format!("and any {tail}"));
        rest = name;
    }
    let mut known = known_as(rest).into_iter();
    let mut name = known.next().unwrap_or_default();
    let aliases: Vec<String> = known.collect();
    // `Bearings on Lipetsk LLC (Russian entity)`
    let about = name.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    if let Some((before, inside)) = about
        && [" entity", " national", " individual"].iter().any(|end| inside.ends_with(end))
    {
        entry.remarks.push(inside.to_owned());
        name = before.to_owned();
    }
    entry.names.extend(some(&name).map(Name::primary));
    let others = listed.aliases.iter().flat_map(|alias| {
        let alias = alias.strip_prefix("and ").unwrap_or(alias);
        known_as(alias).into_iter()
    });
    for alias in aliases.into_iter().chain(others) {
        let alias = clean(&alias);
        if !alias.is_empty() && entry.names.iter().all(|name| name.text != alias) {
            entry.names.push(Name::alias(alias));
        }
    }
}

/// The names in `Cho Yan Nathan; a.k.a Nathan Man Man`, `X a.k.a. Y`, `X (a.k.a., Y)`. Inside other
/// brackets nothing is parted.
fn known_as(text: &str) -> Vec<String> {
    let inner = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    if let Some((before, inside)) = inner
        && mark(inside).is_some()
        && !inside.contains(')')
    {
        let mut names = known_as(before);
        names.extend(known_as(inside));
        return names;
    }
    let (mut names, mut begin, mut depth) = (Vec::new(), 0, 0_u32);
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let length = text.get(at..).filter(|_| depth == 0 && at >= begin).and_then(mark);
        // A name may begin with the syllables themselves: `Aka Trading`.
        let undotted = at == 0 && !text.get(..3).is_some_and(|head| head.contains('.'));
        let apart = matches!(before, ' ' | ',' | ';') && !undotted;
        if let Some(length) = length.filter(|_| apart) {
            names.extend(name_in(text.get(begin..at)));
            begin = at + length;
        }
        before = letter;
    }
    names.extend(name_in(text.get(begin..)));
    names
}

fn name_in(text: Option<&str>) -> Option<String> {
    some(text?.trim_matches([' ', ',', ';']))
}

/// How long the `a.k.a.` is with which a text begins, in its spellings.
fn mark(text: &str) -> Option<usize> {
    let marks = ["a.k.a.", "a.k.a", "f.k.a.", "f.k.a", "aka"];
    let mark = marks.iter().find(|mark| {
        let head = text.get(..mark.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(mark))
            && text.get(mark.len()..).is_some_and(|rest| rest.starts_with([' ', ',']))
    })?;
    Some(mark.len())
}

fn addresses(entry: &mut Entry, listed: &Listed, out: &mut Builder<'_>) {
    for address in &listed.addresses {
        match address {
            ListedAddress::Parts(parts, country) => {
                let parts = parts.iter().map(String::as_str);
                entry.addresses.extend(out.address(parts, country));
            }
            ListedAddress::Joined(text) => {
                let text = clean(text);
                let country = joined_country(&text, entry.kind == Kind::Unknown, out);
                entry.addresses.push(Address { text, country });
            }
        }
    }
}

/// States of the US whose code is a country's as well.
const STATES: &str =
    "AL AR AZ CA CO DE GA ID IL IN KY LA MA MD ME MN MO MS MT NC NE PA SC SD TN VA PR GU VI AS MP";

/// The country at the end of `Room 1905, Sheung Wan, HK`. The Bureau of Industry and Security leaves the
/// United States out after a state, so that a code that may be a state's, without a number before it,
/// stays unknown on its lists.
fn joined_country(
    text: &str,
    bureau: bool,
    out: &mut Builder<'_>,
) -> Option<navicert_model::country::Country> {
    let (before, last) = text.rsplit_once(", ").unwrap_or(("", text));
    let code = last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_uppercase());
    if code && bureau && !before.is_empty() && STATES.split(' ').any(|state| state == last) {
        let previous = before.rsplit(", ").next().unwrap_or_default();
        if !previous.bytes().any(|byte| byte.is_ascii_digit()) {
            out.notice("the country of an address may be a state of the US as well: left unknown");
            return None;
        }
    }
    if code || before.is_empty() {
        return out.country(last);
    }
    crate::countries::country(last)
}

fn ties(entry: &mut Entry, listed: &Listed, out: &mut Builder<'_>) {
    for (role, texts) in
        [(Role::Nationality, &listed.nationalities), (Role::Citizenship, &listed.citizenships)]
    {
        entry.ties.extend(texts.iter().filter_map(|text| out.tie(role, text)));
    }
    entry.ties.extend(out.tie(Role::Flag, &listed.flag));
    for place in &listed.birth_places {
        let last = place.rsplit(", ").next().unwrap_or(place);
        match crate::countries::country(last) {
            country @ Some(_) => {
                entry.ties.push(crate::entry::Tie {
                    role: Role::Birth,
                    country,
                    given: place.clone(),
                });
            }
            None => entry.remarks.push(format!("Born in {place}")),
        }
    }
}

fn births(entry: &mut Entry, listed: &Listed) {
    for text in &listed.births {
        match dates::birth(text, Order::MonthFirst) {
            Some(birth) => add_birth(&mut entry.births, birth),
            None => entry.remarks.push(format!("Born {text}")),
        }
    }
}

fn add_birth(births: &mut Vec<BirthDate>, birth: BirthDate) {
    if !births.contains(&birth) {
        births.push(birth);
    }
}

fn numbers(entry: &mut Entry, listed: &Listed, out: &mut Builder<'_>) {
    for ListedId { label, value, country } in &listed.ids {
        // `Secondary sanctions risk:, …`, `Gender, Male` and the like identify nobody.
        if idkind::is_remark(label) || value.is_empty() {
            let text = [label.as_str(), value.as_str(), country.as_str()];
            add(&mut entry.remarks, crate::words::joined(text, " "));
            continue;
        }
        let country = if country.is_empty() { None } else { out.country(country) };
        let (kind, value) = idkind::of(label, value);
        entry.identifiers.push(Identifier { kind, label: label.clone(), value, country });
    }
    if let Some(sign) = some(&listed.call_sign) {
        let (kind, label) = (crate::entry::IdKind::CallSign, "Call sign".to_owned());
        entry.identifiers.push(Identifier { kind, label, value: sign, country: None });
    }
}

fn remarks(entry: &mut Entry, listed: &Listed) {
    let order = match listed.standard_order.as_str() {
        "" => String::new(),
        "Y" => "Standard order".to_owned(),
        "N" => "Non-standard order".to_owned(),
        other => format!("Standard order: {other}"),
    };
    let said = |label: &str, text: &str| match text {
        "" => String::new(),
        text => format!("{label}: {text}"),
    };
    let all = [
        said("Title", &listed.title),
        order,
        said("Vessel type", &listed.vessel_type),
        said("Gross tonnage", &listed.tonnage),
        said("Vessel owner", &listed.owner),
        listed.remarks.clone(),
    ];
    entry.remarks.extend(all.iter().filter_map(|text| some(text)));
}

#[cfg(test)]
mod tests {
    use super::known_as;

    #[test]
    fn names_are_parted_at_also_known_as() {
        for (text, expected) in [
            ("Kreig; a.k.a. Cow Craig; a.k.a. Hall Jermaine", "Kreig|Cow Craig|Hall Jermaine"),
            ("Yichang Institute a.k.a. Yichang Testing", "Yichang Institute|Yichang Testing"),
            ("Thermal Institute, a.k.a., Hot Institute.", "Thermal Institute|Hot Institute."),
            ("Ch'oe Min (a.k.a Choe Min)", "Ch'oe Min|Choe Min"),
            ("a.k.a. Johnny", "Johnny"),
            ("FERDIE (A.K.A. FERNANDO) RESADA", "FERDIE (A.K.A. FERNANDO) RESADA"),
            ("Dominguez, Carlos; Elint, S.A.", "Dominguez, Carlos; Elint, S.A."),
            ("Osaka Trading", "Osaka Trading"),
            ("Aka Trading", "Aka Trading"),
            ("", ""),
        ] {
            assert_eq!(known_as(text).join("|"), expected, "{text}");
        }
    }
}
