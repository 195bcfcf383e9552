//! What the words of the CSV files mean.

use super::read::Part;
use super::remarks;
use crate::builder::Builder;
use crate::entry::{Entry, IdKind, Identifier, Kind, Name, Role};
use crate::problem::{InFile, Place, Problem, shortened};
use crate::words::some;
use std::collections::HashMap;

/// The parties so far, by their number.
#[derive(Default)]
pub(super) struct Parties {
    parties: Vec<Party>,
    known: HashMap<String, usize>,
}

struct Party {
    number: String,
    entry: Entry,
    /// The remarks, cut off after a thousand letters, with the comments that go on where they end.
    remarks: String,
}

impl Parties {
    /// Takes the cells of a row.
    pub(super) fn take(
        &mut self,
        file: InFile<'_>,
        place: Place,
        part: Part,
        cells: &[String],
        out: &mut Builder<'_>,
    ) -> Result<(), Problem> {
        let cell = |index: usize| cells.get(index).map_or("", String::as_str);
        let number = cell(0);
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = format!("`{}` is no number of a party", shortened(number));
            return Err(file.field(place, "ent_num", message, "get the file again"));
        }
        if part == Part::Parties {
            return self.party(file, place, cells, out);
        }
        let Some(party) =
            self.known.get(number).copied().and_then(|index| self.parties.get_mut(index))
        else {
            out.notice(format!(
                "rows of {} name a party that {} does not hold: are the files of one day?",
                part.file(),
                Part::Parties.file()
            ));
            return Ok(());
        };
        match part {
            Part::Parties => {}
            Part::Addresses => {
                let address = out.address([cell(2), cell(3)], cell(4));
                party.entry.addresses.extend(address);
                party.entry.remarks.extend(some(cell(5)));
            }
            Part::Aliases => {
                let Some(text) = some(cell(3)) else {
                    return Err(file.field(
                        place,
                        "alt_name",
                        "no name is given",
                        "get the file again",
                    ));
                };
                let names = &mut party.entry.names;
                if names.iter().all(|name| name.text != text) {
                    names.push(Name::alias(text));
                }
                party.entry.remarks.extend(some(cell(4)));
            }
            Part::Comments => party.remarks.push_str(cell(1)),
        }
        Ok(())
    }

    fn party(
        &mut self,
        file: InFile<'_>,
        place: Place,
        cells: &[String],
        out: &mut Builder<'_>,
    ) -> Result<(), Problem> {
        let [
            number,
            name,
            kind,
            programmes,
            title,
            sign,
            vessel,
            tonnage,
            gross,
            flag,
            owner,
            remarks,
        ] = cells
        else {
            return Ok(());
        };
        let mut entry = Entry::new(out.feed.only_list(), "");
        entry.kind = match kind.to_lowercase().as_str() {
            // The publisher leaves the kind of organisations out.
            "" | "entity" => Kind::Org,
            "individual" => Kind::Person,
            "vessel" => Kind::Vessel,
            "aircraft" => Kind::Aircraft,
            _ => {
                let message = format!("`{}` is no kind of party", shortened(kind));
                return Err(file.field(place, "SDN_Type", message, "get the file again"));
            }
        };
        if name.is_empty() {
            return Err(file.field(place, "SDN_Name", "no name is given", "get the file again"));
        }
        entry.names.push(Name::primary(name));
        let trimmed = programmes.trim_matches(['[', ']']);
        entry.programmes = trimmed.split("] [").filter_map(some).collect();
        entry.ties.extend(out.tie(Role::Flag, flag));
        if !sign.is_empty() {
            entry.identifiers.push(Identifier {
                kind: IdKind::CallSign,
                label: "Call sign".to_owned(),
                value: sign.clone(),
                country: None,
            });
        }
        for (label, text) in [
            ("Title", title),
            ("Vessel type", vessel),
            ("Tonnage", tonnage),
            ("Gross registered tonnage", gross),
            ("Vessel owner", owner),
        ] {
            if !text.is_empty() {
                entry.remarks.push(format!("{label}: {text}"));
            }
        }
        let next = self.parties.len();
        if self.known.insert(number.clone(), next).is_some() {
            let message = format!("the number `{number}` stands twice");
            return Err(file.field(place, "ent_num", message, "get the file again"));
        }
        self.parties.push(Party { number: number.clone(), entry, remarks: remarks.clone() });
        Ok(())
    }

    /// Reads the remarks and hands the parties over.
    pub(super) fn finish(self, out: &mut Builder<'_>) {
        for Party { number, mut entry, remarks } in self.parties {
            remarks::read(&remarks, &mut entry, out);
            // A number that stands twice has been told.
            let _ = out.numbered(entry, &number);
        }
    }
}
