//! Labels in the JSON form of the contract.

use super::{Gold, GoldArticle, GoldClaim, GoldContradiction, GoldDraft, sorted, strings};
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads labels in the JSON form of the contract.
pub fn json(text: &str) -> Gold {
    let value: Value = serde_json::from_str(text).unwrap();
    let mut gold = Gold::default();
    let optional = |v: &Value| v["optional"].as_bool().unwrap_or(false);
    for (id, article) in value["articles"].as_object().unwrap() {
        let mut one = GoldArticle {
            id: id.clone(),
            slice: article["lang"].as_str().unwrap_or("other").to_owned(),
            ..GoldArticle::default()
        };
        for name in ["format", "lang", "title", "date", "agency", "author"] {
            let mut values = vec![article[name].as_str().map(str::to_owned)];
            if let Some(more) = article[format!("{name}_accept")].as_array() {
                values.extend(more.iter().map(|v| v.as_str().map(str::to_owned)));
            }
            one.fields.push((name.to_owned(), values));
        }
        one.fields.push((
            "place".to_owned(),
            vec![article["dateline"]["place"].as_str().map(str::to_owned)],
        ));
        for span in article["noise"].as_array().into_iter().flatten() {
            one.noise.push((
                span["start"].as_u64().unwrap() as usize,
                span["end"].as_u64().unwrap() as usize,
            ));
        }
        for claim in article["claims"].as_array().unwrap() {
            let accept = &claim["accept"];
            let words = |name: &str| -> Vec<String> {
                let mut found = vec![claim[name].as_str().unwrap_or_default().to_owned()];
                found.extend(strings(&accept[name]));
                found
            };
            let lists = |own: &Value, name: &str| -> Vec<Vec<String>> {
                let mut found = vec![strings(own)];
                found.extend(accept[name].as_array().into_iter().flatten().map(strings));
                found
            };
            let mut fields = BTreeMap::new();
            let mut scalar = |name: &str, own: &Value, key: &str| {
                let mut values = vec![own.clone()];
                values.extend(accept[key].as_array().into_iter().flatten().cloned());
                fields.insert(name.to_owned(), values);
            };
            scalar("actor", &claim["actor"]["country"], "country");
            scalar("on", &claim["announced_on"], "announced_on");
            scalar("from", &claim["effective_from"], "effective_from");
            scalar("until", &claim["effective_until"], "effective_until");
            scalar("act", &claim["act"], "act");
            scalar("attr", &claim["attribution"]["kind"], "attribution");
            scalar("quote", &claim["quote"], "quote");
            let list = |values: Vec<Vec<String>>| {
                values.into_iter().map(|l| serde_json::json!(l)).collect::<Vec<_>>()
            };
            let classes: Vec<String> = claim["parties"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|p| p["class"].as_str().map(str::to_owned))
                .collect();
            fields.insert(
                "parties".to_owned(),
                list(lists(&serde_json::json!(classes), "party_classes")),
            );
            fields.insert("use".to_owned(), list(lists(&claim["end_use"], "end_use")));
            fields.insert("reach".to_owned(), list(lists(&claim["reach"], "reach")));
            for figure in claim["figures"].as_array().into_iter().flatten() {
                let text = format!(
                    "{}:{}",
                    figure["value"].as_str().unwrap_or_default(),
                    figure["unit"].as_str().unwrap_or_default()
                );
                fields
                    .entry("figures".to_owned())
                    .or_insert_with(Vec::new)
                    .push(Value::String(text));
            }
            one.claims.push(GoldClaim {
                optional: optional(claim),
                action: words("action"),
                status: words("status"),
                families: lists(&claim["items"]["families"], "families"),
                destination: lists(&claim["destination"], "destination"),
                fields,
                span: Some((
                    claim["span"]["start"].as_u64().unwrap() as usize,
                    claim["span"]["end"].as_u64().unwrap() as usize,
                )),
            });
        }
        gold.articles.push(one);
    }
    for cluster in value["clusters"].as_array().unwrap() {
        gold.clusters.push(strings(&cluster["articles"]));
    }
    for event in value["events"].as_array().unwrap() {
        for one in event["contradictions"].as_array().unwrap() {
            let sides =
                one["sides"].as_array().unwrap().iter().map(|s| strings(&s["articles"])).collect();
            let supported = one["supported"].as_u64().map(|s| s as usize);
            gold.contradictions.push(GoldContradiction {
                field: one["field"].as_str().unwrap().to_owned(),
                kind: one["kind"].as_str().unwrap().to_owned(),
                sides,
                supported: Some(supported),
                optional: optional(one),
            });
        }
    }
    for draft in value["drafts"].as_array().unwrap() {
        let clauses = draft["clauses"].as_array().unwrap();
        let mut acts = vec![draft["act"].as_str().unwrap_or_default().to_owned()];
        acts.extend(strings(&draft["act_accept"]));
        gold.drafts.push(GoldDraft {
            kinds: [
                vec![draft["kind"].as_str().unwrap().to_owned()],
                strings(&draft["kind_accept"]),
            ]
            .concat(),
            acts,
            status: [
                vec![draft["status"].as_str().unwrap().to_owned()],
                strings(&draft["status_accept"]),
            ]
            .concat(),
            effects: vec![sorted(
                clauses.iter().map(|c| c["effect"].as_str().unwrap().to_owned()).collect(),
            )],
            since: vec![clauses[0]["since"].as_str().map(str::to_owned)],
            families: strings(&clauses[0]["families"]),
            destination: strings(&clauses[0]["destination"]),
            articles: strings(&draft["articles"]),
            optional: optional(draft),
        });
    }
    gold
}
