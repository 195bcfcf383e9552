//! Records and claims of each article.

use super::{Gold, GoldClaim, Rate, Report, jaccard, strings};
use navicert_news::model::{Claim, Dossier};
use serde_json::Value;
use std::collections::BTreeMap;

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

/// Compares records and claims, article by article.
pub fn articles(
    report: &mut Report,
    dossier: &Dossier,
    gold: &Gold,
    files: &BTreeMap<String, String>,
) {
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
            fields(report, claims[c], &golds[g]);
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
