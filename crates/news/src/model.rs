//! What the desk hands over: articles, clusters, claims, events, drafts.
//!
//! The shapes are those of the JSON output; a field that is not known is `None` or an empty list.

use serde::Serialize;

/// Something wrong with an input, told and read past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `invalid-utf8`, `front-matter-unclosed`, `bad-xml`, `unsafe-markup`, `too-large`,
    /// `truncated`, `repetitive-text`, `no-text`.
    pub code: &'static str,
    /// For a person.
    pub message: String,
    /// The character at which it shows.
    pub at: Option<usize>,
}

impl Problem {
    /// A problem.
    pub fn new(code: &'static str, message: impl Into<String>, at: Option<usize>) -> Self {
        Problem { code, message: message.into(), at }
    }
}

/// A problem of a file that gave no article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileProblem {
    /// The file.
    pub file: String,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
}

/// Where and when a wire text was filed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dateline {
    /// As printed.
    pub place: Option<String>,
    /// The day in the dateline.
    pub date: Option<String>,
}

/// One story as one publisher printed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Article {
    /// File name; `NAME#N` for the entry of a feed.
    pub id: String,
    /// File name.
    pub file: String,
    /// Number of the entry in a feed, from 1.
    pub item: Option<usize>,
    /// `plain`, `front-matter`, `html`, `rss`, `atom`.
    pub format: &'static str,
    /// ISO 639-1.
    pub lang: String,
    /// Headline.
    pub title: Option<String>,
    /// Second headline.
    pub subtitle: Option<String>,
    /// Day of publication.
    pub date: Option<String>,
    /// Who wrote the text.
    pub agency: Option<String>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// The person who wrote it.
    pub author: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Where and when it was filed.
    pub dateline: Dateline,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}

/// Articles that are one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cluster {
    /// `k1`, …
    pub id: String,
    /// `syndicated`.
    pub kind: &'static str,
    /// Who wrote the text.
    pub agency: Option<String>,
    /// Article ids.
    pub articles: Vec<String>,
    /// The article that stands first: an official text, then the fullest one of the wire.
    pub head: String,
    /// How much of the shorter text each article shares with the head, in per cent.
    pub shared: Vec<Shared>,
}

/// What an article shares with the head of its cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// The article.
    pub article: String,
    /// Per cent of the article's word sequences that the head has too.
    pub percent: u32,
    /// Stretches of the file that the head does not have.
    pub changed: Vec<Span>,
}

/// A stretch of a file: characters from 0, half open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
}

/// Who does something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// As printed, or the usual English name of an authority.
    pub name: Option<String>,
}

/// What it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Items {
    /// Families of the closed vocabulary.
    pub families: Vec<String>,
    /// Codes of control lists, as printed.
    pub codes: Vec<String>,
    /// As printed.
    pub text: Option<String>,
}

/// A party, or a class of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Word of the closed vocabulary.
    pub class: String,
    /// Its country.
    pub country: Option<String>,
    /// As printed.
    pub name: Option<String>,
    /// How many, if a number is given.
    pub count: Option<u64>,
}

/// A change of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Signed.
    pub value: String,
    /// `%` or a unit.
    pub unit: String,
    /// `year` or `month`, if the text says so.
    pub basis: Option<String>,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Written out.
    pub value: String,
    /// `%`, `t`, `kg`, ISO 4217, or a noun in the singular.
    pub unit: String,
    /// What is counted.
    pub what: Option<String>,
    /// `YYYY-MM`, `YYYY`, or in words.
    pub period: Option<String>,
    /// How it changed.
    pub change: Option<Change>,
}

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// Word of the closed vocabulary.
    pub kind: String,
    /// As printed.
    pub name: Option<String>,
}

/// What one article says that somebody does, plans, denies or measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// `ARTICLE/N`.
    pub id: String,
    /// Article id.
    pub article: String,
    /// Who acts.
    pub actor: Actor,
    /// Word of the closed vocabulary.
    pub action: String,
    /// Word of the closed vocabulary.
    pub status: String,
    /// What it is about.
    pub items: Items,
    /// ISO 3166-1 alpha-2, `*`, `EU`.
    pub destination: Vec<String>,
    /// Whom it touches.
    pub parties: Vec<Party>,
    /// Words of the closed vocabulary.
    pub end_use: Vec<String>,
    /// Words of the closed vocabulary.
    pub reach: Vec<String>,
    /// Day or month.
    pub announced_on: Option<String>,
    /// First day.
    pub effective_from: Option<String>,
    /// First day after, or the last day as printed.
    pub effective_until: Option<String>,
    /// Laws named.
    pub legal_basis: Vec<String>,
    /// `LAW/YEAR-NUMBER`, or provisional `LAW/YYYY-MM-DD`.
    pub act: Option<String>,
    /// Numbers.
    pub figures: Vec<Figure>,
    /// Who says so.
    pub attribution: Attribution,
    /// The words in quotation marks that carry it.
    pub quote: Option<String>,
    /// Where it stands in the file.
    pub span: Span,
}

/// One reading of a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// In words.
    pub value: String,
    /// Who says so; empty if only the act or the statistics do.
    pub articles: Vec<String>,
}

/// What bears a reading out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Authority {
    /// `official-text`, `statistics`, `statement`, `state_media`, `wire`, `press`, `none`.
    pub kind: &'static str,
    /// Clause, or article.
    pub r#ref: Option<String>,
}

/// Two readings of one point of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// `scope_party`, `scope_item`, …
    pub field: &'static str,
    /// `conflict`, `narrower`, …
    pub kind: &'static str,
    /// The readings.
    pub sides: Vec<Side>,
    /// The side that the best authority bears out.
    pub supported: Option<usize>,
    /// That authority.
    pub authority: Authority,
}

/// What claims of several articles are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// `e1`, …
    pub id: String,
    /// For a person.
    pub label: String,
    /// The act.
    pub act: Option<String>,
    /// Its status by the newest claim of the best source.
    pub status: String,
    /// Claim ids.
    pub claims: Vec<String>,
    /// Where readings part.
    pub contradictions: Vec<Contradiction>,
}

/// A clause of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftClause {
    /// From 1.
    pub n: usize,
    /// `prohibited`, `licence`, `tightened`, `eased`, `liability`, `exempt`, `suspended`, `none`.
    pub effect: &'static str,
    /// Item families.
    pub families: Vec<String>,
    /// Destinations.
    pub destination: Vec<String>,
    /// Classes of parties.
    pub parties: Vec<String>,
    /// End uses.
    pub end_use: Vec<String>,
    /// Reach.
    pub reach: Vec<String>,
    /// First day.
    pub since: Option<String>,
    /// First day after.
    pub until: Option<String>,
}

/// What the desk puts before a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// `d1`, …
    pub id: String,
    /// `measure`, `guidance`, `watch`.
    pub kind: &'static str,
    /// The act.
    pub act: Option<String>,
    /// Whether it decides, once a person accepts it.
    pub decides: bool,
    /// Status of the event.
    pub status: String,
    /// For a person.
    pub title: String,
    /// `official-text`, `official-translation`, `statement`, `press`.
    pub basis: &'static str,
    /// Its clauses.
    pub clauses: Vec<DraftClause>,
    /// The articles behind it.
    pub articles: Vec<String>,
    /// The claims behind it.
    pub claims: Vec<String>,
    /// The event.
    pub event: String,
    /// The law that it would belong to.
    pub law: Option<String>,
}

/// Everything that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dossier {
    /// Articles in file order.
    pub articles: Vec<Article>,
    /// Copies of one text.
    pub clusters: Vec<Cluster>,
    /// Claims in the order of articles and places.
    pub claims: Vec<Claim>,
    /// Events.
    pub events: Vec<Event>,
    /// Drafts.
    pub drafts: Vec<Draft>,
    /// Files that gave no article.
    pub problems: Vec<FileProblem>,
}

impl Dossier {
    /// The dossier as one JSON object.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
