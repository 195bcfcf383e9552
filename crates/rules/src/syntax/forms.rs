//! The words that open statements, fields and conditions, each with its form as help prints it.

/// A word that opens a line, and how the line reads.
pub(super) struct Form {
    pub(super) word: &'static str,
    pub(super) form: &'static str,
    /// Whether a statement may have several of this field.
    pub(super) many: bool,
}

const fn one(word: &'static str, form: &'static str) -> Form {
    Form { word, form, many: false }
}

const fn many(word: &'static str, form: &'static str) -> Form {
    Form { word, form, many: true }
}

/// Statements.
pub(super) const STATEMENTS: &[Form] = &[
    one("law", "law NAME \"title\""),
    one("act", "act ID \"title\""),
    one("of", "of act ID"),
    one("clause", "clause PIN \"title\""),
    one("exception", "exception PIN \"title\""),
    one("guidance", "guidance DAY \"title\""),
    one("conflict", "conflict PIN \"title\""),
    one("suspend", "suspend REF, …"),
    one("cease", "cease REF, …"),
    one("revive", "revive REF, …"),
    one("unenforced", "unenforced REF, …"),
    one("define", "define NAME"),
    one("group", "group NAME \"title\""),
    one("list", "list NAME \"title\""),
    one("entries", "entries LIST [by PIN]"),
    one("parties", "parties LIST [round ACT]"),
    one("derive", "derive TAG of ROLE, …"),
];

const CITE: Form = one("cite", "cite \"pinpoint\"");
const SOURCE: Form = one("source", "source URL (in quotes if it holds a comma)");
const BASIS: Form = one("basis", "basis WORD");
const SINCE: Form = one("since", "since DAY");
const UNTIL: Form = one("until", "until DAY");
const KNOWN: Form = one("known", "known DAY");
const WHEN: Form = one("when", "when CONDITION");
const NOTE: Form = many("note", "note \"text\"");

pub(super) const LAW: &[Form] = &[
    one("complete", "complete to DAY"),
    many("flagged", "flagged \"text\""),
    many("not-modelled", "not-modelled \"text\""),
];

pub(super) const ACT: &[Form] = &[
    one("issuer", "issuer \"name\""),
    one("published", "published DAY"),
    SOURCE,
    BASIS,
    one("weight", "weight WORD"),
    one("checked", "checked DAY"),
    one("hash", "hash \"sha256:…\""),
    one("title-zh", "title-zh \"title\""),
    NOTE,
];

pub(super) const CLAUSE: &[Form] = &[
    CITE,
    SOURCE,
    SINCE,
    UNTIL,
    one("comply", "comply DAY"),
    KNOWN,
    one("status", "status WORD"),
    BASIS,
    one("reach", "reach CONDITION"),
    WHEN,
    one("unless", "unless CONDITION"),
    many("grace", "grace [until DAY] when CONDITION"),
    many("bars", "bars WORD, … [when CONDITION]"),
    one("forms", "forms WORD, …"),
    many("duty", "duty WORD, … [when CONDITION]"),
    many("text", "text DUTY \"wording\" [zh \"wording\"]"),
    many("ask", "ask FACT \"question\" of WHOM"),
    NOTE,
    many("reading", "reading \"name\" by \"whose\""),
    one("then", "then WORD"),
    many("policy", "policy WORD [when CONDITION]"),
    one("lifts", "lifts REF, …"),
    one("claimed", "claimed WORD"),
];

/// Fields of [`CLAUSE`] that only clauses have, and that only exceptions have.
pub(super) const CLAUSE_ONLY: &[&str] = &["then", "policy"];
pub(super) const EXCEPTION_ONLY: &[&str] = &["lifts", "claimed"];

pub(super) const READING: &[Form] = &[WHEN, NOTE];

pub(super) const GUIDANCE: &[Form] = &[one("about", "about REF, …"), BASIS, SOURCE, KNOWN, NOTE];

pub(super) const CONFLICT: &[Form] =
    &[CITE, SOURCE, SINCE, UNTIL, KNOWN, BASIS, one("obeying", "obeying REF, …"), WHEN, NOTE];

pub(super) const SUSPEND: &[Form] = &[
    CITE,
    SINCE,
    UNTIL,
    one("then", "then unconfirmed|revived|ended"),
    SOURCE,
    BASIS,
    KNOWN,
    NOTE,
];
pub(super) const UNENFORCED: &[Form] = &[CITE, SINCE, UNTIL, SOURCE, BASIS, KNOWN, NOTE];
pub(super) const CHANGE: &[Form] = &[CITE, SINCE, SOURCE, BASIS, KNOWN, NOTE];

pub(super) const GROUP: &[Form] = &[many("members", "members C, C, … [since DAY] [until DAY]")];

pub(super) const LIST: &[Form] = &[one("scheme", "scheme WORD"), NOTE];

pub(super) const ENTRIES: &[Form] = &[many("entry", "entry CODE \"title\" [zh \"title\"]")];

pub(super) const ENTRY: &[Form] =
    &[one("on", "on LIST, …"), one("hs", "hs DIGITS, …"), WHEN, SINCE, UNTIL, BASIS, SOURCE, NOTE];

pub(super) const PARTIES: &[Form] = &[many("party", "party \"name\"")];

pub(super) const PARTY: &[Form] = &[
    one("name", "name \"other name\", …"),
    one("country", "country C"),
    SINCE,
    UNTIL,
    BASIS,
    NOTE,
];

/// Words that open a condition.
pub(super) const CONDITIONS: &[Form] = &[
    one("all", "all of"),
    one("any", "any of"),
    one("none", "none of"),
    one("some", "some ROLE, … where CONDITION"),
    one("every", "every ROLE, … where CONDITION"),
    one("content", "content OP SHARE where CONDITION"),
    one("made", "made with KIND, … [where CONDITION]"),
    one("tool", "tool where CONDITION"),
    one("not", "not CONDITION"),
    one("unsure", "unsure CONDITION"),
    one("holds", "holds NAME"),
    one("activity", "activity is WORD, …"),
    one("kind", "kind is WORD, …"),
    one("from", "from in C, …"),
    one("to", "to in C, …"),
    one("origin", "origin in C, …"),
    one("via", "via in C, …"),
    one("code", "code SCHEME under CODE, … (or: code SCHEME is none)"),
    one("hs", "hs under DIGITS, …"),
    one("item", "item is TAG, … (or: item is listed in LIST, item is near LIST)"),
    one("parameter", "parameter NAME OP AMOUNT"),
    one("quantity", "quantity OP AMOUNT"),
    one("value", "value OP AMOUNT"),
    one("end-use", "end-use is TAG, …"),
    one("known", "known end-use is TAG, …"),
    one("knowledge", "knowledge is TAG, …"),
    one("informed", "informed by LAW of TAG, …"),
    one("facility", "facility is TAG, … (or: in C, owner in C, parameter NAME OP AMOUNT)"),
    one("contracted", "contracted before DAY"),
    one("shipped", "shipped before DAY"),
    one("claims", "claims WORD"),
    one("evidence", "evidence of KIND, …"),
    one("party", "party is TAG, …"),
];

/// What a line may say about a party, after `party` or a role.
pub(super) const PARTY_LINES: &[Form] = &[
    one("is", "party is TAG, …"),
    one("in", "party in C, …"),
    one("seat", "party seat in C, …"),
    one("of", "party of C, …"),
    one("nationality", "party nationality in C, …"),
    one("parent", "party parent in C, …"),
    one("employer", "party employer in C, …"),
    one("listed", "party listed in LIST, … [round ACT, …] [footnote \"n\", …]"),
    one("owned", "party owned OP SHARE directly|in aggregate|in cascade by LIST, …"),
];

/// Words that never name anything, because they join and open conditions.
pub(super) const RESERVED: &[&str] = &["and", "or", "not", "when", "where"];

/// The fields of all statements.
pub(super) const FIELDS: [&[Form]; 11] =
    [LAW, ACT, CLAUSE, READING, GUIDANCE, CONFLICT, SUSPEND, GROUP, LIST, ENTRY, PARTY];

/// Whether one of `forms` opens with `word`.
pub(super) fn knows(forms: &[Form], word: &str) -> bool {
    forms.iter().any(|form| form.word == word)
}
