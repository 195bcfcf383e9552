//! The labels beside our own articles.

use super::{Gold, GoldArticle, GoldClaim, GoldContradiction, GoldDraft, sorted};
use serde_json::Value;

/// Reads the labels beside our own articles.
pub fn labels(text: &str) -> Gold {
    let mut gold = Gold::default();
    let either = |word: &str| -> Vec<String> {
        word.split('/').map(|w| if w == "-" { String::new() } else { w.to_owned() }).collect()
    };
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "=" => {
                let (id, slice) = rest.split_once(' ').unwrap_or((rest, "other"));
                gold.articles.push(GoldArticle {
                    id: id.to_owned(),
                    slice: slice.to_owned(),
                    ..GoldArticle::default()
                });
            }
            "cluster" if rest != "none" => {
                gold.clusters.push(rest.split_whitespace().map(str::to_owned).collect())
            }
            "cluster" => {}
            "contradiction" | "contradiction?" => {
                let parts: Vec<&str> = rest.split('|').map(str::trim).collect();
                let (field, kind) = parts[0].split_once(' ').unwrap();
                gold.contradictions.push(GoldContradiction {
                    field: field.to_owned(),
                    kind: kind.to_owned(),
                    sides: parts[1..]
                        .iter()
                        .map(|p| p.split_whitespace().map(str::to_owned).collect())
                        .collect(),
                    supported: None,
                    optional: word == "contradiction?",
                });
            }
            "draft" | "draft?" => {
                let parts: Vec<&str> = rest.split_whitespace().collect();
                let list = |word: &str| -> Vec<String> {
                    word.split(',').filter(|f| *f != "-").map(str::to_owned).collect()
                };
                gold.drafts.push(GoldDraft {
                    kinds: either(parts[0]),
                    acts: parts[1].split('|').map(str::to_owned).collect(),
                    status: either(parts[2]),
                    effects: parts[3].split('/').map(|one| sorted(list(one))).collect(),
                    since: either(parts[4])
                        .into_iter()
                        .map(|s| (s != "null").then_some(s))
                        .collect(),
                    families: list(parts[5]),
                    destination: list(parts[6]),
                    articles: parts[7..].iter().map(|p| (*p).to_owned()).collect(),
                    optional: word == "draft?",
                });
            }
            "claim" | "claim?" => {
                let (head, at) = rest.split_once(" at=").unwrap_or((rest, ""));
                let words: Vec<&str> = head.split_whitespace().collect();
                let (families, destination) = words[2].split_once('>').unwrap();
                let lists = |word: &str| -> Vec<Vec<String>> {
                    word.split('/')
                        .map(|one| {
                            if one == "-" || one.is_empty() {
                                Vec::new()
                            } else {
                                one.split(',').map(str::to_owned).collect()
                            }
                        })
                        .collect()
                };
                let mut claim = GoldClaim {
                    optional: word == "claim?",
                    action: either(words[0]),
                    status: either(words[1]),
                    families: lists(families),
                    destination: lists(destination),
                    ..GoldClaim::default()
                };
                for field in &words[3..] {
                    let (name, value) = field.split_once('=').unwrap();
                    let values = match name {
                        "parties" | "use" | "reach" => {
                            lists(value).into_iter().map(|l| serde_json::json!(l)).collect()
                        }
                        "figures" => vec![Value::String(value.to_owned())],
                        _ => value
                            .split('/')
                            .map(|v| {
                                if v == "null" { Value::Null } else { Value::String(v.to_owned()) }
                            })
                            .collect(),
                    };
                    // `act=cn/2023-23`: the slash is part of it.
                    let values =
                        if name == "act" { vec![Value::String(value.to_owned())] } else { values };
                    claim.fields.insert(name.to_owned(), values);
                }
                if !at.is_empty() {
                    claim.fields.insert("at".to_owned(), vec![Value::String(at.to_owned())]);
                }
                gold.articles.last_mut().unwrap().claims.push(claim);
            }
            name => {
                let values = rest.split('/').map(|v| (v != "null").then(|| v.to_owned())).collect();
                gold.articles.last_mut().unwrap().fields.push((name.to_owned(), values));
            }
        }
    }
    gold
}
