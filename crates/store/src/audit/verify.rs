//! Verifying an export with nothing but the export: which record differs, and how.

use super::export::{ACT, ACT_END, Exported, FORM, LEAF, end, header};
use super::leaf::{self, Hash};
use super::{Head, Peaks, PublicKey, Signed, hex};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufRead};

/// At most this many faults are told.
const TOLD: usize = 100;

/// What the verifier knows beside the export.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// Ids of the keys that may sign; empty = the keys that the export names.
    pub keys: Vec<String>,
    /// Heads that were kept elsewhere: the export has to continue them.
    pub known: Vec<Head>,
}

/// Something that is not as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the export, from 1 on.
    pub line: u64,
    /// Which record: `act 17 (licences.use of CN-2026-0042)`, `the head of 17 acts`, `the header`.
    pub record: String,
    /// What is wrong with it.
    pub why: String,
}

/// What a verification found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Acts read.
    pub acts: u64,
    /// Heads read.
    pub heads: u64,
    /// The newest head that holds.
    pub head: Option<Head>,
    /// Ids of the keys that signed heads that hold.
    pub keys: Vec<String>,
    /// Everything that is wrong, in the order of the lines.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Verifies an export: each act against its leaf, the tree against each signed head, the order, the
/// counts. Memory: one line, the heads' keys, 64 hashes.
///
/// # Errors
/// Only what reading fails with; everything else is a [`Fault`].
pub fn verify(reader: &mut dyn BufRead, trust: &Trust) -> io::Result<Report> {
    let mut run = Run::new(trust);
    let (mut line, mut next) = (Vec::new(), Vec::new());
    reader.read_until(b'\n', &mut line)?;
    while !line.is_empty() {
        next.clear();
        reader.read_until(b'\n', &mut next)?;
        run.number += 1;
        run.line(&line, Kind::of(&line).or_else(|| Kind::of(&next)));
        std::mem::swap(&mut line, &mut next);
    }
    Ok(run.finish())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderLine {
    navicert_log: u32,
    keys: Vec<KeyLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyLine {
    key: String,
    public: String,
}

#[derive(Deserialize)]
struct ActLine<'a> {
    seq: u64,
    #[serde(borrow)]
    kind: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    subject: std::borrow::Cow<'a, str>,
}

struct Run<'t> {
    trust: &'t Trust,
    report: Report,
    number: u64,
    keys: BTreeMap<String, PublicKey>,
    digest: Sha256,
    /// The tree by the leaves as they are written.
    peaks: Peaks,
    /// The tree by the leaves as they are computed, while one act since the last head disagrees.
    other: Option<Peaks>,
    /// The size of the last head that held.
    held: u64,
    /// No root can be checked any more.
    lost: bool,
    ended: bool,
}

impl<'t> Run<'t> {
    fn new(trust: &'t Trust) -> Self {
        Run {
            trust,
            report: Report::default(),
            number: 0,
            keys: BTreeMap::new(),
            digest: Sha256::new(),
            peaks: Peaks::default(),
            other: None,
            held: 0,
            lost: false,
            ended: false,
        }
    }

    fn fault(&mut self, record: impl Into<String>, why: impl Into<String>) {
        if self.report.faults.len() < TOLD {
            let fault = Fault { line: self.number, record: record.into(), why: why.into() };
            self.report.faults.push(fault);
        }
    }

    /// Reads a line, which is of this kind, or a piece of a line of this kind.
    fn line(&mut self, whole: &[u8], kind: Option<Kind>) {
        if self.ended {
            return self.fault("the end", "something stands after the last line");
        }
        let Some(line) = whole.strip_suffix(b"\n") else {
            let record = self.name_of(kind);
            return self.fault(record, "the line is cut off, or its line break is changed");
        };
        match Kind::of(line) {
            _ if self.number == 1 => self.header(line),
            Some(Kind::Act) => self.act(line),
            Some(Kind::Head) => self.head(line),
            Some(Kind::End) => return self.end(line),
            None => {
                let record = self.name_of(kind);
                self.fault(record, "a line is not written as the program writes it");
            }
        }
        self.digest.update(whole);
    }

    /// What a line that cannot be read stands for.
    fn name_of(&self, kind: Option<Kind>) -> String {
        match kind {
            _ if self.number == 1 => "the header".to_owned(),
            Some(Kind::Act) => format!("act {}", self.report.acts + 1),
            Some(Kind::Head) => format!("the head of {} acts", self.report.acts),
            Some(Kind::End) | None => "the end".to_owned(),
        }
    }

    fn header(&mut self, line: &[u8]) {
        let Ok(read) = serde_json::from_slice::<HeaderLine>(line) else {
            let help = "the first line is not that of a log";
            return self.fault("the header", help);
        };
        if read.navicert_log != FORM {
            let why = format!("form {} is not known; this program reads {FORM}", read.navicert_log);
            return self.fault("the header", why);
        }
        let mut keys = Vec::new();
        for KeyLine { key, public } in read.keys {
            match PublicKey::parse(&public).filter(|read| read.id() == key) {
                Some(read) => keys.push(read),
                None => self.fault("the header", format!("key {key} is not the key it says")),
            }
        }
        if self.report.holds() && header(&keys).as_bytes() != line {
            self.fault("the header", "it is not written as the program writes it");
        }
        self.keys = keys.into_iter().map(|key| (key.id(), key)).collect();
    }

    fn act(&mut self, line: &[u8]) {
        self.report.acts += 1;
        let seq = self.report.acts;
        let (body, digits) = cut(line);
        let computed = leaf::hash(body);
        let read = serde_json::from_slice::<ActLine<'_>>(body).ok();
        let name = match &read {
            Some(act) => format!("act {seq} ({} of {})", act.kind, act.subject),
            None => format!("act {seq}"),
        };
        let written = digits.and_then(hex::read::<32>);
        let framed = line.starts_with(ACT) && line.ends_with(ACT_END);
        if written != Some(computed) {
            self.fault(
                name,
                "its content and the hash beside it disagree: one of them was changed",
            );
        } else if !framed {
            self.fault(name, "its line is not written as the program writes it");
        } else if read.as_ref().is_none_or(|act| act.seq != seq) {
            let found = read.map_or("no number".to_owned(), |act| format!("number {}", act.seq));
            self.fault(
                name,
                format!("{found} stands where {seq} belongs: acts are missing or moved"),
            );
        }
        self.grow(written.unwrap_or(computed), computed);
        self.check_known();
    }

    fn grow(&mut self, written: Hash, computed: Hash) {
        if let Some(other) = &mut self.other {
            other.push(computed);
        } else if written != computed {
            let mut other = self.peaks.clone();
            other.push(computed);
            self.other = Some(other);
        }
        self.peaks.push(written);
    }

    fn check_known(&mut self) {
        let size = self.peaks.size();
        let known: Vec<&Head> = self.trust.known.iter().filter(|one| one.size == size).collect();
        let root = hex::of(&self.peaks.root());
        if known.iter().any(|one| one.root != root) {
            let why = "the head that you kept has another root: the log up to here was rewritten";
            self.fault(format!("the head of {size} acts"), why);
        }
    }

    fn head(&mut self, line: &[u8]) {
        self.report.heads += 1;
        let expected = format!("the head of {} acts", self.report.acts);
        let read = std::str::from_utf8(line).ok().and_then(Signed::parse);
        let Some(signed) = read else {
            return self.fault(expected, "it is not written as the program writes it");
        };
        let Head { size, root, key, .. } = &signed.head;
        if !self.keys.get(key).is_some_and(|known| known.signed(&signed)) {
            return self.fault(expected, format!("its signature by key {key} does not hold"));
        }
        if !self.trust.keys.is_empty() && !self.trust.keys.contains(key) {
            return self.fault(expected, format!("key {key} is none of those that may sign"));
        }
        let name = format!("the head of {size} acts");
        if *size != self.report.acts {
            let why =
                format!("it stands after act {}: acts are missing or moved", self.report.acts);
            return self.fault(name, why);
        }
        let other = self.other.take();
        if hex::of(&self.peaks.root()) == *root {
            self.holds(&signed);
        } else if let Some(other) = other.filter(|other| hex::of(&other.root()) == *root) {
            self.peaks = other;
            self.holds(&signed);
        } else if !self.lost {
            self.lost = true;
            let (from, to) = (self.held + 1, *size);
            let why = format!(
                "the tree has another root: one of the acts {from} to {to} is not the one signed"
            );
            self.fault(name, why);
        }
    }

    fn holds(&mut self, signed: &Signed) {
        self.held = signed.head.size;
        self.report.head = Some(signed.head.clone());
        if !self.report.keys.contains(&signed.head.key) {
            self.report.keys.push(signed.head.key.clone());
        }
    }

    fn end(&mut self, line: &[u8]) {
        self.ended = true;
        let done = Exported { acts: self.report.acts, heads: self.report.heads };
        let expected = end(done, &self.digest.clone().finalize().into());
        // A changed line changes the digest of the file: that is told once, where it is.
        if self.report.holds() && expected.as_bytes() != line {
            self.fault("the end", "its counts or its digest are not those of the lines before");
        }
    }

    fn finish(mut self) -> Report {
        if self.number == 0 {
            self.fault("the header", "the file is empty");
        } else if !self.ended {
            let acts = self.report.acts;
            self.fault("the end", format!("the export is cut off after act {acts}"));
        }
        let (held, acts) = (self.held, self.report.acts);
        if self.report.holds() && held < acts {
            self.fault(
                format!("act {}", held + 1),
                format!("nobody has signed acts {} to {acts}", held + 1),
            );
        }
        let longest = self.trust.known.iter().map(|one| one.size).max().unwrap_or(0);
        if longest > acts {
            let why = format!("the head that you kept is of {longest} acts; here are {acts}");
            self.fault("the end", why);
        }
        self.report
    }
}

/// What a line holds, told by how it begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Act,
    Head,
    End,
}

impl Kind {
    fn of(line: &[u8]) -> Option<Kind> {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let begins: [(&[u8], Kind); 3] =
            [(ACT, Kind::Act), (b"{\"head\":", Kind::Head), (b"{\"end\":", Kind::End)];
        let ends: [(&[u8], usize, Kind); 3] = [
            (LEAF, 64, Kind::Act),
            (b",\"signature\":\"", 128, Kind::Head),
            (b",\"sha256\":\"", 64, Kind::End),
        ];
        let begin = begins.iter().find(|(begin, _)| line.starts_with(begin)).map(|one| one.1);
        let end = || ends.iter().find(|(key, digits, _)| ends_with_key(line, key, *digits));
        begin.or_else(|| end().map(|one| one.2))
    }
}

/// Whether a line ends with a key, so many digits, and the end of an object.
fn ends_with_key(line: &[u8], key: &[u8], digits: usize) -> bool {
    let tail = digits + ACT_END.len();
    line.len() >= tail && line.get(..line.len() - tail).is_some_and(|rest| rest.ends_with(key))
}

/// The bytes of an act, and the digits beside them.
fn cut(line: &[u8]) -> (&[u8], Option<&str>) {
    let tail = LEAF.len() + 64 + ACT_END.len();
    let end = line.len().saturating_sub(tail).max(ACT.len().min(line.len()));
    let body = line.get(ACT.len()..end).unwrap_or_default();
    let digits = line.get(end + LEAF.len()..end + LEAF.len() + 64);
    let between = line.get(end..end + LEAF.len()) == Some(LEAF);
    (body, digits.filter(|_| between).and_then(|digits| std::str::from_utf8(digits).ok()))
}
