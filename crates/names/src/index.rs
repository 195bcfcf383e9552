//! The index: listed parties in memory, and the question to them.

mod build;
mod postings;

use crate::align::{Alignment, Weighed, align};
use crate::analyse::{Analysis, analyse, is_several};
use crate::candidates::{Bounds, Scratch};
use crate::explain::explain;
use crate::hit::{Hit, Judgement, Qualifier, Score};
use crate::judge::{self, POSSIBLE, SAME, Verdict};
use crate::party::{BirthDate, Identifier, Kind, Listed, Quality, Query};
use crate::sounds::System;
use crate::spoken::Spoken;
use crate::token::{Info, Token, hash};
use crate::words::{Class, table};
pub(crate) use build::joined_key;
use navicert_model::country::CountrySet;
pub(crate) use postings::key;
use postings::{Postings, Runs};
use std::collections::HashMap;

/// What is asked of an index beside the party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Lowest score of a hit; 700 unless asked otherwise.
    pub threshold: Score,
    /// Most hits in an answer.
    pub most: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { threshold: Score::new(POSSIBLE), most: 25 }
    }
}

/// Listed parties, ready to be asked.
///
/// ```
/// use navicert_names::{Index, Judgement, Listed, ListedName, Options, Query};
/// let listed = Listed {
///     list: "demo".into(),
///     entry: "7".into(),
///     names: vec![ListedName::primary("三菱重工業株式会社")],
///     ..Listed::default()
/// };
/// let index = Index::build([listed]);
/// let hits = index.screen(&Query::named("Mitsubishi Heavy Industries, Ltd."), &Options::default());
/// assert_eq!((hits[0].entry, hits[0].judgement), ("7", Judgement::Same));
/// ```
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) parties: Vec<PartyInfo>,
    pub(crate) lists: Vec<Box<str>>,
    pub(crate) names: Vec<NameInfo>,
    /// For each name, apart from it: they are looked at most.
    pub(crate) spans: Vec<Span>,
    /// Tokens of all names, one after the other.
    pub(crate) flat: Vec<u32>,
    pub(crate) vocabulary: Vec<Info>,
    pub(crate) bounds: Bounds,
    /// Keys to tokens.
    pub(crate) keys: Postings,
    /// Tokens to names.
    pub(crate) of_token: Runs,
    /// Words written together, and abbreviations, to names.
    pub(crate) joins: Postings,
    /// Pairs of letters to tokens.
    pub(crate) grams: Postings,
    pub(crate) identifiers: HashMap<(String, String), Vec<u32>>,
}

#[derive(Debug)]
pub(crate) struct PartyInfo {
    pub list: u32,
    pub entry: Box<str>,
    pub kind: Kind,
    pub countries: CountrySet,
    pub births: Box<[BirthDate]>,
    pub identifiers: Box<[(Box<str>, Box<str>)]>,
    pub first_name: u32,
}

#[derive(Debug)]
pub(crate) struct NameInfo {
    pub party: u32,
    pub text: Box<str>,
    pub quality: Quality,
}

/// Where the tokens of a name are: those of the first reading, then those of the second.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub start: u32,
    pub joined: u8,
    pub apart: u8,
}

/// A query that is understood.
pub(crate) struct Asked {
    /// The views of each of its names.
    pub views: Vec<View>,
}

pub(crate) struct View {
    pub tokens: Vec<Token>,
    pub infos: Vec<Info>,
    pub weights: Vec<u16>,
    /// The first view, with known names of several words as one.
    pub whole: bool,
    /// The first view has such a name.
    pub known: bool,
}

impl View {
    pub(crate) fn side(&self) -> Side<'_> {
        let tokens = self.infos.iter().zip(&self.weights);
        let tokens = tokens.map(|(info, weight)| Weighed { info, weight: *weight }).collect();
        Side { tokens, spoken: Spoken::default() }
    }
}

/// A view as names are aligned with it.
pub(crate) struct Side<'a> {
    tokens: Vec<Weighed<'a>>,
    spoken: Spoken,
}

/// A comparison of a query's view with a listed name's view.
pub(crate) struct Compared {
    name: u32,
    view: usize,
    apart: bool,
    verdict: Verdict,
    alignment: Alignment,
}

impl Index {
    /// Indexes parties, in the order they come. Linear in their names; a name without a letter or
    /// digit is kept and never found.
    pub fn build(parties: impl IntoIterator<Item = Listed>) -> Self {
        Index::build_with(parties, Bounds::default())
    }

    /// With other bounds for how many names are looked at.
    pub(crate) fn build_with(parties: impl IntoIterator<Item = Listed>, bounds: Bounds) -> Self {
        build::build(parties, bounds)
    }

    /// How many entries it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parties.len()
    }

    /// Whether it holds no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parties.is_empty()
    }

    /// How many names it holds.
    #[must_use]
    pub fn names(&self) -> usize {
        self.names.len()
    }

    /// The entries that the party is, may be or belongs to: best first, at most one hit an entry;
    /// those that are *different* are left out. For many questions keep an [`Asker`].
    #[must_use]
    pub fn screen(&self, query: &Query, options: &Options) -> Vec<Hit<'_>> {
        self.asker().screen(query, options)
    }

    /// Something to ask many questions with: it keeps its memory from one to the next.
    #[must_use]
    pub fn asker(&self) -> Asker<'_> {
        Asker { index: self, scratch: Scratch::new(self) }
    }

    pub(crate) fn tokens(&self, name: u32, apart: bool) -> &[u32] {
        let span = &self.spans[name as usize];
        let start = span.start as usize;
        let middle = start + usize::from(span.joined);
        if apart {
            &self.flat[middle..middle + usize::from(span.apart)]
        } else {
            &self.flat[start..middle]
        }
    }
}

/// Asks an index, one question after the other. One for each thread.
#[derive(Debug)]
pub struct Asker<'i> {
    index: &'i Index,
    scratch: Scratch,
}

impl<'i> Asker<'i> {
    /// As [`Index::screen`].
    pub fn screen(&mut self, query: &Query, options: &Options) -> Vec<Hit<'i>> {
        let index = self.index;
        let mut identifiers: Vec<(String, String)> = query.identifiers.iter().map(plain).collect();
        let names = std::iter::once(&query.name).chain(&query.other_names);
        let mut asked = Asked { views: Vec::new() };
        for name in names {
            let Analysis { joined, apart, imo } = analyse(name, query.kind);
            identifiers.extend(imo.map(|imo| ("imo".to_owned(), imo)));
            index.views(joined, apart, &mut asked);
        }
        let mut best: Vec<(Compared, u32, Judgement, Vec<Qualifier>)> = Vec::new();
        let candidates = self.scratch.candidates(index, &asked);
        let mut sides: Vec<Side<'_>> = asked.views.iter().map(View::side).collect();
        for name in &candidates {
            if let Some(found) = index.judge(&asked, &mut sides, query, &identifiers, *name) {
                best.push(found);
            }
        }
        for identifier in &identifiers {
            for party in index.identifiers.get(identifier).into_iter().flatten() {
                let name = index.parties[*party as usize].first_name;
                if !candidates.contains(&name)
                    && let Some(found) = index.judge(&asked, &mut sides, query, &identifiers, name)
                {
                    best.push(found);
                }
            }
        }
        best.retain(|(_, score, judgement, _)| {
            *judgement != Judgement::Different && *score >= u32::from(options.threshold.get())
        });
        best.sort_by(|a, b| (b.1, b.2).cmp(&(a.1, a.2)).then_with(|| a.0.name.cmp(&b.0.name)));
        let mut hits: Vec<Hit<'i>> = Vec::new();
        for (compared, score, judgement, qualifiers) in best {
            let name = &index.names[compared.name as usize];
            if hits.iter().any(|hit| hit.position == name.party) {
                continue;
            }
            if hits.len() >= options.most {
                break;
            }
            let party = &index.parties[name.party as usize];
            hits.push(Hit {
                position: name.party,
                list: &index.lists[party.list as usize],
                entry: &party.entry,
                name: &name.text,
                score: Score::new(score),
                judgement,
                tokens: explain(
                    index,
                    &asked.views[compared.view],
                    compared.name,
                    party.kind,
                    compared.apart,
                    &compared.alignment,
                ),
                qualifiers,
            });
        }
        hits
    }

    /// The entries that an answer is looked for among, before any is scored: for measuring.
    pub fn candidates(&mut self, query: &Query) -> Vec<&'i str> {
        let index = self.index;
        let mut asked = Asked { views: Vec::new() };
        let Analysis { joined, apart, .. } = analyse(&query.name, query.kind);
        index.views(joined, apart, &mut asked);
        let found = self.scratch.candidates(index, &asked);
        found
            .iter()
            .map(|name| &*index.parties[index.names[*name as usize].party as usize].entry)
            .collect()
    }
}

/// An identifier without what does not count.
pub(crate) fn plain(identifier: &Identifier) -> (String, String) {
    let keep = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let value = keep(&identifier.value);
    let scheme = keep(&identifier.scheme);
    let value = match scheme.as_str() {
        "imo" => value.strip_prefix("imo").unwrap_or(&value).to_owned(),
        _ => value,
    };
    (scheme, value)
}

impl Index {
    pub(crate) fn views(&self, joined: Vec<Token>, apart: Option<Vec<Token>>, asked: &mut Asked) {
        let known = joined.iter().any(is_several);
        for (at, tokens) in std::iter::once(joined).chain(apart).enumerate() {
            let infos: Vec<Info> = tokens.iter().map(Info::of).collect();
            let weights = infos.iter().map(|info| self.weight(info)).collect();
            asked.views.push(View { tokens, infos, weights, whole: at == 0, known });
        }
    }

    /// The weight of a token: by the index where it is known there, else by its class.
    pub(crate) fn weight(&self, info: &Info) -> u16 {
        let key = key(System::Written, info.is_latin(), hash(&info.text));
        let known = self.keys.get(key).iter().map(|id| &self.vocabulary[*id as usize]);
        let known = known.filter(|other| other.text == info.text && other.class == info.class);
        known.map(|other| other.weight).min().unwrap_or(info.weight)
    }

    pub(crate) fn judge(
        &self,
        asked: &Asked,
        sides: &mut [Side<'_>],
        query: &Query,
        identifiers: &[(String, String)],
        name: u32,
    ) -> Option<(Compared, u32, Judgement, Vec<Qualifier>)> {
        let info = &self.names[name as usize];
        let party = &self.parties[info.party as usize];
        let kind = self.kind_of_pair(asked, query.kind, party.kind);
        let mut best: Option<Compared> = None;
        let mut listed: Vec<Weighed<'_>> = Vec::with_capacity(12);
        for (at, (view, side)) in asked.views.iter().zip(sides).enumerate() {
            for apart in [false, true] {
                let tokens = self.tokens(name, apart);
                // Two names that are known are compared as known.
                let known = (apart || !view.whole) && view.known && self.knows(name);
                if tokens.is_empty() || known {
                    continue;
                }
                listed.clear();
                let infos = tokens.iter().map(|id| &self.vocabulary[*id as usize]);
                listed.extend(infos.map(|info| Weighed { info, weight: info.weight }));
                let query = &*side.tokens;
                let alignment = align(query, &listed, &mut side.spoken);
                let verdict = match kind {
                    Kind::Person => judge::person(&alignment, query, &listed),
                    Kind::Vessel => judge::vessel(&alignment, query, &listed),
                    Kind::Org | Kind::Unknown => judge::organisation(&alignment, query, &listed),
                };
                let rank = |v: &Verdict| (judge::judgement(*v, v.score).0, v.score);
                if best.as_ref().is_none_or(|old| rank(&verdict) > rank(&old.verdict)) {
                    best = Some(Compared { name, view: at, apart, verdict, alignment });
                }
            }
        }
        let best = best?;
        let (score, judgement, qualifiers) =
            self.qualify(query, identifiers, party, info, kind, best.verdict);
        Some((best, score, judgement, qualifiers))
    }

    /// Whether a name holds a party's name that the tables know.
    fn knows(&self, name: u32) -> bool {
        self.tokens(name, false).iter().any(|id| {
            let info = &self.vocabulary[*id as usize];
            info.class == Class::Brand && table().several[usize::from(info.concept)]
        })
    }

    /// By whose rules two names are compared.
    fn kind_of_pair(&self, asked: &Asked, query: Kind, listed: Kind) -> Kind {
        match (query, listed) {
            (Kind::Unknown, Kind::Person) => {
                // Somebody's company is no person.
                let company = asked.views.iter().flat_map(|view| &view.tokens).any(|token| {
                    matches!(token.class, Class::Legal | Class::Act | Class::Unit | Class::Branch)
                });
                if company { Kind::Org } else { Kind::Person }
            }
            (Kind::Unknown, other) => other,
            (known, _) => known,
        }
    }

    fn qualify(
        &self,
        query: &Query,
        identifiers: &[(String, String)],
        party: &PartyInfo,
        name: &NameInfo,
        kind: Kind,
        verdict: Verdict,
    ) -> (u32, Judgement, Vec<Qualifier>) {
        let mut said = Vec::new();
        let mut verdict = verdict;
        let mut change: i32 = 0;
        let mut most = 1000u32;
        let known = |scheme: &str, value: &str| {
            party.identifiers.iter().any(|(s, v)| &**s == scheme && &**v == value)
        };
        if identifiers.iter().any(|(scheme, value)| known(scheme, value)) {
            said.push(Qualifier::SameIdentifier);
            let score = verdict.score.max(960);
            return (score, Judgement::Same, said);
        }
        let once = |scheme: &str| matches!(scheme, "imo" | "lei");
        if identifiers.iter().any(|(scheme, _)| {
            once(scheme) && party.identifiers.iter().any(|(s, _)| **s == **scheme)
        }) {
            said.push(Qualifier::OtherIdentifier);
            change -= if kind == Kind::Vessel { 500 } else { 200 };
        }
        if judge::kinds_apart(query.kind, party.kind) {
            said.push(Qualifier::OtherKind);
            change -= 350;
        }
        if !query.countries.is_empty() && !party.countries.is_empty() {
            if query.countries.intersection(party.countries).is_empty() {
                said.push(Qualifier::OtherCountry);
                change -= match kind {
                    Kind::Person => 50,
                    Kind::Vessel => 30,
                    _ if verdict.nameless => 310,
                    _ if verdict.common => 120,
                    _ => 50,
                };
            } else {
                said.push(Qualifier::SameCountry);
                if verdict.score >= POSSIBLE {
                    change += 10;
                }
            }
        }
        if let Some(date) = query.birth_date
            && let Some((by, what)) = judge::births(date, &party.births)
        {
            said.push(what);
            change += by;
        }
        if name.quality == Quality::Weak {
            said.push(Qualifier::WeakAlias);
            most = SAME - 1;
            verdict.sibling = false;
        }
        if change <= -200 {
            verdict.sibling = false;
        }
        let score = verdict.score.saturating_add_signed(change).min(most);
        let (score, judgement) = judge::judgement(verdict, score);
        (u32::from(score.get()), judgement, said)
    }
}
