//! Articles that are one text: shared word sequences.
//!
//! Each text becomes the set of its shingles (five words; seven characters of Chinese or Japanese). A
//! fixed sample of them (those whose hash is divisible by `SAMPLE`) goes into an index, so that a
//! short cut of a long text is found as surely as a full copy: what counts is the share of the
//! *shorter* text, which a min-hash of the whole set would miss. An article is compared with the few
//! texts that its sample points to, never with all, so the cost grows with the number of articles.

use crate::model::{Cluster, Shared, Span};
use crate::read::Document;
use crate::read::text::{Kind, Passage};
use crate::words::token::is_cjk;
use std::collections::HashMap;

/// One shingle in this many is indexed.
const SAMPLE: u64 = 6;
/// How many texts a shingle of the index points to at most; a phrase of everybody's tells nothing.
const POINTERS: usize = 6;
/// How many texts an article is compared with at most.
const COMPARED: usize = 12;
/// Share of the shorter text, in per cent, from which two texts are one.
const ENOUGH: usize = 33;
/// Fewer shared shingles are a quotation.
const LEAST: usize = 12;

/// The shingles of a text: hash and place (first and last character in the file).
struct Shingles {
    /// Sorted hashes, each once.
    set: Vec<u64>,
    /// In the order of the text.
    places: Vec<(u64, u32, u32)>,
}

/// FNV-1a over the bytes of words: the same on every machine.
fn hash(seed: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(seed, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// Spreads a hash, so that the sample is even.
fn spread(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The units of a text: words, or single characters.
fn units(passages: &[Passage]) -> (Vec<(u64, u32, u32)>, bool) {
    let mut found = Vec::new();
    let (mut wide, mut all) = (0_usize, 0_usize);
    for passage in passages.iter().filter(|p| p.kind == Kind::Para) {
        let mut word: Option<(u64, u32, u32)> = None;
        for ((c, at), to) in passage.chars.iter().zip(&passage.at).zip(&passage.to) {
            all += 1;
            let mut bytes = [0_u8; 4];
            if is_cjk(*c) {
                wide += 1;
                found.extend(word.take());
                found.push((hash(START, c.encode_utf8(&mut bytes).as_bytes()), *at, *to));
            } else if c.is_alphanumeric() {
                let (seed, start, _) = word.unwrap_or((START, *at, *to));
                let lower = c.to_lowercase().next().unwrap_or(*c);
                word = Some((hash(seed, lower.encode_utf8(&mut bytes).as_bytes()), start, *to));
            } else if !matches!(c, '\'' | '’' | '.' | ',') {
                found.extend(word.take());
            } else if let Some(open) = word.take_if(|_| *c != '\'' && *c != '’') {
                found.push(open);
            }
        }
        found.extend(word.take());
    }
    (found, wide * 3 > all)
}

fn shingles(document: &Document) -> Shingles {
    let (units, wide) = units(&document.passages);
    let length = if wide { 7 } else { 5 };
    let places: Vec<(u64, u32, u32)> = units
        .windows(length)
        .filter_map(|window| {
            let joined = window.iter().fold(START, |h, (unit, ..)| hash(h, &unit.to_le_bytes()));
            Some((spread(joined), window.first()?.1, window.last()?.2))
        })
        .collect();
    let mut set: Vec<u64> = places.iter().map(|(h, ..)| *h).collect();
    set.sort_unstable();
    set.dedup();
    Shingles { set, places }
}

/// How many hashes two sorted sets share.
fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

fn one_text(a: &Shingles, b: &Shingles) -> bool {
    let shorter = a.set.len().min(b.set.len());
    let count = shared(&a.set, &b.set);
    // Short texts share a sentence soon; then most of it has to be shared.
    let enough = if shorter < 60 { 75 } else { ENOUGH };
    count >= LEAST.min(shorter.max(4)) && count * 100 >= shorter * enough
}

/// The clusters of the documents, in the order of their first articles.
///
/// An official text is the head of its cluster; otherwise the article that credits the agency and
/// says most.
pub fn clusters(documents: &[Document]) -> Vec<Cluster> {
    let all: Vec<Shingles> = documents.iter().map(shingles).collect();
    let groups = groups(&all);
    let mut found = Vec::new();
    for members in groups.into_iter().filter(|members| members.len() > 1) {
        let number = found.len() + 1;
        found.push(cluster(documents, &all, &members, number));
    }
    found
}

/// Joins each article with what its sample points to.
fn groups(all: &[Shingles]) -> Vec<Vec<usize>> {
    let mut index: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut parent: Vec<usize> = (0..all.len()).collect();
    for (at, one) in all.iter().enumerate() {
        let sample = |h: &&u64| (**h).is_multiple_of(SAMPLE) || one.set.len() < 30;
        let mut votes: HashMap<u32, usize> = HashMap::new();
        for hash in one.set.iter().filter(sample) {
            for other in index.get(hash).into_iter().flatten() {
                *votes.entry(*other).or_default() += 1;
            }
        }
        let mut likely: Vec<(usize, u32)> =
            votes.into_iter().map(|(other, count)| (count, other)).collect();
        likely.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut whole = false;
        for (_, other) in likely.into_iter().take(COMPARED) {
            let other = other as usize;
            let Some(text) = all.get(other) else { continue };
            if root(&mut parent, other) != root(&mut parent, at) && one_text(one, text) {
                whole |= shared(&one.set, &text.set) * 10 >= one.set.len() * 9;
                let (a, b) = (root(&mut parent, at), root(&mut parent, other));
                if let Some(up) = parent.get_mut(a.max(b)) {
                    *up = a.min(b);
                }
            }
        }
        // A copy that adds nothing need not be pointed to.
        if whole {
            continue;
        }
        for hash in one.set.iter().filter(sample) {
            let pointers = index.entry(*hash).or_default();
            if pointers.len() < POINTERS {
                pointers.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..all.len() {
        groups.entry(root(&mut parent, at)).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort();
    groups
}

fn root(parent: &mut [usize], at: usize) -> usize {
    let mut top = at;
    while let Some(up) = parent.get(top).filter(|up| **up != top) {
        top = *up;
    }
    let mut at = at;
    while at != top {
        let Some(slot) = parent.get_mut(at) else { break };
        at = std::mem::replace(slot, top);
    }
    top
}

fn cluster(documents: &[Document], all: &[Shingles], members: &[usize], number: usize) -> Cluster {
    let agency =
        members.iter().find_map(|m| documents.get(*m).and_then(|d| d.article.agency.clone()));
    let rank = |m: &usize| {
        let Some(document) = documents.get(*m) else { return (false, false, 0) };
        (
            official(document),
            document.article.dateline.place.is_some(),
            all.get(*m).map_or(0, |s| s.set.len()),
        )
    };
    let head =
        members.iter().copied().max_by_key(|m| (rank(m), std::cmp::Reverse(*m))).unwrap_or(0);
    let id = |m: usize| documents.get(m).map(|d| d.article.id.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    if let Some(top) = all.get(head) {
        for member in members.iter().filter(|m| **m != head) {
            let Some(text) = all.get(*member) else { continue };
            let common = shared(&text.set, &top.set);
            let percent = u32::try_from(common * 100 / text.set.len().max(1)).unwrap_or(100);
            parts.push(Shared { article: id(*member), percent, changed: changed(text, top) });
        }
    }
    Cluster {
        id: format!("k{number}"),
        kind: "syndicated",
        agency,
        articles: members.iter().map(|m| id(*m)).collect(),
        head: id(head),
        shared: parts,
    }
}

/// Whether a document is the text of an act: it prints a number of its own and numbered paragraphs.
pub fn official(document: &Document) -> bool {
    let publisher = document.article.publisher.as_deref().unwrap_or_default().to_lowercase();
    let url = document.article.url.as_deref().unwrap_or_default();
    [
        "mofcom.gov.cn",
        "gov.cn/",
        "federalregister.gov",
        "bis.gov",
        "bis.doc.gov",
        "meti.go.jp",
        "eur-lex.europa.eu",
        "officielebekendmakingen.nl",
        "customs.gov.cn",
    ]
    .iter()
    .any(|host| url.contains(host))
        || ["ministry of commerce", "federal register", "商务部"]
            .iter()
            .any(|name| publisher == *name)
}

/// The stretches of a text that the head of its cluster does not have.
fn changed(text: &Shingles, head: &Shingles) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (hash, start, end) in &text.places {
        if head.set.binary_search(hash).is_ok() {
            continue;
        }
        let (start, end) = (*start as usize, *end as usize);
        match found.last_mut() {
            Some(last) if start <= last.end + 1 => last.end = end,
            _ => found.push(Span { start, end }),
        }
    }
    found
}
