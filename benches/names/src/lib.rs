//! The list and the questions of the screening bench: real names from files given by path, made-up names
//! from a seed up to the size asked for, and altered names of both.

/// The allocator of the binary that a user gets.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod measure;

use std::collections::HashSet;
use std::path::Path;

/// What the programs are given: `[--passes N] [--last] [--batch N] [--write FOLDER] SIZE FILE…`.
#[derive(Debug)]
pub struct Arguments {
    /// How often all questions are asked.
    pub passes: usize,
    /// Say more than the passes.
    pub last: bool,
    /// Only so many parties at once.
    pub batch: Option<usize>,
    /// Only the list and the questions, as CSV into this folder.
    pub write: Option<String>,
    /// How many names the list has.
    pub size: usize,
    /// Where the real ones come from.
    pub files: Vec<String>,
}

impl Arguments {
    /// Those of this process.
    pub fn read() -> Self {
        let mut words: Vec<String> = std::env::args().skip(1).collect();
        let mut option = |name: &str| {
            let at = words.iter().position(|word| word == name)?;
            let value = words.get(at + 1).cloned();
            words.drain(at..words.len().min(at + 2));
            value
        };
        let passes = option("--passes").and_then(|count| count.parse().ok()).unwrap_or(3);
        let batch = option("--batch").and_then(|count| count.parse().ok());
        let write = option("--write");
        let last =
            words.iter().position(|word| word == "--last").map(|at| words.remove(at)).is_some();
        let size =
            words.first().and_then(|size| size.parse().ok()).expect("[--passes N] SIZE FILE…");
        Arguments { passes, last, batch, write, size, files: words.split_off(1) }
    }
}

/// A listed name with its entry.
#[derive(Clone, Debug)]
pub struct Name {
    /// Entry, as text.
    pub entry: String,
    /// The name.
    pub text: String,
    /// `person`, `org` or nothing.
    pub kind: &'static str,
}

/// A question: the altered name, and the entry it was made from, if any.
#[derive(Clone, Debug)]
pub struct Question {
    /// The altered name.
    pub text: String,
    /// Entries that carry the name it was made from.
    pub entry: Option<String>,
    /// How it was altered.
    pub way: &'static str,
}

/// Small, seeded, the same everywhere.
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound.max(1)
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Names from the files (CSV with `name` and `alt_names`, JSON with `entity_name` and `aliases`), then
/// made-up ones up to `size`.
pub fn names(files: &[String], size: usize) -> Vec<Name> {
    let mut all = Vec::new();
    let mut seen = HashSet::new();
    for file in files {
        let path = Path::new(file);
        if path.extension().is_some_and(|ending| ending == "json") {
            from_json(path, &mut all, &mut seen);
        } else {
            from_csv(path, &mut all, &mut seen);
        }
    }
    all.truncate(size);
    let mut random = Random::new(7);
    while all.len() < size {
        let text = invented(&mut random);
        if seen.insert(text.clone()) {
            all.push(Name { entry: format!("made-{}", all.len()), text, kind: "" });
        }
    }
    all
}

fn push(
    all: &mut Vec<Name>,
    seen: &mut HashSet<String>,
    entry: &str,
    text: &str,
    kind: &'static str,
) {
    let text = text.trim();
    if !text.is_empty() && seen.insert(text.to_owned()) {
        all.push(Name { entry: entry.to_owned(), text: text.to_owned(), kind });
    }
}

fn from_csv(path: &Path, all: &mut Vec<Name>, seen: &mut HashSet<String>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).expect("a CSV file");
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name);
    let (name, others, kind) = (at("name").expect("a column `name`"), at("alt_names"), at("type"));
    for (row, record) in reader.records().flatten().enumerate() {
        let entry = format!("csv-{row}");
        let kind = match kind.and_then(|at| record.get(at)) {
            Some("Individual") => "person",
            Some("Entity") => "org",
            _ => "",
        };
        push(all, seen, &entry, &record[name], kind);
        for other in others.and_then(|at| record.get(at)).unwrap_or_default().split("; ") {
            push(all, seen, &entry, other, kind);
        }
    }
}

fn from_json(path: &Path, all: &mut Vec<Name>, seen: &mut HashSet<String>) {
    let text = std::fs::read_to_string(path).expect("a JSON file");
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a JSON array");
    for (row, value) in rows.iter().enumerate() {
        let entry = format!("json-{row}");
        push(all, seen, &entry, value["entity_name"].as_str().unwrap_or_default(), "");
        for alias in value["aliases"].as_array().into_iter().flatten() {
            push(all, seen, &entry, alias.as_str().unwrap_or_default(), "");
        }
    }
}

const STEMS: [&str; 24] = [
    "bar", "lin", "tor", "ves", "kan", "mir", "sol", "dra", "pel", "gor", "hal", "net", "zem",
    "rus", "tek", "vol", "ami", "oro", "cas", "den", "fal", "jur", "nox", "wil",
];
const PINYIN: [&str; 28] = [
    "hua", "xin", "da", "tian", "jin", "long", "sheng", "hai", "yu", "feng", "hong", "kai", "li",
    "ming", "rui", "tong", "wei", "yang", "zhi", "bo", "chuang", "de", "guang", "heng", "jia",
    "lan", "qi", "shun",
];
const HAN: [&str; 28] = [
    "华", "新", "达", "天", "金", "龙", "盛", "海", "宇", "丰", "宏", "凯", "力", "明", "瑞", "通",
    "威", "阳", "智", "博", "创", "德", "光", "恒", "嘉", "蓝", "启", "顺",
];
const PLACES: [(&str, &str); 8] = [
    ("Shenzhen", "深圳"),
    ("Beijing", "北京"),
    ("Shanghai", "上海"),
    ("Suzhou", "苏州"),
    ("Wuhan", "武汉"),
    ("Chengdu", "成都"),
    ("Xi'an", "西安"),
    ("Ningbo", "宁波"),
];
const WORKS: [(&str, &str); 8] = [
    ("Technology", "技术"),
    ("Electronics", "电子"),
    ("Trading", "贸易"),
    ("Precision Machinery", "精密机械"),
    ("Semiconductor", "半导体"),
    ("Optoelectronics", "光电"),
    ("Industry", "工业"),
    ("Communication", "通信"),
];
const KANJI: [(&str, &str); 16] = [
    ("山", "yama"),
    ("川", "kawa"),
    ("田", "ta"),
    ("石", "ishi"),
    ("島", "shima"),
    ("村", "mura"),
    ("松", "matsu"),
    ("藤", "fuji"),
    ("岡", "oka"),
    ("高", "taka"),
    ("中", "naka"),
    ("北", "kita"),
    ("西", "nishi"),
    ("森", "mori"),
    ("井", "i"),
    ("口", "guchi"),
];

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn invented(random: &mut Random) -> String {
    let word = |random: &mut Random| {
        capital(&format!(
            "{}{}{}",
            random.pick(&STEMS),
            random.pick(&STEMS),
            random.pick(&["", "a", "ov", "in", "ex", "um"])
        ))
    };
    match random.below(6) {
        0 => format!(
            "{} {} {}",
            word(random),
            random.pick(&WORKS).0,
            random.pick(&["LLC", "Ltd", "GmbH", "S.A.", "JSC"])
        ),
        1 => format!("{} {}", word(random), word(random)),
        2 => {
            let parts: String = (0..2 + random.below(2)).map(|_| *random.pick(&PINYIN)).collect();
            format!(
                "{} {} {} Co., Ltd.",
                random.pick(&PLACES).0,
                capital(&parts),
                random.pick(&WORKS).0
            )
        }
        3 => {
            let parts: String = (0..2 + random.below(2)).map(|_| *random.pick(&HAN)).collect();
            format!("{}{parts}{}有限公司", random.pick(&PLACES).1, random.pick(&WORKS).1)
        }
        4 => {
            let parts: String = (0..2).map(|_| random.pick(&KANJI).0).collect();
            format!("{parts}{}株式会社", random.pick(&["製作所", "電機", "精工", "化学", "重工業"]))
        }
        _ => format!("{} {} {}", word(random), word(random), random.pick(&WORKS).0),
    }
}

/// Altered names: six of ten from the list, the others from nowhere.
pub fn questions(all: &[Name], count: usize) -> Vec<Question> {
    let mut random = Random::new(11);
    let mut out = Vec::new();
    while out.len() < count {
        if out.len() % 10 >= 6 {
            let mut other = Random::new(1_000_003 + out.len() as u64);
            out.push(Question {
                text: format!("{} {}", invented(&mut other), invented(&mut other)),
                entry: None,
                way: "none",
            });
            continue;
        }
        let name = random.pick(all).clone();
        if let Some((text, way)) = altered(&name.text, &mut random) {
            out.push(Question { text, entry: Some(name.entry), way });
        }
    }
    out
}

fn altered(text: &str, random: &mut Random) -> Option<(String, &'static str)> {
    let script = text.chars().any(|c| ('\u{3400}'..'\u{a000}').contains(&c));
    if script {
        return Some(match random.below(4) {
            0 => (text.replace("有限公司", "有限责任公司").replace("株式会社", "㈱"), "legal form"),
            1 => (traditional(text), "traditional"),
            2 => (latin(text)?, "readings"),
            _ => (wide(text), "width"),
        });
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(match random.below(6) {
        0 | 1 => (typo(text, random)?, "typo"),
        2 => {
            let mut turned = words.clone();
            turned.rotate_left(1);
            (turned.join(" "), "order")
        }
        3 => (text.to_uppercase().replace("CO., LTD.", "").replace(" LLC", ""), "legal form"),
        4 => (
            text.replace("Technology", "Tech")
                .replace("Electronics", "Elec")
                .replace("Corporation", "Corp")
                .replace("Company", "Co")
                .replace("Industries", "Ind"),
            "clipped",
        ),
        _ => {
            let at = words.iter().position(|word| word.len() > 6)?;
            let (one, two) = words[at].split_at_checked(words[at].len() / 2)?;
            let mut apart = words.clone();
            apart.splice(at..=at, [one, two]);
            (apart.join(" "), "apart")
        }
    })
}

fn typo(text: &str, random: &mut Random) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let long: Vec<usize> = (1..letters.len().saturating_sub(1))
        .filter(|at| letters[at - 1..=at + 1].iter().all(|c| c.is_ascii_alphabetic()))
        .collect();
    if long.len() < 5 {
        return None;
    }
    let at = *random.pick(&long);
    let mut letters = letters;
    match random.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => letters.swap(at, at + 1),
        _ => letters[at] = (b'a' + random.below(26) as u8) as char,
    }
    Some(letters.into_iter().collect())
}

fn traditional(text: &str) -> String {
    const PAIRS: [(char, char); 14] = [
        ('华', '華'),
        ('达', '達'),
        ('龙', '龍'),
        ('丰', '豐'),
        ('凯', '凱'),
        ('阳', '陽'),
        ('创', '創'),
        ('蓝', '藍'),
        ('启', '啟'),
        ('顺', '順'),
        ('术', '術'),
        ('电', '電'),
        ('贸', '貿'),
        ('苏', '蘇'),
    ];
    text.chars().map(|c| PAIRS.iter().find(|(s, _)| *s == c).map_or(c, |(_, t)| *t)).collect()
}

fn wide(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)
            } else {
                c
            }
        })
        .collect()
}

/// A made-up name in characters, in Latin letters.
fn latin(text: &str) -> Option<String> {
    let mut rest = text;
    let mut words: Vec<String> = Vec::new();
    let mut run = String::new();
    'next: while let Some(first) = rest.chars().next() {
        for (latin, han) in PLACES.iter().chain(&WORKS) {
            if let Some(after) = rest.strip_prefix(han) {
                if !run.is_empty() {
                    words.push(capital(&std::mem::take(&mut run)));
                }
                words.push((*latin).to_owned());
                rest = after;
                continue 'next;
            }
        }
        for (han, latin) in [
            ("有限公司", "Co Ltd"),
            ("株式会社", "KK"),
            ("製作所", "Seisakusho"),
            ("電機", "Denki"),
            ("精工", "Seiko"),
            ("化学", "Kagaku"),
            ("重工業", "Jukogyo"),
        ] {
            if let Some(after) = rest.strip_prefix(han) {
                if !run.is_empty() {
                    words.push(capital(&std::mem::take(&mut run)));
                }
                words.push(latin.to_owned());
                rest = after;
                continue 'next;
            }
        }
        let mut buffer = [0; 4];
        let letter: &str = first.encode_utf8(&mut buffer);
        let kanji = KANJI.iter().find(|(kanji, _)| *kanji == letter).map(|(_, sound)| *sound);
        let sound =
            kanji.or_else(|| HAN.iter().position(|han| *han == letter).map(|at| PINYIN[at]))?;
        run.push_str(sound);
        rest = &rest[first.len_utf8()..];
    }
    if !run.is_empty() {
        words.push(capital(&run));
    }
    Some(words.join(" "))
}
