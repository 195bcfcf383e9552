//! The reasons of a decision as JSON text, written from the fired rules alone.

use std::fmt::Write;

use rulebook::{Book, Field, LAWS, Tx};

use crate::Table;

/// Writes the decision with the citation, the kind, the first day and the facts of each fired rule.
pub fn explain(book: &Book, table: &Table, tx: &Tx, text: &mut String) {
    text.clear();
    write(book, table, tx, text).expect("writing to a string does not fail");
}

fn write(book: &Book, table: &Table, tx: &Tx, text: &mut String) -> std::fmt::Result {
    let fired = table.fired(tx);
    let effects = table.effects(fired);
    for (law, name) in LAWS.iter().enumerate() {
        text.push_str(if law == 0 { "[" } else { "," });
        write!(text, r#"{{"law":"{name}","effect":{},"because":["#, effects[law] as u8)?;
        let of_law = table.of[law].iter().fold(0, |all, kind| all | kind);
        for (nth, id) in table.ids(fired & of_law).enumerate() {
            let rule = &book.rules[id as usize];
            text.push_str(if nth == 0 { "" } else { "," });
            write!(
                text,
                r#"{{"rule":{id},"cite":"{}","kind":{},"since":{},"facts":{{"destination":"{}","user":"{}","end_use":"{}","content":{}}}}}"#,
                rule.cite,
                rule.kind as u8,
                rule.since,
                tx.word(Field::Destination),
                tx.word(Field::User),
                tx.word(Field::EndUse),
                tx.content,
            )?;
        }
        text.push_str("]}");
    }
    text.push(']');
    Ok(())
}
