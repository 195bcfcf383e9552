//! The part master: codes of parts that were classified before, for transfers that name the part.

use super::parts::{Classified, Parts};
use navicert_model::transfer::{Code, Content, Item, Transfer};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Classifications by part.
#[derive(Clone, Debug, Default)]
pub struct Master {
    parts: HashMap<String, Vec<Classified>>,
}

/// A fact of a transfer that came from the part master.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromMaster {
    /// The fact: `item.codes.us`, `item.content[0].codes.us`.
    pub fact: String,
    /// The part.
    pub part: String,
    /// What the master holds of it.
    pub classified: Classified,
}

impl Master {
    /// Takes the classifications of parts, each under its `part` or else its `id`. The last row of a
    /// part counts. Rows that cannot be read are left out: their faults are told by the reader.
    #[must_use]
    pub fn of(parts: &Parts) -> Master {
        let mut master = Master::default();
        for line in &parts.lines {
            let Ok(part) = &line.result else { continue };
            let name =
                part.transfer.item.part.as_deref().map(str::to_owned).or_else(|| line.id.clone());
            if let Some(name) = name {
                master.parts.insert(name, part.classified.clone());
            }
        }
        master
    }

    /// How many parts it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Does it hold none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Fills the codes that a transfer leaves open, of its item and of what that contains; says which.
    /// What the transfer states stays.
    pub fn fill(&self, transfer: &mut Transfer) -> Vec<FromMaster> {
        let mut used = Vec::new();
        self.item(&mut transfer.item, "item", &mut used, 0);
        used
    }

    fn item(&self, item: &mut Item, at: &str, used: &mut Vec<FromMaster>, depth: usize) {
        let known =
            item.part.as_deref().and_then(|part| Some((part.to_owned(), self.parts.get(part)?)));
        for (part, classified) in
            known.into_iter().flat_map(|(part, all)| all.iter().map(move |one| (part.clone(), one)))
        {
            let open = item
                .codes
                .iter()
                .find(|(scheme, _)| **scheme == *classified.law)
                .is_none_or(|(_, code)| *code == Code::Unknown);
            if !open {
                continue;
            }
            let code = match classified.code.as_str() {
                "none" => Code::None,
                code => Code::Listed(code.into()),
            };
            item.codes.retain(|(scheme, _)| **scheme != *classified.law);
            item.codes.push((classified.law.as_str().into(), code));
            item.codes.sort_by(|a, b| a.0.cmp(&b.0));
            used.push(FromMaster {
                fact: format!("{at}.codes.{}", classified.law),
                part,
                classified: classified.clone(),
            });
        }
        if depth > 32 {
            return;
        }
        for (number, Content { item: inner, .. }) in item.content.iter_mut().flatten().enumerate() {
            self.item(inner, &format!("{at}.content[{number}]"), used, depth + 1);
        }
    }
}

/// What came from the part master, for JSON.
#[must_use]
pub fn json(used: &[FromMaster]) -> Value {
    let one = |one: &FromMaster| {
        json!({
            "fact": one.fact,
            "code": one.classified.code,
            "part": one.part,
            "basis": one.classified.basis.map(super::parts::Basis::as_str),
            "classified_on": one.classified.on.map(|day| day.to_string()),
            "reviewer": one.classified.reviewer,
            "law_digest": one.classified.law_digest,
        })
    };
    used.iter().map(one).collect::<Vec<_>>().into()
}

/// What came from the part master, for a person.
#[must_use]
pub fn text(used: &[FromMaster]) -> String {
    let mut out = String::new();
    for one in used {
        let basis = one.classified.basis.map_or("basis not stated", super::parts::Basis::as_str);
        let on = one.classified.on.map_or("day not stated".to_owned(), |day| day.to_string());
        out.push_str(&format!(
            "  {} = {} from the part master: {}, {basis}, {on}{}\n",
            one.fact,
            one.classified.code,
            one.part,
            one.classified.reviewer.as_ref().map(|who| format!(", {who}")).unwrap_or_default()
        ));
    }
    out
}
