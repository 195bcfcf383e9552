//! Seeded order lines that look like those of a Chinese exporter of materials, parts and machines:
//! what China's whole law is measured on. Companies are made up, but for a few listed parties.

use navicert_model::amount::Amount;
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Code, EndUse, Item, Knowledge, Party, Place, Transfer};
use navicert_model::vocabulary::{Activity, ItemKind, Role, TagAnswers, TagPlace};
use navicert_rules::law::LawBook;
use rulebook::Random;

const SEED: u64 = 20_250_101;
const PARTS: usize = 4_000;
const CUSTOMERS: usize = 5_000;
const EXPORTERS: usize = 40;
/// One customer of this many is a listed party.
const LISTED_EVERY: usize = 200;
/// 2025-01-01, in days since 1970-01-01; and how many days follow.
const FIRST: i32 = 20_089;
const DAYS: u32 = 730;
const LIST: &str = "cn/dual-use";

/// Where customers are, with their share in percent.
const COUNTRIES: [(&str, u32); 15] = [
    ("JP", 18),
    ("US", 14),
    ("KR", 10),
    ("DE", 10),
    ("TW", 7),
    ("VN", 6),
    ("IN", 6),
    ("TH", 5),
    ("NL", 4),
    ("MX", 4),
    ("GB", 4),
    ("FR", 4),
    ("MY", 3),
    ("AE", 3),
    ("RU", 2),
];
/// Where exporters sit if more than China's law is loaded.
const SEATS: [&str; 10] = ["CN", "CN", "CN", "CN", "JP", "US", "US", "NL", "DE", "KR"];
/// Where an item may lie that is re-exported.
const HUBS: [&str; 4] = ["SG", "TH", "DE", "MY"];
const USES: [&str; 8] = [
    "traction motors for passenger cars",
    "washing-machine motors, series production",
    "cutting inserts for machine tools",
    "glass polishing, consumer displays",
    "wafer carriers and process chambers",
    "battery cells for stationary storage",
    "pumps for a municipal water works",
    "repair stock for installed machines",
];
const MAKERS: [&str; 8] =
    ["Seimitsu", "Denki", "Werkstoffe", "Precision", "Materials", "Motors", "Optics", "Industries"];

/// The lines, one after the other, without end.
pub struct Orders {
    random: Random,
    parts: Vec<Item>,
    customers: Vec<Party>,
    exporters: Vec<Party>,
    number: u32,
}

impl Orders {
    /// The lines for a book that holds China's list of dual-use items, and perhaps other laws.
    #[must_use]
    pub fn new(book: &LawBook) -> Self {
        let mut random = Random(SEED);
        let parts = parts(book, &mut random);
        let customers = customers(book, &mut random);
        let seats: &[&str] = if book.laws.len() > 1 { &SEATS } else { &["CN"] };
        let exporter = |number: usize| {
            let seat = place(seats[number % seats.len()]);
            let name = format!("Example Trading {number} Co., Ltd.");
            Party {
                role: Some(Role::Exporter),
                tags: party_tags(&[], &["concern"]),
                listed: Some(Vec::new()),
                ..party(name, seat.clone(), seat)
            }
        };
        Orders {
            random,
            parts,
            customers,
            exporters: (0..EXPORTERS).map(exporter).collect(),
            number: 0,
        }
    }
}

impl Iterator for Orders {
    type Item = Transfer;

    fn next(&mut self) -> Option<Transfer> {
        self.number += 1;
        let random = &mut self.random;
        let user = pick(&self.customers, random);
        let mut item = pick(&self.parts, random).clone();
        item.quantity = amount(&format!("{} kg", 1 + random.below(900)));
        item.value = amount(&format!("{} USD", 100 * (1 + random.below(4_000))));
        let away = random.chance(6);
        let mut exporter = pick(&self.exporters, random).clone();
        if away {
            item.origin = exporter.country.clone();
            exporter.country = place(HUBS[random.below(4) as usize]);
            exporter.headquarters = exporter.country.clone();
        }
        let from = exporter.country.clone();
        let consignee = if random.chance(80) { user } else { pick(&self.customers, random) };
        let consignee = Party { role: Some(Role::Consignee), ..consignee.clone() };
        let to = consignee.country.clone();
        Some(Transfer {
            id: Some(format!("SO-{:07}/10", self.number).into()),
            activity: Some(if away { Activity::Reexport } else { Activity::Export }),
            on: Day::from_days(FIRST + random.days(DAYS)),
            item,
            from,
            to,
            via: Some(Vec::new()),
            end_use: end_use(user, random),
            knowledge: Knowledge {
                tags: tags(TagPlace::Use, &[], if random.chance(85) { &["concern"] } else { &[] }),
                informed_by: random.chance(85).then(Vec::new),
            },
            parties: vec![exporter, user.clone(), consignee],
            ..Transfer::default()
        })
    }
}

/// 45 % under an entry of the list, 45 % on none, 10 % not classified.
fn parts(book: &LawBook, random: &mut Random) -> Vec<Item> {
    let list = book.lists.iter().find(|list| list.name == LIST).expect("China's list");
    let entries: Vec<_> = list
        .entries
        .iter()
        .enumerate()
        .filter(|(at, entry)| {
            list.entries.get(at + 1).is_none_or(|next| !next.code.starts_with(&entry.code))
        })
        .map(|(_, entry)| entry)
        .collect();
    // Codes of the other laws: leaves of their largest lists.
    let mut others: Vec<(&str, Vec<&str>)> = Vec::new();
    for scheme in ["eu", "jp", "nl", "us"] {
        let lists = book.lists.iter().filter(|list| list.scheme == scheme);
        if let Some(list) = lists.max_by_key(|list| list.entries.len()) {
            others.push((scheme, list.entries.iter().map(|entry| entry.code.as_str()).collect()));
        }
    }
    let part = |number| {
        let kind_of = |code: &str| match code.as_bytes().get(1) {
            Some(b'D') => ItemKind::Software,
            Some(b'E') => ItemKind::Technology,
            _ => ItemKind::Goods,
        };
        let draw = random.below(100);
        let entry = (draw < 45).then(|| *pick(&entries, random));
        let mut codes: Vec<(Box<str>, Code)> = match entry {
            Some(entry) => vec![("cn".into(), Code::Listed(entry.code.as_str().into()))],
            None if draw < 90 => vec![("cn".into(), Code::None)],
            None => Vec::new(),
        };
        codes.extend(others.iter().filter_map(|(scheme, known)| {
            let code = match random.below(100) {
                0..25 => Code::Listed((*pick(known, random)).into()),
                25..90 if *scheme == "us" => Code::Listed("EAR99".into()),
                25..90 => Code::None,
                _ => return None,
            };
            Some(((*scheme).into(), code))
        }));
        codes.sort_by(|a, b| a.0.cmp(&b.0));
        let magnet = entry.is_some_and(|entry| entry.code.starts_with("1C90"));
        let share = navicert_model::amount::AmountRange::parse("4 %").expect("a percentage");
        let title = entry.map_or("machined part to drawing", |entry| entry.title.as_str());
        Item {
            part: Some(format!("P-{number:05}").into()),
            description: Some(title.chars().take(60).collect::<String>().into()),
            kind: Some(entry.map_or(ItemKind::Goods, |entry| kind_of(&entry.code))),
            hs: Some(format!("84{:06}00", 100_000 + random.below(800_000)).into()),
            codes,
            parameters: magnet
                .then(|| ("dysprosium_mass_share".into(), share))
                .into_iter()
                .collect(),
            origin: place(if random.chance(88) { "CN" } else { pick(&COUNTRIES, random).0 }),
            content: random.chance(90).then(Vec::new),
            made_with: random.chance(90).then(Vec::new),
            ..Item::default()
        }
    };
    (0..PARTS).map(part).collect()
}

/// 5 % military, 25 % with concerns unanswered, one of [`LISTED_EVERY`] listed, 3 % without a seat.
fn customers(book: &LawBook, random: &mut Random) -> Vec<Party> {
    let listed: Vec<_> = book.parties.iter().filter(|party| party.country.is_some()).collect();
    let customer = |number: usize| {
        let mut draw = random.below(100);
        let within = |&&(_, share): &&(&str, u32)| {
            let hit = draw < share;
            draw = draw.wrapping_sub(share);
            hit
        };
        let word = COUNTRIES.iter().find(within).map_or("JP", |&(word, _)| word);
        let mut country = place(word);
        let mut name = format!("Example {} {number} Co., Ltd.", pick(&MAKERS, random));
        if number % LISTED_EVERY == LISTED_EVERY - 1 {
            let party = pick(&listed, random);
            name.clone_from(&party.title);
            country = party.country.map_or(country, Place::One);
        }
        let seat = if random.chance(3) { Place::Unknown } else { country.clone() };
        let tags = match random.below(100) {
            0..5 => party_tags(&["military"], &[]),
            5..30 => TagAnswers::default(),
            _ => party_tags(&[], &["concern"]),
        };
        let owners = random.chance(85).then(Vec::new);
        // Whoever checked the lists of all laws says so; a listed name is left to be screened.
        let checked = book.laws.len() > 1 && number % LISTED_EVERY != LISTED_EVERY - 1;
        let listed = (checked && random.chance(90)).then(Vec::new);
        Party { role: Some(Role::EndUser), tags, owners, listed, ..party(name, country, seat) }
    };
    (0..CUSTOMERS).map(customer).collect()
}

/// 20 % say nothing; of the others most are civil, and those of military users military.
fn end_use(user: &Party, random: &mut Random) -> EndUse {
    if random.chance(20) {
        return EndUse::default();
    }
    let military = user.tags.yes != navicert_model::vocabulary::TagSet::default();
    let (yes, no): (&[&str], &[&str]) = match (military, random.below(100)) {
        (true, _) => (&["military"], &["wmd", "terrorism", "security-risk"]),
        (false, 0..70) => (&["civil"], &["concern"]),
        (false, 70..90) => (&["civil"], &["military", "wmd", "terrorism", "security-risk"]),
        (false, _) => (&["civil"], &[]),
    };
    EndUse {
        text: Some((*pick(&USES, random)).into()),
        tags: tags(TagPlace::Use, yes, no),
        facility: None,
    }
}

fn party(name: String, country: Place, headquarters: Place) -> Party {
    Party {
        name: Some(name.into()),
        country,
        headquarters,
        owners: Some(Vec::new()),
        ..Party::default()
    }
}

fn party_tags(yes: &[&str], no: &[&str]) -> TagAnswers {
    tags(TagPlace::Party, yes, no)
}

fn tags(at: TagPlace, yes: &[&str], no: &[&str]) -> TagAnswers {
    TagAnswers::new(at, yes.iter().copied(), no.iter().copied()).expect("words of the vocabulary")
}

fn place(word: &str) -> Place {
    Place::One(Country::parse(word).expect("a country"))
}

fn amount(text: &str) -> Option<Amount> {
    Some(Amount::parse(text).expect("an amount"))
}

fn pick<'t, T>(from: &'t [T], random: &mut Random) -> &'t T {
    &from[random.below(from.len() as u32) as usize]
}
