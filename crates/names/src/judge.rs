//! From aligned tokens to a score and a judgement, by what is matched and what stands alone.

use crate::align::{Alignment, Pair, Weighed, bits};
use crate::hit::{Judgement, Qualifier, Score, Why};
use crate::party::{BirthDate, Kind};
use crate::token::Info;
use crate::words::{Class, Family, table};

/// From this score on a hit is the *same* party.
pub const SAME: u32 = 860;
/// From this score on a hit is *possible*; the default threshold.
pub const POSSIBLE: u32 = 700;

/// A verdict on two names, before the facts beside the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub score: u32,
    /// The names share their own words and differ in branch, place or activity.
    pub sibling: bool,
    /// So little of the name is its own that other facts weigh more.
    pub common: bool,
    /// Nothing of it is its own.
    pub nameless: bool,
}

const NO: Verdict = Verdict { score: 0, sibling: false, common: true, nameless: true };

/// Most score of the bare name of a house.
const BARE: u32 = 800;

/// Whether two tokens are one word, not a slip apart.
fn sure(pair: &Pair) -> bool {
    !matches!(pair.like.why, Why::Spelling | Why::Short) || pair.like.alike >= 930
}

/// What matched weight a pair is worth: what is unlike costs double.
fn effect(pair: &Pair, weight: u32) -> u32 {
    let lost = 2 * (1000 - u32::from(pair.like.alike));
    weight * 1000u32.saturating_sub(lost) / 1000
}

struct Side {
    own: u32,
    told: u32,
    /// Of what is told: what kind of body.
    unit: u32,
    /// What tells it from others of its family.
    telling: u32,
    place: u32,
    branch: u32,
    number: u32,
    generic: u32,
}

fn side(left: u32, tokens: &[Weighed<'_>]) -> Side {
    let mut side =
        Side { own: 0, told: 0, unit: 0, telling: 0, place: 0, branch: 0, number: 0, generic: 0 };
    for at in bits(left) {
        let weight = u32::from(tokens[at].weight);
        side.telling += if telling(tokens[at].info) { weight } else { 0 };
        match tokens[at].info.class {
            Class::Word | Class::Brand => side.own += weight,
            Class::Generic => side.generic += weight,
            Class::Unit => {
                side.told += weight;
                side.unit += weight;
            }
            Class::Act | Class::Common => side.told += weight,
            Class::Place | Class::Country => side.place += weight,
            Class::Branch => side.branch += weight,
            Class::Number => side.number += weight,
            Class::Initial => side.told += weight,
            Class::Legal | Class::Stop | Class::Title => {}
        }
    }
    side
}

struct Matched {
    /// Both sides' weights, and what they are worth.
    weight: u32,
    worth: u32,
    core: u32,
    brand: bool,
    /// A known name of several words, taken as one.
    several: bool,
    /// Own words that are surely one.
    sure: u32,
    /// Numbers.
    numbers: bool,
    /// What the known name says of its bearers, by the loosest of them.
    family: Family,
    /// Words that say what a party does are near, and not the same.
    near: bool,
    generic: u32,
    told: u32,
    first_core: [usize; 2],
    turned: u32,
}

fn matched(alignment: &Alignment, query: &[Weighed<'_>], listed: &[Weighed<'_>]) -> Matched {
    let mut all = Matched {
        weight: 0,
        worth: 0,
        core: 0,
        brand: false,
        several: false,
        sure: 0,
        numbers: false,
        family: Family::One,
        near: false,
        generic: 0,
        told: 0,
        first_core: [usize::MAX; 2],
        turned: 0,
    };
    let total = |mask: u32, tokens: &[Weighed<'_>]| -> u32 {
        bits(mask).map(|at| u32::from(tokens[at].weight)).sum()
    };
    let own = |mask: u32, tokens: &[Weighed<'_>]| bits(mask).any(|at| tokens[at].info.is_own());
    for pair in &alignment.pairs {
        let (q, l) = (total(pair.query, query), total(pair.listed, listed));
        // One side may know a word that the other writes in parts.
        let (q, l) = if pair.query.count_ones() + pair.listed.count_ones() > 2 {
            (q.max(l), q.max(l))
        } else {
            (q, l)
        };
        all.weight += q + l;
        all.worth += effect(pair, q + l);
        let class =
            |mask: u32, tokens: &[Weighed<'_>]| bits(mask).next().map(|at| tokens[at].info.class);
        if own(pair.query, query) || own(pair.listed, listed) {
            if pair.like.alike >= 780 {
                all.core += q.min(l);
                all.sure += if sure(pair) { q.min(l) } else { 0 };
                all.first_core[0] = all.first_core[0].min(pair.query.trailing_zeros() as usize);
                all.first_core[1] = all.first_core[1].min(pair.listed.trailing_zeros() as usize);
            }
            all.several |= bits(pair.query).any(|at| several(query[at].info));
            if class(pair.query, query) == Some(Class::Brand)
                && class(pair.listed, listed) == Some(Class::Brand)
            {
                all.brand = true;
                let concept = bits(pair.query).map(|at| query[at].info.concept).max().unwrap_or(0);
                all.family = table().concepts[usize::from(concept)].family;
            }
        } else if class(pair.query, query) == Some(Class::Generic) {
            all.generic += q.min(l);
        } else {
            all.told += q.min(l);
            all.near |= pair.like.alike < 900;
            all.numbers |= bits(pair.query).any(|at| query[at].info.number.is_some());
        }
    }
    let mut order: Vec<(u32, u32)> = alignment
        .pairs
        .iter()
        .map(|pair| (pair.query.trailing_zeros(), pair.listed.trailing_zeros()))
        .collect();
    order.sort_unstable();
    all.turned = order.windows(2).filter(|pair| pair[0].1 > pair[1].1).count() as u32;
    all
}

fn several(info: &Info) -> bool {
    info.class == Class::Brand && table().several[usize::from(info.concept)]
}

/// Names of companies and other bodies.
pub(crate) fn organisation(
    alignment: &Alignment,
    query: &[Weighed<'_>],
    listed: &[Weighed<'_>],
) -> Verdict {
    let all = matched(alignment, query, listed);
    if all.weight == 0 {
        return NO;
    }
    let (ours, theirs) = (side(alignment.query_left, query), side(alignment.listed_left, listed));
    // A number is identity.
    if ours.number > 0 && theirs.number > 0 {
        return NO;
    }
    if apart(&all, &ours, &theirs) {
        return NO;
    }
    let core = all.core >= 45;
    let against = |a: u32, b: u32, alone: u32, both: u32| {
        let factor = if a > 0 && b > 0 { both } else { alone };
        (a + b) * factor / 100
    };
    let told = if core { 40 } else { 150 };
    let place = if core { 35 } else { 110 };
    // Words that say what a party does contradict one another across the two names.
    let ours_told = ours.told + ours.generic;
    let theirs_told = theirs.told + theirs.generic;
    let contradict = ours_told.min(theirs_told) >= 15;
    // A company and a body of another kind, with nothing known of the word they share.
    let bodies = !all.brand && contradict && ours.unit + theirs.unit > 0;
    let lost = against(ours.own, theirs.own, 100, 150)
        + if contradict {
            (ours_told + theirs_told) * if core && !bodies { 140 } else { 230 } / 100
        } else {
            (ours.told + theirs.told) * told / 100
                + (ours.generic + theirs.generic) * if core { 90 } else { 130 } / 100
        }
        + against(ours.place, theirs.place, place, if core { 120 } else { 180 })
        + (ours.branch + theirs.branch)
        + (ours.number + theirs.number);
    let score = all.worth * 1000 / (all.weight + lost);
    let score = score.saturating_sub((all.turned * 12).min(36));
    // A house by its bare name: any of its companies.
    let bare = all.family == Family::House
        && all.told + all.generic == 0
        && (ours.telling > 0) != (theirs.telling > 0);
    let score = if bare { score.min(BARE) } else { score };
    let own_left = ours.own + theirs.own;
    let places_apart = ours.place > 0 && theirs.place > 0;
    let place_after = |left: u32, tokens: &[Weighed<'_>], first: usize| {
        bits(left)
            .any(|at| at > first && matches!(tokens[at].info.class, Class::Place | Class::Country))
    };
    let placed = place_after(alignment.query_left, query, all.first_core[0])
        || place_after(alignment.listed_left, listed, all.first_core[1]);
    // A known name with activities that the listed one does not have.
    let more = all.brand
        && !all.numbers
        && theirs.told == 0
        && theirs.own == 0
        && acts(alignment.query_left, query) >= 1;
    // The whole of a known name, where the listed party is one of its companies by activity.
    let in_full = |token: &Weighed<'_>| !token.info.is_latin() || token.info.length > 4;
    let fewer = all.brand
        && all.several
        && !all.numbers
        && ours.told == 0
        && ours.own == 0
        && query.iter().all(|token| token.info.class != Class::Number)
        && query.iter().any(in_full)
        && acts(alignment.listed_left, listed) >= 1;
    let differs = more
        || fewer
        || ours.branch + theirs.branch > 0
        || places_apart
        || placed
        || contradict
        || ours.number + theirs.number > 0;
    let leads = all.first_core[0] <= 1 && all.first_core[1] <= 1;
    let more_there = ours.own == 0 || theirs.own == 0;
    let one_own = (1..=200).contains(&own_left) && more_there && all.brand && leads;
    // All of the listed name and a word for a branch.
    let branch = ours.branch > 0
        && theirs.own + theirs.told + theirs.generic + theirs.place == 0
        && all.weight >= 80;
    let sibling =
        branch || all.sure >= 70 && !bodies && !bare && ((own_left == 0 && differs) || one_own);
    Verdict { score, sibling, common: all.core < 60, nameless: all.core == 0 }
}

/// Words left that say of a company what another of its family does not do.
fn acts(left: u32, tokens: &[Weighed<'_>]) -> usize {
    let act = |info: &Info| matches!(info.class, Class::Act | Class::Unit) && telling(info);
    bits(left).filter(|at| act(tokens[*at].info)).count()
}

/// Whether a word tells a company from others of its family.
fn telling(info: &Info) -> bool {
    match info.class {
        Class::Act | Class::Unit => {
            table().concepts[usize::from(info.concept)].family != Family::Wide
        }
        Class::Word | Class::Brand | Class::Generic => true,
        _ => false,
    }
}

/// Whether two names share no more than a name that tells nobody's owner.
///
/// Companies of one house are strangers unless one name holds all of the other; members of an umbrella are told
/// apart by what follows it, as its numbered ones are.
fn apart(all: &Matched, ours: &Side, theirs: &Side) -> bool {
    let (ours, theirs) = (ours.telling, theirs.telling);
    match all.family {
        Family::One | Family::Wide => false,
        Family::Umbrella => ours > 0 && theirs > 0,
        // The bare name of the house may be any of its companies that a list names; more than a listed bare name is
        // another company.
        Family::House => {
            ours > 0 && (theirs > 0 || all.told + all.generic == 0) || all.near && ours + theirs > 0
        }
    }
}

/// Names of people.
pub(crate) fn person(
    alignment: &Alignment,
    query: &[Weighed<'_>],
    listed: &[Weighed<'_>],
) -> Verdict {
    let mut weight = 0;
    let mut worth = 0;
    let mut words = 0;
    for pair in &alignment.pairs {
        let names = |mask: u32, tokens: &[Weighed<'_>]| -> u32 {
            bits(mask).map(|at| name_weight(&tokens[at])).sum()
        };
        let (q, l) = (names(pair.query, query), names(pair.listed, listed));
        weight += q + l;
        let clipped = pair.like.why == Why::Short
            && bits(pair.query).all(|at| query[at].info.class != Class::Initial)
            && bits(pair.listed).all(|at| listed[at].info.class != Class::Initial);
        worth += if clipped { (q + l) / 4 } else { effect(pair, q + l) };
        let whole = |mask: u32, tokens: &[Weighed<'_>]| -> u32 {
            bits(mask)
                .filter(|at| {
                    matches!(tokens[*at].info.class, Class::Initial | Class::Stop | Class::Title)
                        || tokens[*at].info.number.is_some()
                })
                .count() as u32
        };
        let parts = pair.query.count_ones().max(pair.listed.count_ones());
        if whole(pair.query, query) == 0
            && whole(pair.listed, listed) == 0
            && pair.like.alike >= 740
        {
            // A name in characters is a family name and a given name at once.
            let glued = |mask: u32, tokens: &[Weighed<'_>]| {
                bits(mask)
                    .any(|at| tokens[at].info.script.is_glued() && tokens[at].info.length >= 2)
            };
            words +=
                parts.max(u32::from(glued(pair.query, query) && glued(pair.listed, listed)) * 2);
        } else {
            words += parts - 1;
        }
    }
    if weight == 0 {
        return NO;
    }
    let left = |mask: u32, tokens: &[Weighed<'_>]| -> (u32, u32) {
        let names = bits(mask).filter(|at| {
            matches!(
                tokens[*at].info.class,
                Class::Word
                    | Class::Brand
                    | Class::Generic
                    | Class::Place
                    | Class::Country
                    | Class::Act
                    | Class::Unit
                    | Class::Common
                    | Class::Branch
            )
        });
        let mut full = 0;
        let mut small = 0;
        for at in names {
            if is_patronymic(&tokens[at].info.text) {
                small += 25
            } else {
                full += name_weight(&tokens[at])
            }
        }
        let initials =
            bits(mask).filter(|at| tokens[*at].info.class == Class::Initial).count() as u32 * 15;
        (full, small + initials)
    };
    let ((ours, few), (theirs, less)) =
        (left(alignment.query_left, query), left(alignment.listed_left, listed));
    let lost = if ours > 0 && theirs > 0 {
        (ours + theirs) * 200 / 100
    } else if words >= 2 {
        (ours + theirs) * 45 / 100
    } else {
        (ours + theirs) * 110 / 100
    } + few
        + less;
    let mut score = worth * 1000 / (weight + lost);
    if words < 2 {
        // One name in common says little of a person.
        score = score.min(SAME - 1);
    }
    Verdict { score, sibling: false, common: false, nameless: false }
}

fn name_weight(token: &Weighed<'_>) -> u32 {
    match token.info.class {
        Class::Initial => 20,
        Class::Stop => 8,
        Class::Legal | Class::Title | Class::Number => 0,
        Class::Word | Class::Brand => u32::from(token.weight).max(60),
        _ => 60,
    }
}

fn is_patronymic(name: &str) -> bool {
    ["ovich", "evich", "ovna", "evna", "ichna", "ovych", "ivna", "oglu", "ogly", "kyzy"]
        .iter()
        .any(|end| name.len() > end.len() + 2 && name.ends_with(end))
}

/// Names of ships: strict, because many are alike.
pub(crate) fn vessel(
    alignment: &Alignment,
    query: &[Weighed<'_>],
    listed: &[Weighed<'_>],
) -> Verdict {
    let counts = |left: u32, tokens: &[Weighed<'_>]| {
        bits(left).any(|at| !matches!(tokens[at].info.class, Class::Title | Class::Stop))
    };
    if counts(alignment.query_left, query)
        || counts(alignment.listed_left, listed)
        || alignment.pairs.is_empty()
    {
        return NO;
    }
    let worst = alignment.pairs.iter().map(|pair| u32::from(pair.like.alike)).min().unwrap_or(0);
    let letters: u32 = query.iter().map(|token| u32::from(token.info.length)).sum();
    let score = match worst {
        940.. => worst,
        870.. if letters >= 7 => worst - 100,
        _ => 0,
    };
    Verdict { score, sibling: false, common: false, nameless: false }
}

/// What two days of birth say of one another.
pub(crate) fn births(query: BirthDate, listed: &[BirthDate]) -> Option<(i32, Qualifier)> {
    listed.iter().map(|other| birth(query, *other)).max_by_key(|(change, _)| *change)
}

fn birth(one: BirthDate, other: BirthDate) -> (i32, Qualifier) {
    let years = one.year.abs_diff(other.year);
    let part = |a: Option<u8>, b: Option<u8>| a.zip(b).is_none_or(|(a, b)| a == b);
    let turned = one.month.is_some()
        && one.day.is_some()
        && one.month == other.day
        && one.day == other.month;
    match years {
        0 if (part(one.month, other.month) && part(one.day, other.day)) || turned => {
            (40, Qualifier::SameBirth)
        }
        0 => (-100, Qualifier::OtherBirth),
        1 => (-150, Qualifier::OtherBirth),
        _ => (-400, Qualifier::OtherBirth),
    }
}

/// The judgement of a score.
pub(crate) fn judgement(verdict: Verdict, score: u32) -> (Score, Judgement) {
    if verdict.sibling {
        let score = 700 + (verdict.score.min(1000) * 159 / 1000);
        return (Score::new(score), Judgement::Sibling);
    }
    let judgement = match score {
        SAME.. => Judgement::Same,
        POSSIBLE.. => Judgement::Possible,
        _ => Judgement::Different,
    };
    (Score::new(score), judgement)
}

/// Whether two kinds exclude each other.
pub(crate) fn kinds_apart(one: Kind, other: Kind) -> bool {
    one != Kind::Unknown && other != Kind::Unknown && one != other
}
