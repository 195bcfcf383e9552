//! Characters that know where they stand in the file.

/// What a passage is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The headline.
    Title,
    /// A heading inside the text.
    Head,
    /// Running text.
    Para,
    /// Navigation, share lines, links to other stories: nothing to read.
    Noise,
}

/// A run of text, each character with its place (in characters) in the decoded file.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// The text; mark-up is gone, entities are decoded.
    pub chars: Vec<char>,
    /// The place of each character.
    pub at: Vec<u32>,
    /// Where the stretch of the file that gave each character ends.
    pub to: Vec<u32>,
}

impl Passage {
    /// An empty passage.
    pub fn new(kind: Kind) -> Self {
        Passage { kind, chars: Vec::new(), at: Vec::new(), to: Vec::new() }
    }

    /// A stretch of a passage.
    pub fn slice(&self, start: usize, end: usize) -> Passage {
        let mut part = Passage::new(self.kind);
        part.chars.extend_from_slice(self.chars.get(start..end).unwrap_or_default());
        part.at.extend_from_slice(self.at.get(start..end).unwrap_or_default());
        part.to.extend_from_slice(self.to.get(start..end).unwrap_or_default());
        part
    }

    /// Adds a character that came from `at..to` of the file; runs of white space become one space.
    pub fn push(&mut self, c: char, at: u32, to: u32) {
        if c.is_whitespace() || c == '\u{feff}' || c.is_control() {
            if self.chars.last().is_none_or(|last| *last == ' ') {
                return;
            }
            self.put(' ', at, to);
        } else if !invisible(c) {
            self.put(c, at, to);
        }
    }

    fn put(&mut self, c: char, at: u32, to: u32) {
        self.chars.push(c);
        self.at.push(at);
        self.to.push(to);
    }

    /// Drops a space at the end.
    pub fn trim(&mut self) {
        while self.chars.last() == Some(&' ') {
            self.chars.pop();
            self.at.pop();
            self.to.pop();
        }
    }

    /// The text.
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The place in the file of a stretch of characters.
    pub fn place(&self, start: usize, end: usize) -> (usize, usize) {
        let from = self.at.get(start).copied().unwrap_or(0) as usize;
        let to = end.checked_sub(1).and_then(|last| self.to.get(last)).copied();
        (from, to.map_or(from, |to| to as usize))
    }
}

/// Marks that print nothing: soft hyphens, joiners, direction marks.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
}

/// A text whose characters came from places of the file: what a reader inside a reader is handed.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// The text.
    pub text: String,
    /// For each character, where it came from.
    pub at: Vec<u32>,
    /// For each character, where that ends.
    pub to: Vec<u32>,
}

impl Mapped {
    /// A stretch of the file itself, which starts at this character.
    pub fn plain(text: &str, start: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let at: Vec<u32> = (start..start.saturating_add(count)).collect();
        let to = at.iter().map(|at| at.saturating_add(1)).collect();
        Mapped { text: text.to_owned(), at, to }
    }

    /// Adds a character.
    pub fn push(&mut self, c: char, at: u32, to: u32) {
        self.text.push(c);
        self.at.push(at);
        self.to.push(to);
    }

    /// The stretch between two byte offsets, as characters with their places.
    pub fn chars(&self) -> impl Iterator<Item = (usize, char, u32, u32)> + '_ {
        self.text
            .char_indices()
            .zip(self.at.iter().zip(&self.to))
            .map(|((byte, c), (at, to))| (byte, c, *at, *to))
    }
}
