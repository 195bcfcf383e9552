//! Agreement of a dossier with labels, as the contract of the desk measures it.

use navicert_news::model::{Claim, Contradiction, Dossier};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a careful reader took from one claim; each list holds the values that count as right.
#[derive(Debug, Default, Clone)]
pub struct GoldClaim {
    pub optional: bool,
    pub action: Vec<String>,
    pub status: Vec<String>,
    pub families: Vec<Vec<String>>,
    pub destination: Vec<Vec<String>>,
    pub fields: BTreeMap<String, Vec<Value>>,
    pub span: Option<(usize, usize)>,
}

#[derive(Debug, Default)]
pub struct GoldArticle {
    pub id: String,
    pub slice: String,
    pub fields: Vec<(String, Vec<Option<String>>)>,
    pub claims: Vec<GoldClaim>,
    pub noise: Vec<(usize, usize)>,
}

#[derive(Debug, Default)]
pub struct Gold {
    pub articles: Vec<GoldArticle>,
    pub clusters: Vec<Vec<String>>,
    /// field, kind, articles of the sides, supported, optional
    pub contradictions: Vec<(String, String, Vec<Vec<String>>, Option<Option<usize>>, bool)>,
    /// kind, acts that count, status, effects, since, articles, optional
    pub drafts: Vec<GoldDraft>,
}

#[derive(Debug, Default)]
pub struct GoldDraft {
    pub kind: String,
    pub acts: Vec<String>,
    pub status: Vec<String>,
    pub effects: Vec<String>,
    pub since: Vec<Option<String>>,
    pub families: Vec<String>,
    pub destination: Vec<String>,
    pub articles: Vec<String>,
    pub optional: bool,
}

/// Right, predicted, wanted.
#[derive(Debug, Default, Clone, Copy)]
pub struct Rate {
    pub right: usize,
    pub predicted: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Rate {
    pub fn add(&mut self, other: Rate) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.found += other.found;
        self.wanted += other.wanted;
    }
    pub fn precision(&self) -> f64 {
        if self.predicted == 0 { 1.0 } else { self.right as f64 / self.predicted as f64 }
    }
    pub fn recall(&self) -> f64 {
        if self.wanted == 0 { 1.0 } else { self.found as f64 / self.wanted as f64 }
    }
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

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
            "contradiction" => {
                let parts: Vec<&str> = rest.split('|').map(str::trim).collect();
                let (field, kind) = parts[0].split_once(' ').unwrap();
                let sides = parts[1..]
                    .iter()
                    .map(|p| p.split_whitespace().map(str::to_owned).collect())
                    .collect();
                gold.contradictions.push((field.to_owned(), kind.to_owned(), sides, None, false));
            }
            "draft" | "draft?" => {
                let parts: Vec<&str> = rest.split_whitespace().collect();
                gold.drafts.push(GoldDraft {
                    kind: parts[0].to_owned(),
                    acts: either(parts[1]),
                    status: either(parts[2]),
                    effects: either(parts[3])
                        .iter()
                        .flat_map(|e| e.split(',').map(str::to_owned).collect::<Vec<_>>())
                        .collect(),
                    since: either(parts[4])
                        .into_iter()
                        .map(|s| (s != "null").then_some(s))
                        .collect(),
                    families: parts[5]
                        .split(',')
                        .filter(|f| *f != "-")
                        .map(str::to_owned)
                        .collect(),
                    destination: parts[6]
                        .split(',')
                        .filter(|f| *f != "-")
                        .map(str::to_owned)
                        .collect(),
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
            gold.contradictions.push((
                one["field"].as_str().unwrap().to_owned(),
                one["kind"].as_str().unwrap().to_owned(),
                sides,
                Some(supported),
                optional(one),
            ));
        }
    }
    for draft in value["drafts"].as_array().unwrap() {
        let clauses = draft["clauses"].as_array().unwrap();
        let mut acts = vec![draft["act"].as_str().unwrap_or_default().to_owned()];
        acts.extend(strings(&draft["act_accept"]));
        gold.drafts.push(GoldDraft {
            kind: draft["kind"].as_str().unwrap().to_owned(),
            acts,
            status: vec![draft["status"].as_str().unwrap().to_owned()],
            effects: clauses.iter().map(|c| c["effect"].as_str().unwrap().to_owned()).collect(),
            since: vec![clauses[0]["since"].as_str().map(str::to_owned)],
            families: strings(&clauses[0]["families"]),
            destination: strings(&clauses[0]["destination"]),
            articles: strings(&draft["articles"]),
            optional: optional(draft),
        });
    }
    gold
}

fn jaccard(a: &[String], b: &[String]) -> bool {
    if a.is_empty() && b.is_empty() {
        return true;
    }
    let shared = a.iter().filter(|x| b.contains(x)).count();
    shared * 2 >= a.len() + b.len() - shared
}

/// How many of action, status, families, destination agree; `None` if the action does not.
fn agreement(claim: &Claim, gold: &GoldClaim) -> Option<usize> {
    if !gold.action.contains(&claim.action) {
        return None;
    }
    let status = gold.status.contains(&claim.status);
    let families = gold.families.iter().any(|f| jaccard(f, &claim.items.families));
    let destination = gold.destination.iter().any(|d| jaccard(d, &claim.destination));
    Some(1 + usize::from(status) + usize::from(families) + usize::from(destination))
}

/// One to one: the best pairs first.
fn pair(claims: &[&Claim], gold: &[GoldClaim], least: usize) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, bool, usize, usize)> = Vec::new();
    for (c, claim) in claims.iter().enumerate() {
        for (g, one) in gold.iter().enumerate() {
            let span = one.span.is_some_and(|(a, b)| claim.span.start < b && a < claim.span.end);
            if let Some(score) = agreement(claim, one).filter(|score| *score >= least) {
                // A label that is asked for comes before background.
                pairs.push((
                    score * 4 + usize::from(span) * 2 + usize::from(!one.optional),
                    span,
                    c,
                    g,
                ));
            }
        }
    }
    pairs.sort_by(|a, b| b.cmp(a));
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (_, _, c, g) in pairs {
        if !found.iter().any(|(x, y)| *x == c || *y == g) {
            found.push((c, g));
        }
    }
    found
}

/// The figures of a run.
#[derive(Debug, Default)]
pub struct Report {
    pub strict: BTreeMap<String, Rate>,
    pub loose: BTreeMap<String, Rate>,
    pub fields: BTreeMap<String, (usize, usize)>,
    pub article_fields: BTreeMap<String, (usize, usize)>,
    pub clusters: Rate,
    pub contradictions: Rate,
    pub contradiction_kinds: (usize, usize),
    pub drafts: Rate,
    pub drafts_right: usize,
    pub false_measures: usize,
    pub notes: Vec<String>,
}

/// Compares.
pub fn score(dossier: &Dossier, gold: &Gold, files: &BTreeMap<String, String>) -> Report {
    let mut report = Report::default();
    for article in &gold.articles {
        let record = dossier.articles.iter().find(|a| a.id == article.id);
        let Some(record) = record else {
            report.notes.push(format!("{}: no article", article.id));
            continue;
        };
        for (name, values) in &article.fields {
            let own = match name.as_str() {
                "format" => Some(record.format.to_owned()),
                "lang" => Some(record.lang.clone()),
                "title" => record.title.clone(),
                "date" => record.date.clone(),
                "agency" => record.agency.clone(),
                "author" => record.author.clone(),
                _ => record.dateline.place.clone(),
            };
            let right = values.contains(&own);
            let slot = report.article_fields.entry(name.clone()).or_default();
            slot.0 += usize::from(right);
            slot.1 += 1;
            if !right {
                report.notes.push(format!("{}: {name} is {own:?}, not {values:?}", article.id));
            }
        }
        let mut golds = article.claims.clone();
        let chars: Vec<char> =
            files.get(&record.file).map(|t| t.chars().collect()).unwrap_or_default();
        let whole: String = chars.iter().collect();
        for one in &mut golds {
            if let Some(at) = one.fields.get("at").and_then(|v| v[0].as_str()) {
                let byte = whole.find(at);
                if byte.is_none() {
                    report
                        .notes
                        .push(format!("{}: the label `{at}` is not in the text", article.id));
                }
                one.span = byte
                    .map(|b| whole[..b].chars().count())
                    .map(|start| (start, start + at.chars().count()));
            }
        }
        let claims: Vec<&Claim> =
            dossier.claims.iter().filter(|c| c.article == article.id).collect();
        for (least, rates) in [(4, &mut report.strict), (3, &mut report.loose)] {
            let pairs = pair(&claims, &golds, least);
            let background = pairs.iter().filter(|(_, g)| golds[*g].optional).count();
            let right = pairs.len() - background;
            let rate = Rate {
                right,
                predicted: claims.len() - background,
                found: right,
                wanted: golds.iter().filter(|g| !g.optional).count(),
            };
            rates.entry(article.slice.clone()).or_default().add(rate);
            rates.entry("all".to_owned()).or_default().add(rate);
        }
        let pairs = pair(&claims, &golds, 3);
        for (c, claim) in claims.iter().enumerate() {
            if !pairs.iter().any(|(x, _)| *x == c) {
                let text: String = chars
                    .get(claim.span.start..claim.span.end)
                    .unwrap_or_default()
                    .iter()
                    .collect();
                report.notes.push(format!(
                    "{}: not wanted: {} {} {:?}>{:?} «{}»",
                    article.id,
                    claim.action,
                    claim.status,
                    claim.items.families,
                    claim.destination,
                    text
                ));
            }
            if article.noise.iter().any(|(a, b)| claim.span.start < *b && *a < claim.span.end) {
                report
                    .notes
                    .push(format!("{}: a claim rests on noise: {}", article.id, claim.action));
            }
        }
        for (g, one) in golds.iter().enumerate() {
            if !one.optional && !pairs.iter().any(|(_, y)| *y == g) {
                report.notes.push(format!(
                    "{}: missed: {:?} {:?} {:?}>{:?} {:?}",
                    article.id,
                    one.action,
                    one.status,
                    one.families,
                    one.destination,
                    one.fields.get("at")
                ));
            }
        }
        for (c, g) in pairs {
            fields(&mut report, claims[c], &golds[g]);
            if agreement(claims[c], &golds[g]) != Some(4) {
                report.notes.push(format!(
                    "{}: only loose: {} {} {:?}>{:?}, not {:?} {:?}>{:?}",
                    article.id,
                    claims[c].action,
                    claims[c].status,
                    claims[c].items.families,
                    claims[c].destination,
                    golds[g].status,
                    golds[g].families,
                    golds[g].destination
                ));
            }
        }
    }
    clusters(&mut report, dossier, gold);
    contradictions(&mut report, dossier, gold);
    drafts(&mut report, dossier, gold);
    report
}

fn fields(report: &mut Report, claim: &Claim, gold: &GoldClaim) {
    let mut put = |name: &str, right: bool, own: String| {
        let slot = report.fields.entry(name.to_owned()).or_default();
        slot.0 += usize::from(right);
        slot.1 += 1;
        if !right {
            report.notes.push(format!(
                "{}: {} {name} is {own}, not {:?}",
                claim.article,
                claim.action,
                gold.fields.get(name)
            ));
        }
    };
    let text = |value: &Option<String>| value.clone().map_or(Value::Null, Value::String);
    for (name, own) in [
        ("actor", text(&claim.actor.country)),
        ("on", text(&claim.announced_on)),
        ("from", text(&claim.effective_from)),
        ("until", text(&claim.effective_until)),
        ("act", text(&claim.act)),
        ("quote", text(&claim.quote)),
        ("attr", Value::String(claim.attribution.kind.clone())),
    ] {
        if let Some(values) = gold.fields.get(name) {
            put(name, values.contains(&own), own.to_string());
        }
    }
    let classes: Vec<String> = claim.parties.iter().map(|p| p.class.clone()).collect();
    for (name, own) in [("parties", &classes), ("use", &claim.end_use), ("reach", &claim.reach)] {
        if let Some(values) = gold.fields.get(name) {
            let right = values.iter().any(|v| {
                let list = strings(v);
                list.len() == own.len() && list.iter().all(|x| own.contains(x))
            });
            put(name, right, format!("{own:?}"));
        }
    }
    if let Some(values) = gold.fields.get("count") {
        let own = claim.parties.iter().find_map(|p| p.count).map(|n| n.to_string());
        put("count", values.iter().any(|v| v.as_str() == own.as_deref()), format!("{own:?}"));
    }
    if let Some(values) = gold.fields.get("figures") {
        let own: Vec<String> =
            claim.figures.iter().map(|f| format!("{}:{}", f.value, f.unit)).collect();
        let right = values.iter().all(|v| v.as_str().is_some_and(|v| own.iter().any(|o| o == v)));
        put("figures", right, format!("{own:?}"));
    }
    if let Some((a, b)) = gold.span {
        let overlap = claim.span.end.min(b).saturating_sub(claim.span.start.max(a));
        let shorter = (claim.span.end - claim.span.start).min(b - a);
        put("span", overlap * 2 >= shorter, format!("{:?}", claim.span));
    }
}

fn pairs_of(groups: &[Vec<String>]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for group in groups {
        for (n, a) in group.iter().enumerate() {
            for b in &group[n + 1..] {
                found.push((a.clone().min(b.clone()), a.clone().max(b.clone())));
            }
        }
    }
    found
}

fn clusters(report: &mut Report, dossier: &Dossier, gold: &Gold) {
    let own = pairs_of(&dossier.clusters.iter().map(|c| c.articles.clone()).collect::<Vec<_>>());
    let wanted = pairs_of(&gold.clusters);
    let right = own.iter().filter(|p| wanted.contains(p)).count();
    report.clusters = Rate { right, predicted: own.len(), found: right, wanted: wanted.len() };
    for pair in own.iter().filter(|p| !wanted.contains(p)) {
        report.notes.push(format!("cluster not wanted: {pair:?}"));
    }
    for pair in wanted.iter().filter(|p| !own.contains(p)) {
        report.notes.push(format!("cluster missed: {pair:?}"));
    }
}

fn contradictions(report: &mut Report, dossier: &Dossier, gold: &Gold) {
    let own: Vec<&Contradiction> = dossier.events.iter().flat_map(|e| &e.contradictions).collect();
    let fits = |one: &Contradiction,
                (field, _, sides, ..): &(
        String,
        String,
        Vec<Vec<String>>,
        Option<Option<usize>>,
        bool,
    )| {
        let shares = |a: &[String], b: &[String]| b.is_empty() || a.iter().any(|x| b.contains(x));
        one.field == field
            && one.sides.len() >= 2
            && sides.len() >= 2
            && ((shares(&one.sides[0].articles, &sides[0])
                && shares(&one.sides[1].articles, &sides[1]))
                || (shares(&one.sides[0].articles, &sides[1])
                    && shares(&one.sides[1].articles, &sides[0])))
    };
    let mut rate = Rate::default();
    let mut used = vec![false; own.len()];
    for wanted in &gold.contradictions {
        let at = own.iter().enumerate().position(|(n, one)| !used[n] && fits(one, wanted));
        if !wanted.4 {
            rate.wanted += 1;
            rate.found += usize::from(at.is_some());
        }
        match at {
            Some(at) => {
                used[at] = true;
                let crossed = !own[at].sides[0].articles.iter().any(|a| wanted.2[0].contains(a));
                let supported = own[at].supported.map(|s| if crossed { 1 - s } else { s });
                let right = own[at].kind == wanted.1 && wanted.3.is_none_or(|s| s == supported);
                report.contradiction_kinds.0 += usize::from(right);
                report.contradiction_kinds.1 += 1;
                if !right {
                    report.notes.push(format!(
                        "contradiction {} is {} {:?}, not {} {:?}",
                        own[at].field, own[at].kind, own[at].supported, wanted.1, wanted.3
                    ));
                }
            }
            None if !wanted.4 => report.notes.push(format!("contradiction missed: {wanted:?}")),
            None => {}
        }
    }
    for (n, one) in own.iter().enumerate() {
        rate.predicted += 1;
        rate.right += usize::from(used[n] || one.kind == "rounding");
        if !used[n] && one.kind != "rounding" {
            report.notes.push(format!(
                "contradiction not wanted: {} {} {:?}",
                one.field, one.kind, one.sides
            ));
        }
    }
    report.contradictions = rate;
}

fn drafts(report: &mut Report, dossier: &Dossier, gold: &Gold) {
    let mut used = vec![false; dossier.drafts.len()];
    let mut rate = Rate::default();
    for wanted in &gold.drafts {
        let by_act = |d: &navicert_news::model::Draft| {
            d.kind == wanted.kind && d.act.as_ref().is_some_and(|a| wanted.acts.contains(a))
        };
        let by_scope = |d: &navicert_news::model::Draft| {
            d.kind == wanted.kind
                && d.clauses.first().is_some_and(|c| {
                    jaccard(&c.families, &wanted.families)
                        && jaccard(&c.destination, &wanted.destination)
                })
                && d.articles.iter().any(|a| wanted.articles.contains(a))
        };
        let at =
            dossier.drafts.iter().enumerate().position(|(n, d)| !used[n] && by_act(d)).or_else(
                || dossier.drafts.iter().enumerate().position(|(n, d)| !used[n] && by_scope(d)),
            );
        if !wanted.optional {
            rate.wanted += 1;
            rate.found += usize::from(at.is_some());
        }
        let Some(at) = at else {
            if !wanted.optional {
                report.notes.push(format!("draft missed: {wanted:?}"));
            }
            continue;
        };
        used[at] = true;
        let draft = &dossier.drafts[at];
        let effects: Vec<String> = draft.clauses.iter().map(|c| c.effect.to_owned()).collect();
        let same = effects.len() == wanted.effects.len()
            && effects.iter().all(|e| wanted.effects.contains(e));
        let right = wanted.status.contains(&draft.status)
            && same
            && wanted.since.contains(&draft.clauses[0].since)
            && draft.decides == (wanted.kind == "measure");
        report.drafts_right += usize::from(right);
        if !right {
            report.notes.push(format!(
                "draft {:?} {} {} {effects:?} {:?}, not {wanted:?}",
                draft.act, draft.kind, draft.status, draft.clauses[0].since
            ));
        }
    }
    for (n, draft) in dossier.drafts.iter().enumerate() {
        rate.predicted += 1;
        rate.right += usize::from(used[n]);
        if !used[n] {
            report.false_measures += usize::from(draft.kind == "measure");
            report.notes.push(format!(
                "draft not wanted: {} {:?} {} {:?}",
                draft.kind, draft.act, draft.title, draft.articles
            ));
        }
    }
    report.drafts = rate;
}

/// The report as text, without the notes.
pub fn table(report: &Report) -> String {
    let mut out =
        String::from("claims            strict P  strict R   loose P   loose R  wanted\n");
    for (slice, strict) in &report.strict {
        let loose = report.loose[slice];
        out.push_str(&format!(
            "{slice:<16} {:>9.3} {:>9.3} {:>9.3} {:>9.3} {:>7}\n",
            strict.precision(),
            strict.recall(),
            loose.precision(),
            loose.recall(),
            strict.wanted
        ));
    }
    let share = |(right, all): &(usize, usize)| format!("{right}/{all}");
    out.push_str("\nfields of claims ");
    out.push_str(
        &report
            .fields
            .iter()
            .map(|(name, counts)| format!("{name} {}", share(counts)))
            .collect::<Vec<_>>()
            .join(", "),
    );
    out.push_str("\nfields of articles ");
    out.push_str(
        &report
            .article_fields
            .iter()
            .map(|(name, counts)| format!("{name} {}", share(counts)))
            .collect::<Vec<_>>()
            .join(", "),
    );
    let c = report.contradictions;
    out.push_str(&format!(
        "\nclusters {}/{} of {}, contradictions {}/{} of {} (kind and side right: {}), drafts {} of {} (whole: {}), measures without a counterpart: {}\n",
        report.clusters.right, report.clusters.predicted, report.clusters.wanted, c.right, c.predicted, c.wanted, share(&report.contradiction_kinds), report.drafts.found, report.drafts.wanted, report.drafts_right, report.false_measures
    ));
    out
}
