//! What the file's words mean.

use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::entry::{Entry, Name};
use crate::problem::{InFile, Place, Problem, shortened};
use crate::words::{add, clean, some};
use navicert_model::day::Day;
use std::collections::HashMap;

/// The denied persons so far: rows of one name and one order are one person.
#[derive(Default)]
pub(super) struct People {
    entries: Vec<Entry>,
    known: HashMap<(String, String, String), usize>,
}

impl People {
    /// Takes the cells of a row, in the order of the columns.
    pub(super) fn add(
        &mut self,
        file: InFile<'_>,
        place: Place,
        cells: &[&str],
        out: &mut Builder<'_>,
    ) -> Result<(), Problem> {
        let [
            name,
            street,
            city,
            state,
            country,
            post,
            since,
            until,
            order,
            updated,
            action,
            notice,
        ] = cells
        else {
            return Ok(());
        };
        let name = clean(name);
        if name.is_empty() {
            return Err(file.field(place, "Name", "no name is given", "get the file again"));
        }
        let key = (name.clone(), clean(since), clean(until));
        let (first, last) = (
            day(file, place, "Effective_Date", since)?,
            // The last day of an order is a day on which it holds.
            day(file, place, "Expiration_Date", until)?.map(|day| day.add_days(1)),
        );
        let next = self.entries.len();
        let index = *self.known.entry(key).or_insert(next);
        if index == next {
            let mut entry = Entry::new(out.feed.only_list(), "");
            entry.names.push(Name::primary(name));
            (entry.since, entry.until) = (first, last);
            self.entries.push(entry);
        }
        let Some(entry) = self.entries.get_mut(index) else { return Ok(()) };
        let address = out.address([*street, *city, *state, *post], country);
        entry.addresses.extend(address.filter(|address| !entry.addresses.contains(address)));
        if let Some(notice) = some(notice) {
            match &mut entry.citation {
                Some(citation) if citation.contains(&notice) => {}
                Some(citation) => *citation = format!("{citation}; {notice}"),
                None => entry.citation = Some(notice),
            }
        }
        match clean(order).as_str() {
            "Y" => add(&mut entry.remarks, "Standard order".to_owned()),
            "N" => add(&mut entry.remarks, "Non-standard order".to_owned()),
            _ => {}
        }
        for remark in [clean(action), crate::words::joined([*updated], "")] {
            if !remark.is_empty() {
                let dated = dates::day(&remark, Order::MonthFirst).is_some();
                let text = if dated { format!("Last update: {remark}") } else { remark };
                add(&mut entry.remarks, text);
            }
        }
        Ok(())
    }

    /// Hands the people over.
    pub(super) fn finish(self, out: &mut Builder<'_>) {
        for entry in self.entries {
            let name = entry.title().to_owned();
            out.named(entry, &name);
        }
    }
}

fn day(file: InFile<'_>, place: Place, field: &str, text: &str) -> Result<Option<Day>, Problem> {
    let Some(text) = some(text) else { return Ok(None) };
    dates::day(&text, Order::MonthFirst).map(Some).ok_or_else(|| {
        let message = format!("`{}` is no day", shortened(&text));
        file.field(place, field, message, "the publisher writes `06/19/2003`; get the file again")
    })
}
