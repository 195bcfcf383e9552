//! Every object and field of a transfer, once: for CSV columns, for suggestions and for the
//! published schema. The walker reads exactly these; a test holds the two together.

use crate::transfer::HitState;
use crate::vocabulary::{
    Activity, EvidenceKind, Exception, ItemKind, ListId, MakingKind, Policy, Role, TagPlace,
};

/// An object of the input.
pub(crate) struct Object {
    /// With its article, for messages.
    pub(crate) name: &'static str,
    /// The name of its definition in the schema.
    pub(crate) id: &'static str,
    /// Its fields, in the order they are written.
    pub(crate) fields: &'static [Field],
    /// Names of the fields that must be given.
    pub(crate) required: &'static [&'static str],
}

impl Object {
    /// The field of a name.
    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Is there a field of that name?
    pub(crate) fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }
}

/// A field of an object.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// What it means, for the schema.
    pub(crate) meaning: &'static str,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    TextList,
    Word(&'static [&'static str]),
    WordList(&'static [&'static str]),
    /// Law, slash, tag of knowledge.
    NoticeList,
    /// Tags of a place; whether those of knowledge only are among them.
    Tags(TagPlace, bool),
    Day,
    Place,
    CountryList,
    Hs,
    Codes,
    Parameters,
    Quantity,
    Money,
    Share,
    Decimal,
    Currency,
    Act,
    Object(&'static Object),
    List(&'static Object),
}

impl Kind {
    /// Is it a list of texts, which a CSV cell joins by `;`?
    pub(crate) const fn is_list(self) -> bool {
        matches!(
            self,
            Kind::TextList
                | Kind::WordList(_)
                | Kind::NoticeList
                | Kind::Tags(..)
                | Kind::CountryList
        )
    }
}

const fn field(name: &'static str, kind: Kind, meaning: &'static str) -> Field {
    Field { name, kind, meaning }
}

/// The first fields, then the others.
const fn joined<const A: usize, const B: usize, const N: usize>(
    first: [Field; A],
    others: [Field; B],
) -> [Field; N] {
    let mut fields = [field("", Kind::Text, ""); N];
    let mut at = 0;
    while at < N {
        fields[at] = if at < A { first[at] } else { others[at - A] };
        at += 1;
    }
    fields
}

pub(crate) static TRANSFER: Object = Object {
    name: "a transfer",
    id: "transfer",
    required: &[],
    fields: &[
        field("id", Kind::Text, "the user's own id of the line"),
        field("activity", Kind::Word(Activity::WORDS), "what happens"),
        field("on", Kind::Day, "the day whose law is asked for"),
        field("contracted_on", Kind::Day, "day the contract was signed"),
        field("shipped_on", Kind::Day, "day the goods left"),
        field("item", Kind::Object(&ITEM), "what moves"),
        field("from", Kind::Place, "country the shipment leaves"),
        field("to", Kind::Place, "country it goes to"),
        field("via", Kind::CountryList, "countries on the way; empty: direct"),
        field("parties", Kind::List(&PARTY), "everybody named"),
        field("end_use", Kind::Object(&END_USE), "what the item is for"),
        field("knowledge", Kind::Object(&KNOWLEDGE), "what the exporter knows or was told"),
        field("evidence", Kind::List(&EVIDENCE), "documents behind the facts"),
        field("licences", Kind::TextList, "licences held, as given"),
        field("exceptions", Kind::WordList(Exception::WORDS), "exceptions claimed"),
        field("rates", Kind::List(&RATE), "currency rates to use"),
    ],
};

const fn item_fields() -> [Field; 14] {
    [
        field("part", Kind::Text, "the seller's part number"),
        field("description", Kind::Text, "what it is, in words; decides nothing"),
        field("kind", Kind::Word(ItemKind::WORDS), "goods, software or technology"),
        field("hs", Kind::Hs, "Harmonised System digits, 6 to 10, no dots"),
        field("codes", Kind::Codes, "control-list codes by scheme; none: classified, not listed"),
        field("parameters", Kind::Parameters, "technical parameters, each with its unit"),
        field("origin", Kind::Place, "where it was made"),
        field("content", Kind::List(&CONTENT), "what it contains; empty: nothing that matters"),
        field("made_with", Kind::List(&MAKING), "technology, software or plant behind it"),
        field("is", Kind::Tags(TagPlace::Item, false), "tags that hold"),
        field("is_not", Kind::Tags(TagPlace::Item, false), "tags that do not hold"),
        field(
            "for",
            Kind::Object(&ITEM),
            "the installed tool that a part, update or service is for",
        ),
        field("quantity", Kind::Quantity, "how much of it moves"),
        field("value", Kind::Money, "what it is worth"),
    ]
}

// A function and not a constant: items refer to content, and content to items.
static ITEM_FIELDS: [Field; 14] = item_fields();

pub(crate) static ITEM: Object =
    Object { name: "an item", id: "item", required: &[], fields: &ITEM_FIELDS };

pub(crate) static CONTENT: Object = Object {
    name: "a content line",
    id: "content",
    required: &[],
    fields: &joined::<14, 2, 16>(
        item_fields(),
        [
            field("qty", Kind::Quantity, "how much of it the whole contains"),
            field("share", Kind::Share, "its share of the whole by value, instead of a value"),
        ],
    ),
};

/// What a line of a bill of materials says: an item without its own content, and its place.
const fn bom_fields() -> [Field; 17] {
    let item = item_fields();
    [
        field("parent", Kind::Text, "the part that this one goes into; absent: the product itself"),
        field("part", Kind::Text, "the part's number; one part may stand on several lines"),
        item[1],
        item[2],
        item[3],
        item[4],
        item[5],
        item[6],
        item[8],
        item[9],
        item[10],
        item[11],
        field("quantity", Kind::Quantity, "how much of the part goes into one of its parent"),
        field("qty", Kind::Quantity, "the same"),
        field("unit_value", Kind::Money, "what one of the part is worth"),
        field("value", Kind::Money, "what the whole line is worth: quantity times unit value"),
        field("share", Kind::Share, "its share of the parent's value, instead of a value"),
    ]
}

static BOM_FIELDS: [Field; 17] = bom_fields();

/// A flat line of a bill of materials in JSON.
pub(crate) static BOM_LINE: Object = Object {
    name: "a line of a bill of materials",
    id: "bom-line",
    required: &["part"],
    fields: &BOM_FIELDS,
};

/// A row of a bill of materials in CSV.
pub(crate) static BOM_ROW: Object = Object {
    name: "a row of a bill of materials",
    id: "bom-row",
    required: &[],
    fields: &joined::<1, 17, 18>(
        [field("product", Kind::Text, "the product that the row belongs to")],
        bom_fields(),
    ),
};

/// A product in JSON: a transfer, whose content may stand in `parts` instead.
pub(crate) static PRODUCT: Object = Object {
    name: "a product",
    id: "product",
    required: &[],
    fields: &[field(
        "parts",
        Kind::List(&BOM_LINE),
        "its bill of materials as flat lines, instead of `item.content`",
    )],
};

pub(crate) static MAKING: Object = Object {
    name: "an entry of `made_with`",
    id: "making",
    required: &["kind"],
    fields: &[
        field("kind", Kind::Word(MakingKind::WORDS), "what kind of thing it is"),
        field("origin", Kind::Place, "where that technology or software comes from"),
        field("codes", Kind::Codes, "codes of that technology or software"),
    ],
};

const fn party_fields() -> [Field; 10] {
    [
        field("name", Kind::Text, "name as given"),
        field("country", Kind::Place, "where it is"),
        field("headquarters", Kind::Place, "where its seat is"),
        field("is", Kind::Tags(TagPlace::Party, false), "tags that hold"),
        field("is_not", Kind::Tags(TagPlace::Party, false), "tags that do not hold"),
        field("listed", Kind::List(&LISTING), "lists it is on; empty: screened, no hit"),
        field("owners", Kind::List(&OWNER), "direct owners; empty: none that matters"),
        field("ultimate_parent", Kind::Object(&RELATED), "parent at the top"),
        field("nationality", Kind::CountryList, "every current nationality of a natural person"),
        field("employer", Kind::Object(&RELATED), "employer of a natural person"),
    ]
}

static PARTY_FIELDS: [Field; 10] = party_fields();

pub(crate) static PARTY: Object = Object {
    name: "a party",
    id: "party",
    required: &["role"],
    fields: &joined::<1, 10, 11>(
        [field("role", Kind::Word(Role::WORDS), "what the party does in the transfer")],
        party_fields(),
    ),
};

pub(crate) static OWNER: Object = Object {
    name: "an owner",
    id: "owner",
    required: &[],
    fields: &joined::<10, 1, 11>(
        party_fields(),
        [field("share", Kind::Share, "how much it owns directly")],
    ),
};

pub(crate) static RELATED: Object =
    Object { name: "a parent or employer", id: "related", required: &[], fields: &PARTY_FIELDS };

pub(crate) static LISTING: Object = Object {
    name: "a listing",
    id: "listing",
    required: &["list"],
    fields: &[
        field("list", Kind::Word(ListId::PARTY_LISTS), "the list"),
        field("round", Kind::Act, "the act that listed the party"),
        field("footnotes", Kind::WordList(super::party::FOOTNOTES), "footnotes of the entry"),
        field("requirement", Kind::Text, "scope of the licence requirement of the entry"),
        field("policy", Kind::Word(Policy::WORDS), "licence policy of the entry"),
        field("concerns", Kind::Tags(TagPlace::Use, true), "concerns of an End User List entry"),
        field("state", Kind::Word(HitState::WORDS), "confirmed unless open or cleared"),
    ],
};

pub(crate) static END_USE: Object = Object {
    name: "an end use",
    id: "end_use",
    required: &[],
    fields: &[
        field("text", Kind::Text, "the stated use; decides nothing"),
        field("is", Kind::Tags(TagPlace::Use, false), "tags that hold"),
        field("is_not", Kind::Tags(TagPlace::Use, false), "tags that do not hold"),
        field("facility", Kind::Object(&FACILITY), "the site where the item is used"),
    ],
};

pub(crate) static FACILITY: Object = Object {
    name: "a facility",
    id: "facility",
    required: &[],
    fields: &[
        field("name", Kind::Text, "name as given"),
        field("country", Kind::Place, "where the site is"),
        field("is", Kind::Tags(TagPlace::Facility, false), "tags that hold"),
        field("is_not", Kind::Tags(TagPlace::Facility, false), "tags that do not hold"),
        field("parameters", Kind::Parameters, "technical parameters, each with its unit"),
        field("owner_headquarters", Kind::Place, "seat of its owner"),
    ],
};

pub(crate) static KNOWLEDGE: Object = Object {
    name: "knowledge",
    id: "knowledge",
    required: &[],
    fields: &[
        field("is", Kind::Tags(TagPlace::Use, true), "tags that hold"),
        field("is_not", Kind::Tags(TagPlace::Use, true), "tags that do not hold"),
        field("informed_by", Kind::NoticeList, "notices by authorities; empty: none received"),
    ],
};

pub(crate) static EVIDENCE: Object = Object {
    name: "a piece of evidence",
    id: "evidence",
    required: &["kind"],
    fields: &[
        field("kind", Kind::Word(EvidenceKind::WORDS), "what kind of document"),
        field("ref", Kind::Text, "reference as given"),
        field("dated", Kind::Day, "its date"),
        field("for", Kind::TextList, "the facts it supports"),
    ],
};

pub(crate) static RATE: Object = Object {
    name: "a rate",
    id: "rate",
    required: &["from", "to", "rate"],
    fields: &[
        field("from", Kind::Currency, "currency converted from"),
        field("to", Kind::Currency, "currency converted to"),
        field("rate", Kind::Decimal, "units of `to` for one unit of `from`"),
        field("on", Kind::Day, "the day of the rate"),
        field("source", Kind::Text, "where the rate comes from"),
    ],
};
