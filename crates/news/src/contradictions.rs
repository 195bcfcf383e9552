//! Where readings of one event part, and which of them the best authority bears out.

use crate::claims::Told;
use crate::events::{Sort, Work, weight};
use crate::library::{KnownClause, Library};
use crate::model::{Authority, Contradiction, Side};
use std::collections::{HashMap, HashSet};

/// Names the contradictions of all events.
pub fn find(works: &mut [Work], told: &[Told], ranks: &HashMap<String, u8>, library: &Library) {
    let mut measures: HashMap<String, Vec<usize>> = HashMap::new();
    for work in works.iter().filter(|w| w.sort == Sort::Law) {
        let Some(act) = work.event.act.clone() else { continue };
        measures.entry(act).or_default().extend(&work.members);
    }
    for work in works.iter_mut() {
        let members: Vec<&Told> = work.members.iter().filter_map(|m| told.get(*m)).collect();
        let view = View { members: &members, act: work.event.act.as_deref(), ranks, library };
        let mut found = Vec::new();
        match work.sort {
            Sort::Law => {
                found.extend(view.parties());
                found.extend(view.effects());
                found.extend(view.days());
            }
            Sort::Listing => {
                found.extend(view.counts());
                found.extend(view.days());
            }
            Sort::Guidance => {
                let act = work.event.act.as_ref().and_then(|act| measures.get(act));
                let measure: Vec<&Told> =
                    act.into_iter().flatten().filter_map(|m| told.get(*m)).collect();
                found.extend(view.narrower(&measure));
            }
            Sort::Open => found.extend(view.inclusion()),
            Sort::Figures | Sort::Budget => found.extend(view.figures()),
            Sort::Past | Sort::Talks | Sort::Practice | Sort::Company | Sort::Words => {}
        }
        found.extend(view.denials());
        work.event.contradictions = found;
    }
}

struct View<'v> {
    members: &'v [&'v Told],
    act: Option<&'v str>,
    ranks: &'v HashMap<String, u8>,
    library: &'v Library,
}

/// The articles of claims, each once.
pub(crate) fn articles<'t>(told: impl IntoIterator<Item = &'t Told>) -> Vec<String> {
    let mut seen: HashSet<&str> = HashSet::new();
    let all = told.into_iter().map(|one| one.claim.article.as_str());
    all.filter(|article| seen.insert(article)).map(str::to_owned).collect()
}

/// Whether a claim is of one of some articles.
fn of<'t>(articles: &'t [String]) -> impl Fn(&Told) -> bool + use<'t> {
    let set: HashSet<&str> = articles.iter().map(String::as_str).collect();
    move |told| set.contains(told.claim.article.as_str())
}

fn limited(told: &Told) -> bool {
    let military = told.claim.parties.iter().any(|p| {
        matches!(p.class.as_str(), "military_user" | "listed_party" | "company" | "state_firm")
    });
    military || told.claim.end_use.iter().any(|u| u != "civil")
}

impl View<'_> {
    /// The first clause of the act that limits parties or uses.
    fn limits(&self) -> Option<&KnownClause> {
        let act = self.library.act(self.act?)?;
        act.clauses.iter().find(|clause| !clause.limits.is_empty())
    }

    fn best<'t>(&self, side: &[&'t Told]) -> Option<(u8, &'t Told)> {
        side.iter().map(|t| (weight(t, self.ranks), *t)).max_by_key(|(w, _)| *w)
    }

    /// Which of two sides the heavier source is on, and what that source is.
    fn heavier(&self, sides: [&[&Told]; 2]) -> (Option<usize>, Authority) {
        let [a, b] = sides.map(|side| self.best(side));
        let none = Authority { kind: "none", r#ref: None };
        let authority = |told: &Told, weight: u8| {
            let kind = match weight {
                6 => "official-text",
                5 if told.claim.attribution.kind == "statistics" => "statistics",
                5 => "statement",
                4 => "state_media",
                3 => "wire",
                _ => "press",
            };
            Authority { kind, r#ref: Some(told.claim.id.clone()) }
        };
        // Of two statements the one that is quoted stands nearer to what was said.
        let quoted = |side: &[&Told]| {
            side.iter().any(|t| t.claim.quote.is_some() && t.claim.attribution.kind == "official")
        };
        if let (Some((5, x)), Some((5, y))) = (a, b) {
            let quotes = sides.map(quoted);
            match quotes {
                [true, false] => return (Some(0), authority(x, 5)),
                [false, true] => return (Some(1), authority(y, 5)),
                _ => {}
            }
        }
        match (a, b) {
            (Some((x, t)), Some((y, _))) if x > y => (Some(0), authority(t, x)),
            (Some((x, _)), Some((y, t))) if y > x => (Some(1), authority(t, y)),
            _ => (None, none),
        }
    }

    /// Limited to some users and uses, or not.
    fn parties(&self) -> Option<Contradiction> {
        let bans: Vec<&Told> = self
            .members
            .iter()
            .copied()
            .filter(|t| matches!(t.claim.action.as_str(), "ban_export" | "require_licence"))
            .collect();
        let plain = |t: &&&Told| !limited(t);
        let outright: Vec<&Told> =
            bans.iter().filter(plain).filter(|t| t.unlimited).copied().collect();
        let narrow: Vec<&Told> = bans.iter().filter(|t| limited(t)).copied().collect();
        let narrow_articles = articles(narrow.iter().copied());
        let narrowed = of(&narrow_articles);
        let whole = |t: &Told| t.claim.items.families.iter().any(|f| f == "dual_use_all");
        let wide_only: Vec<&Told> =
            bans.iter().filter(plain).filter(|t| !narrowed(t) && whole(t)).copied().collect();
        let (wide, kind) =
            if outright.is_empty() { (wide_only, "wider") } else { (outright, "conflict") };
        let wide_articles = articles(wide.iter().copied());
        let widened = of(&wide_articles);
        let narrow: Vec<&Told> = narrow.into_iter().filter(|t| !widened(t)).collect();
        if wide.is_empty() || narrow.is_empty() {
            return None;
        }
        let (supported, authority) = match self.limits() {
            Some(clause) => {
                (Some(0), Authority { kind: "official-text", r#ref: Some(clause.id.clone()) })
            }
            None => self.heavier([&narrow, &wide]),
        };
        let value = narrow.first().map(|t| limits_of(t)).unwrap_or_default();
        Some(Contradiction {
            field: "scope_party",
            kind,
            sides: vec![
                Side { value: format!("only {value}"), articles: articles(narrow.iter().copied()) },
                Side { value: "every user and use".to_owned(), articles: wide_articles.clone() },
            ],
            supported,
            authority,
        })
    }

    /// A ban, or a licence that may be had.
    fn effects(&self) -> Option<Contradiction> {
        let told = |action: &str| -> Vec<&Told> {
            self.members
                .iter()
                .copied()
                .filter(|t| {
                    t.claim.action == action && !limited(t) && t.claim.act.as_deref() == self.act
                })
                .collect()
        };
        let (bans, licences) = (told("ban_export"), told("require_licence"));
        // An article that tells of both sees no difference.
        let (ban_articles, licence_articles) =
            (articles(bans.iter().copied()), articles(licences.iter().copied()));
        let (banned, licensed) = (of(&ban_articles), of(&licence_articles));
        let bans: Vec<&Told> = bans.into_iter().filter(|t| !licensed(t)).collect();
        let licences: Vec<&Told> = licences.into_iter().filter(|t| !banned(t)).collect();
        let families: HashSet<&[String]> =
            bans.iter().map(|t| t.claim.items.families.as_slice()).collect();
        let overlap = licences.iter().any(|t| families.contains(t.claim.items.families.as_slice()));
        if !overlap {
            return None;
        }
        let (supported, authority) = self.heavier([&licences, &bans]);
        Some(Contradiction {
            field: "effect",
            kind: "conflict",
            sides: vec![
                Side {
                    value: "a licence is required".to_owned(),
                    articles: articles(licences.iter().copied()),
                },
                Side {
                    value: "exports are banned".to_owned(),
                    articles: articles(bans.iter().copied()),
                },
            ],
            supported,
            authority,
        })
    }

    /// Groups members by a value; two or more values part.
    fn parted(
        &self,
        field: &'static str,
        value: impl Fn(&Told) -> Option<String>,
    ) -> Option<Contradiction> {
        let mut sides: Vec<(String, Vec<&Told>)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for one in self.members {
            let Some(text) = value(one) else { continue };
            let at = *known.entry(text.clone()).or_insert(sides.len());
            match sides.get_mut(at) {
                Some((_, side)) => side.push(one),
                None => sides.push((text, vec![one])),
            }
        }
        // Of more than two readings the two that most claims have.
        sides.sort_by_key(|(_, side)| std::cmp::Reverse(side.len()));
        sides.truncate(2);
        let [(_, a), (_, b)] = sides.as_slice() else { return None };
        let first = articles(a.iter().copied());
        if b.iter().copied().any(of(&first)) {
            return None;
        }
        let (supported, authority) = self.heavier([a, b]);
        // A publisher that corrects itself withdraws the other reading.
        let corrects = [a, b].map(|side| side.iter().any(|t| t.corrects));
        let (kind, supported, authority) = match corrects {
            [true, false] => (
                "corrected",
                Some(0),
                Authority { kind: "press", r#ref: a.first().map(|t| t.claim.id.clone()) },
            ),
            [false, true] => (
                "corrected",
                Some(1),
                Authority { kind: "press", r#ref: b.first().map(|t| t.claim.id.clone()) },
            ),
            _ => ("conflict", supported, authority),
        };
        let sides = sides
            .iter()
            .map(|(value, side)| Side {
                value: value.clone(),
                articles: articles(side.iter().copied()),
            })
            .collect();
        Some(Contradiction { field, kind, sides, supported, authority })
    }

    /// Different first days.
    fn days(&self) -> Option<Contradiction> {
        let mut found = self.parted("date", |t| {
            let day = t.claim.effective_from.clone().filter(|d| d.len() == 10)?;
            matches!(
                t.claim.action.as_str(),
                "ban_export" | "require_licence" | "suspend" | "list_party"
            )
            .then_some(day)
        })?;
        if let Some(act) = self.act.and_then(|act| self.library.act(act)) {
            let since: Vec<String> = act.since.iter().map(ToString::to_string).collect();
            if let Some(at) = found.sides.iter().position(|side| since.contains(&side.value)) {
                found.supported = Some(at);
                found.authority = Authority { kind: "official-text", r#ref: Some(act.id.clone()) };
            }
        }
        Some(found)
    }

    /// Different numbers of listed parties.
    fn counts(&self) -> Option<Contradiction> {
        self.parted("count", |t| {
            t.claim.parties.first().and_then(|p| p.count).map(|n| n.to_string())
        })
    }

    /// Guidance that drops a limb of the act.
    fn narrower(&self, measure: &[&Told]) -> Option<Contradiction> {
        let only: Vec<&Told> = self
            .members
            .iter()
            .copied()
            .filter(|t| t.only && t.claim.parties.iter().any(|p| p.class == "military_user"))
            .collect();
        let wider: Vec<&Told> = measure
            .iter()
            .copied()
            .filter(|t| t.claim.end_use.iter().any(|u| u == "enhances-military"))
            .collect();
        if only.is_empty() || wider.is_empty() {
            return None;
        }
        let (supported, authority) = match self.limits() {
            Some(clause) => {
                (Some(1), Authority { kind: "official-text", r#ref: Some(clause.id.clone()) })
            }
            None => (
                Some(1),
                Authority {
                    kind: "statement",
                    r#ref: self.best(&wider).map(|(_, t)| t.claim.id.clone()),
                },
            ),
        };
        Some(Contradiction {
            field: "scope_party",
            kind: "narrower",
            sides: vec![
                Side {
                    value: "only military users".to_owned(),
                    articles: articles(only.iter().copied()),
                },
                Side {
                    value: wider.first().map(|t| limits_of(t)).unwrap_or_default(),
                    articles: articles(wider.iter().copied()),
                },
            ],
            supported,
            authority,
        })
    }

    /// One report in two paraphrases: a step of its own, or items taken into a measure that is there.
    fn inclusion(&self) -> Option<Contradiction> {
        let (into, own): (Vec<&Told>, Vec<&Told>) = self
            .members
            .iter()
            .copied()
            .filter(|t| t.claim.status != "denied")
            .partition(|t| t.inclusion);
        let into_articles = articles(into.iter().copied());
        let included = of(&into_articles);
        let own: Vec<&Told> = own.into_iter().filter(|t| !included(t)).collect();
        if into.is_empty() || own.is_empty() {
            return None;
        }
        // The reading that names the authority stands nearer to it.
        let named = |side: &[&Told]| side.iter().any(|t| t.names_authority);
        let (supported, authority) = match (named(&own), named(&into)) {
            (true, false) => (Some(0), 0),
            (false, true) => (Some(1), 1),
            _ => (None, 0),
        };
        let side = if authority == 0 { &own } else { &into };
        let kind = if side.iter().any(|t| t.claim.attribution.kind == "state_media") {
            "state_media"
        } else {
            "press"
        };
        let families = own
            .first()
            .map(|t| t.claim.items.families.join(", ").replace('_', " "))
            .unwrap_or_default();
        Some(Contradiction {
            field: "scope_item",
            kind: "conflict",
            sides: vec![
                Side {
                    value: format!("a step of its own on {families}"),
                    articles: articles(own.iter().copied()),
                },
                Side {
                    value: format!("{families} to be taken into the measure"),
                    articles: into_articles.clone(),
                },
            ],
            supported,
            authority: Authority { kind, r#ref: side.first().map(|t| t.claim.id.clone()) },
        })
    }

    /// Figures of one thing that differ.
    fn figures(&self) -> Option<Contradiction> {
        // Each with each, but not of thousands: figures that part do so early.
        for (n, one) in self.members.iter().enumerate().take(100) {
            for other in self.members.get(n + 1..).unwrap_or_default().iter().take(100) {
                if one.claim.article == other.claim.article {
                    continue;
                }
                for (a, b) in one
                    .claim
                    .figures
                    .iter()
                    .flat_map(|a| other.claim.figures.iter().map(move |b| (a, b)))
                {
                    let comparable = a.unit == b.unit
                        && a.what == b.what
                        && (a.period == b.period || a.period.is_none() || b.period.is_none());
                    let shared = |value: &str, side: &Told| {
                        side.claim.figures.iter().any(|f| f.value == value && f.unit == a.unit)
                    };
                    if !comparable
                        || a.value == b.value
                        || shared(&a.value, other)
                        || shared(&b.value, one)
                    {
                        continue;
                    }
                    let side = |value: &str| -> Vec<&Told> {
                        self.members
                            .iter()
                            .copied()
                            .filter(|t| {
                                t.claim.figures.iter().any(|f| f.value == value && f.unit == a.unit)
                            })
                            .collect()
                    };
                    let (x, y) = (side(&a.value), side(&b.value));
                    let rounding = close(&a.value, &b.value);
                    let (supported, authority) = if rounding {
                        (None, Authority { kind: "none", r#ref: None })
                    } else {
                        self.heavier([&x, &y])
                    };
                    return Some(Contradiction {
                        field: "figure",
                        kind: if rounding { "rounding" } else { "conflict" },
                        sides: vec![
                            Side {
                                value: format!("{} {}", a.value, a.unit),
                                articles: articles(x),
                            },
                            Side {
                                value: format!("{} {}", b.value, b.unit),
                                articles: articles(y),
                            },
                        ],
                        supported,
                        authority,
                    });
                }
            }
        }
        None
    }

    /// Said to be, and said not to be.
    fn denials(&self) -> Option<Contradiction> {
        let (denied, said): (Vec<&Told>, Vec<&Told>) = self
            .members
            .iter()
            .copied()
            .filter(|t| {
                !matches!(
                    t.claim.action.as_str(),
                    "protest" | "demand_withdrawal" | "no_comment" | "warn"
                )
            })
            .partition(|t| t.claim.status == "denied");
        if denied.is_empty()
            || said.is_empty()
            || articles(denied.iter().copied()) == articles(said.iter().copied())
        {
            return None;
        }
        let (supported, authority) = self.heavier([&denied, &said]);
        let value = said.first().map(|t| t.claim.status.replace('_', " ")).unwrap_or_default();
        Some(Contradiction {
            field: "status",
            kind: "conflict",
            sides: vec![
                Side { value: "denied".to_owned(), articles: articles(denied.iter().copied()) },
                Side { value, articles: articles(said.iter().copied()) },
            ],
            supported,
            authority,
        })
    }
}

fn limits_of(told: &Told) -> String {
    let mut parts: Vec<String> =
        told.claim.parties.iter().map(|p| p.class.replace('_', " ")).collect();
    parts.extend(told.claim.end_use.iter().map(|u| format!("use: {u}")));
    parts.join(", ")
}

/// Whether one number is the other, rounded: it differs by less than one in fifty, and is shorter.
fn close(a: &str, b: &str) -> bool {
    let digits = |v: &str| v.trim_end_matches('0').chars().filter(char::is_ascii_digit).count();
    let parse = |v: &str| v.split('.').next().and_then(|v| v.parse::<u128>().ok());
    let (Some(x), Some(y)) = (parse(a), parse(b)) else { return false };
    let near = x.abs_diff(y).saturating_mul(50) <= x.max(y);
    near && digits(a) != digits(b)
}
