//! Goods files: statements in the first column, the fields of a kind indented below.

use super::{Derived, Goods, Kind, Outside, Row, Term};
use crate::lexicon::Sense;
use std::fmt;

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsError {
    /// The file.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for GoodsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for GoodsError {}

/// Texts of a form: a title and nine headings.
const FORM: usize = 10;

type Wrong = (String, String);

fn wrong<T>(message: impl Into<String>, help: impl Into<String>) -> Result<T, Wrong> {
    Err((message.into(), help.into()))
}

/// Names of meanings that stand before their `word` line are allowed; they are checked at the end.
struct Reader {
    goods: Goods,
    declared: Vec<String>,
    used: Vec<(String, String, usize)>,
    file: String,
    line: usize,
    in_kind: bool,
}

pub(super) fn read(files: &[(String, String)]) -> Result<Goods, Vec<GoodsError>> {
    let mut files: Vec<&(String, String)> = files.iter().collect();
    files.sort();
    let mut reader = Reader {
        goods: Goods::default(),
        declared: Vec::new(),
        used: Vec::new(),
        file: String::new(),
        line: 0,
        in_kind: false,
    };
    let mut errors = Vec::new();
    for (name, text) in files {
        reader.file.clone_from(name);
        reader.in_kind = false;
        for (index, line) in text.lines().enumerate() {
            reader.line = index + 1;
            if let Err((message, help)) = reader.line(line) {
                errors.push(GoodsError { file: name.clone(), line: index + 1, message, help });
            }
        }
    }
    reader.settle(&mut errors);
    if errors.is_empty() { Ok(reader.goods) } else { Err(errors) }
}

/// `"a", "b"` or bare words, between commas.
fn list(text: &str) -> Result<Vec<String>, Wrong> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (part, after) = match rest.strip_prefix('"') {
            Some(body) => match body.split_once('"') {
                Some((part, after)) => (format!("\"{part}"), after.trim_start()),
                None => return wrong("the quote is not closed", "close it with `\"`"),
            },
            None => match rest.split_once(',') {
                Some((part, _)) => (part.trim().to_owned(), &rest[part.len()..]),
                None => (rest.to_owned(), ""),
            },
        };
        found.push(part);
        rest = match after.strip_prefix(',') {
            Some(after) => after.trim(),
            None if after.is_empty() => "",
            None => return wrong(format!("`{after}` is not expected here"), "put a comma between"),
        };
    }
    Ok(found)
}

/// A text in quotes at the beginning, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (inside, after) = text.trim().strip_prefix('"')?.split_once('"')?;
    Some((inside, after.trim()))
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), Wrong> {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            return Ok(());
        }
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        if line.starts_with(char::is_whitespace) {
            return match self.in_kind {
                true => self.field(word, rest),
                false => wrong("an indented line belongs to nothing", "begin with a `goods` line"),
            };
        }
        self.in_kind = false;
        match word {
            "word" => self.word(rest),
            "neutral" | "denying" => self.common(word, rest),
            "stop" => {
                for phrase in list(rest)? {
                    self.goods.lexicon.stop(phrase.strip_prefix('"').unwrap_or(&phrase));
                }
                Ok(())
            }
            "list" => match rest.split_once(' ') {
                Some((law, list)) => {
                    self.goods.lists.push((law.to_owned(), list.trim().to_owned()));
                    Ok(())
                }
                None => wrong("a law and its list are wanted", "write `list us us/ccl`"),
            },
            "ask" => {
                match rest.split_once(' ').and_then(|(name, text)| Some((name, quoted(text)?.0))) {
                    Some((name, text)) => {
                        self.goods.asks.push((name.to_owned(), text.to_owned()));
                        Ok(())
                    }
                    None => wrong(
                        "a parameter and a question are wanted",
                        "write `ask purity \"How pure is it?\"`",
                    ),
                }
            }
            "derive" => self.derive(rest),
            "outside" => {
                let parts: Vec<&str> = rest.splitn(4, ' ').collect();
                match (&parts[..], parts.get(3).and_then(|text| quoted(text))) {
                    (
                        [tag, sort @ ("goods" | "software" | "technology"), laws, _],
                        Some((why, "")),
                    ) => {
                        self.goods.outside.push(Outside {
                            tag: (*tag).to_owned(),
                            sort: (*sort).to_owned(),
                            laws: laws.split(',').map(str::to_owned).collect(),
                            why: why.to_owned(),
                        });
                        Ok(())
                    }
                    _ => wrong(
                        "a tag, a sort, laws and a reason are wanted",
                        "write `outside published technology us,eu \"…\"`",
                    ),
                }
            }
            "form" => match rest.split_once(' ') {
                Some((law, texts)) => {
                    let texts = list(texts)?;
                    let texts: Vec<String> = texts
                        .into_iter()
                        .map(|text| text.trim_start_matches('"').to_owned())
                        .collect();
                    if texts.len() != FORM {
                        return wrong(
                            format!("a form has {FORM} texts, this one {}", texts.len()),
                            "write the title and each heading",
                        );
                    }
                    self.goods.forms.push((law.to_owned(), texts));
                    Ok(())
                }
                None => wrong("a law and texts are wanted", "write `form jp \"…\", …`"),
            },
            "remark" => {
                match rest.split_once(' ').and_then(|(name, text)| Some((name, quoted(text)?.0))) {
                    Some((name, text)) => {
                        self.goods.remarks.push((name.to_owned(), text.to_owned()));
                        Ok(())
                    }
                    None => wrong("a tag and a text are wanted", "write `remark used \"…\"`"),
                }
            }
            "goods" => self.kind(rest),
            _ => wrong(
                format!("`{word}` begins no statement"),
                "begin with `word`, `neutral`, `denying`, `stop`, `list`, `ask`, `derive`, `outside`, `remark`, `form` or `goods`",
            ),
        }
    }

    fn word(&mut self, rest: &str) -> Result<(), Wrong> {
        let Some((name, phrases)) = rest.split_once(char::is_whitespace) else {
            return wrong(
                "a meaning and its phrases are wanted",
                "write `word oxide \"oxide\", \"氧化\"`",
            );
        };
        let sense = self.goods.lexicon.sense(name);
        self.declared.push(name.to_owned());
        for phrase in list(phrases)? {
            let phrase = phrase.strip_prefix('"').unwrap_or(&phrase);
            let mixed = {
                let words = crate::words::words(phrase);
                words.iter().any(|word| word.cjk) && words.iter().any(|word| !word.cjk)
            };
            if mixed || phrase.is_empty() {
                return wrong(
                    format!("`{phrase}` mixes scripts"),
                    "write each script as a phrase of its own",
                );
            }
            self.goods.lexicon.add(phrase, sense);
        }
        Ok(())
    }

    fn common(&mut self, word: &str, rest: &str) -> Result<(), Wrong> {
        for phrase in list(rest)? {
            let phrase = phrase.strip_prefix('"').unwrap_or(&phrase).to_owned();
            let sense = self.goods.lexicon.sense(&format!("{word} {phrase}"));
            self.goods.lexicon.add(&phrase, sense);
            let to =
                if word == "neutral" { &mut self.goods.neutral } else { &mut self.goods.denying };
            to.push(sense);
        }
        Ok(())
    }

    fn derive(&mut self, rest: &str) -> Result<(), Wrong> {
        let form = || {
            (
            "a parameter and how it follows are wanted".to_owned(),
            "write `derive a = b * c`, `derive a = b / c`, or several with `,` of which the largest counts".to_owned(),
        )
        };
        let (target, rest) = rest.split_once('=').ok_or_else(form)?;
        let (terms, needs) = rest.split_once(" needs ").unwrap_or((rest, ""));
        let mut derived = Derived {
            target: target.trim().to_owned(),
            terms: Vec::new(),
            needs: needs
                .split(',')
                .map(|one| one.trim().to_owned())
                .filter(|one| !one.is_empty())
                .collect(),
        };
        for term in terms.split(',') {
            let parts: Vec<&str> = term.split_whitespace().collect();
            let [left, sign @ ("*" | "/"), right] = parts[..] else { return Err(form()) };
            derived.terms.push(Term {
                left: left.to_owned(),
                divides: sign == "/",
                right: right.to_owned(),
            });
        }
        self.goods.derived.push(derived);
        Ok(())
    }

    fn kind(&mut self, rest: &str) -> Result<(), Wrong> {
        let Some((name, title)) = rest.split_once(' ') else {
            return wrong(
                "a name and a title are wanted",
                "write `goods gallium \"Gallium metal\"`",
            );
        };
        let Some((title, "")) = quoted(title) else {
            return wrong("a title in quotes is wanted", "write `goods gallium \"Gallium metal\"`");
        };
        if self.goods.kinds.iter().any(|kind| kind.name == name) {
            return wrong(
                format!("`{name}` is declared twice"),
                "give each kind a name of its own",
            );
        }
        self.in_kind = true;
        self.goods.kinds.push(Kind {
            name: name.to_owned(),
            title: title.to_owned(),
            sort: "goods".to_owned(),
            file: self.file.clone(),
            line: self.line,
            ..Kind::default()
        });
        Ok(())
    }

    /// The meaning that a kind speaks of: a name, or a phrase of its own in quotes.
    fn meaning(&mut self, text: &str) -> Sense {
        let text = text.trim();
        if let Some(phrase) = text.strip_prefix('"') {
            let phrase = phrase.trim_end_matches('"');
            let sense = self.goods.lexicon.sense(phrase);
            self.declared.push(phrase.to_owned());
            self.goods.lexicon.add(phrase, sense);
            return sense;
        }
        if !text.starts_with("stated:") && !text.starts_with("zero:") {
            self.used.push((text.to_owned(), self.file.clone(), self.line));
        }
        self.goods.lexicon.sense(text)
    }

    fn field(&mut self, word: &str, rest: &str) -> Result<(), Wrong> {
        match word {
            "named" => {
                let groups: Vec<Vec<Sense>> = rest
                    .split('+')
                    .map(|group| group.split('|').map(|one| self.meaning(one)).collect())
                    .collect();
                self.last(|kind| kind.named.push(groups))
            }
            "unless" => {
                let parts = list(rest)?;
                let senses: Vec<Sense> = parts.iter().map(|part| self.meaning(part)).collect();
                self.last(|kind| kind.unless.extend(senses))
            }
            "hs" => {
                let numbers = list(rest)?;
                match numbers
                    .iter()
                    .find(|one| one.len() < 4 || !one.bytes().all(|b| b.is_ascii_digit()))
                {
                    Some(bad) => {
                        wrong(format!("`{bad}` is no tariff number"), "write 4 to 10 digits")
                    }
                    None => self.last(|kind| kind.hs.extend(numbers)),
                }
            }
            "sort" if matches!(rest, "goods" | "software" | "technology") => {
                self.last(|kind| kind.sort = rest.to_owned())
            }
            "note" => match quoted(rest) {
                Some((text, "")) => self.last(|kind| kind.notes.push(text.to_owned())),
                _ => wrong("a text in quotes is wanted", "write `note \"…\"`"),
            },
            "topic" => {
                let (name, ask) = match rest.strip_suffix(" ask") {
                    Some(name) => (name.trim(), true),
                    None => (rest, false),
                };
                self.last(|kind| kind.topics.push((name.to_owned(), ask)))
            }
            laws => self.row(laws, rest),
        }
    }

    fn last(&mut self, change: impl FnOnce(&mut Kind)) -> Result<(), Wrong> {
        if let Some(kind) = self.goods.kinds.last_mut() {
            change(kind);
        }
        Ok(())
    }

    fn row(&mut self, laws: &str, rest: &str) -> Result<(), Wrong> {
        let known = |law: &&str| {
            !law.is_empty() && law.len() <= 3 && law.bytes().all(|b| b.is_ascii_lowercase())
        };
        let names: Vec<&str> = laws.split(',').collect();
        if !names.iter().all(known) {
            return wrong(
                format!("`{laws}` begins no field of a kind"),
                "begin with `named`, `unless`, `hs`, `sort`, `topic`, `note` or the names of laws",
            );
        }
        let (head, ask) = match rest.split_once(" ask ") {
            Some((head, ask)) => match quoted(ask) {
                Some((text, "")) => (head, Some(text.to_owned())),
                _ => return wrong("a question in quotes is wanted", "write `ask \"…\"` last"),
            },
            None => (rest, None),
        };
        let (head, unless) = match head.split_once(" unless ") {
            Some((head, tags)) => (head, list(tags)?),
            None => (head, Vec::new()),
        };
        let (code, when) = match head.split_once(" when ") {
            Some((code, when)) => (code.trim(), Some(when.trim().to_owned())),
            None => (head.trim(), None),
        };
        if code.is_empty() || code.contains(' ') {
            return wrong(format!("`{code}` is no code"), "write one code, or `none`");
        }
        if code == "none" && (when.is_some() || ask.is_some() || !unless.is_empty()) {
            return wrong("`none` takes no condition", "give the entries their conditions instead");
        }
        let line = self.line;
        let rows = names.iter().map(|law| Row {
            law: (*law).to_owned(),
            code: (code != "none").then(|| code.to_owned()),
            when: when.clone(),
            unless: unless.clone(),
            ask: ask.clone(),
            line,
        });
        let rows: Vec<Row> = rows.collect();
        self.last(|kind| kind.rows.extend(rows))
    }

    fn settle(&mut self, errors: &mut Vec<GoodsError>) {
        for (name, file, line) in &self.used {
            if !self.declared.contains(name) {
                errors.push(GoodsError {
                    file: file.clone(),
                    line: *line,
                    message: format!("`{name}` is no meaning"),
                    help: format!(
                        "declare it with `word {name} \"…\"`, or write the phrase in quotes"
                    ),
                });
            }
        }
        for kind in &self.goods.kinds {
            if kind.named.is_empty() || (kind.rows.is_empty() && kind.topics.is_empty()) {
                errors.push(GoodsError {
                    file: kind.file.clone(),
                    line: kind.line,
                    message: format!("`{}` has no name or no entries", kind.name),
                    help: "give it a `named` line and a row for each law".to_owned(),
                });
            }
        }
        for (at, kind) in self.goods.kinds.iter().enumerate() {
            for (way, groups) in kind.named.iter().enumerate() {
                for sense in groups.first().into_iter().flatten() {
                    self.goods.by_sense.entry(*sense).or_default().push((at, way));
                }
            }
        }
    }
}
