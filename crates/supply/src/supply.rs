//! Products, parts, who supplies them, and what lies in stock: read, checked, numbered.

use crate::fault::Faults;
use crate::table::Source;
use navicert_model::amount::{Amount, Decimal};
use navicert_model::bom::Graph;
use navicert_model::country::Country;
use navicert_model::transfer::Code;
use navicert_model::vocabulary::TagAnswers;
use std::collections::HashMap;

/// A text that many rows share, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(u32);

/// The shared texts.
#[derive(Clone, Debug, Default)]
pub struct Words {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, Word>,
}

impl Words {
    pub(crate) fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.numbers.get(text) {
            return *word;
        }
        let word = Word(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(text.into());
        self.numbers.insert(text.into(), word);
        word
    }

    /// The text of a word.
    #[must_use]
    pub fn text(&self, word: Word) -> &str {
        self.texts.get(word.0 as usize).map_or("", AsRef::as_ref)
    }
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Made and sold.
    Product,
    /// Put together on the way.
    Assembly,
    /// Bought.
    Bought,
}

/// A product, an assembly or a bought part.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its number.
    pub name: Box<str>,
    /// What it is, in words.
    pub description: Option<Box<str>>,
    /// What it is.
    pub kind: PartKind,
    /// Price paid for a bought part, sales value of a product.
    pub value: Option<Amount>,
    /// Mass of one, in the base unit of mass.
    pub mass: Option<Decimal>,
    /// The mineral that makes it matter.
    pub mineral: Option<Word>,
    /// The stage of the mineral that it is.
    pub stage: Option<Word>,
    /// Number of its classification.
    pub class: u32,
    /// Of a product: what is planned.
    pub plan: Option<Box<Plan>>,
}

/// How a part is classified; parts classified alike share it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Class {
    /// Digits of the Harmonised System.
    pub hs: Option<Box<str>>,
    /// Codes by scheme, sorted.
    pub codes: Vec<(Box<str>, Code)>,
}

/// What is planned of a product, and who uses what goes into it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Plan {
    /// Where it is made.
    pub site: Option<Word>,
    /// The country of the site, and the seat of who runs it.
    pub country: Option<Country>,
    /// Units planned a month.
    pub per_month: Option<Decimal>,
    /// What the parts are for.
    pub end_use: TagAnswers,
    /// What is known of who runs the site.
    pub user: TagAnswers,
}

/// Who supplies a part now, or could.
#[derive(Clone, Debug)]
pub struct Line {
    /// Index of the part.
    pub part: usize,
    /// The supplier.
    pub supplier: Word,
    /// Where it ships from.
    pub country: Option<Country>,
    /// Where the part was made.
    pub origin: Option<Country>,
    /// What the line is.
    pub terms: Terms,
}

/// A current line, or an alternative one.
#[derive(Clone, Debug)]
pub enum Terms {
    /// So much of the part, out of one.
    Current(Decimal),
    /// What could be had.
    Alternative {
        /// Units of the part a month.
        capacity: Option<Decimal>,
        /// Days until the first of them arrives.
        lead_days: Option<u32>,
        /// The capacity that several lines of one supplier share.
        pool: Option<Word>,
    },
}

impl Line {
    /// The share of a current line.
    #[must_use]
    pub fn share(&self) -> Option<Decimal> {
        match self.terms {
            Terms::Current(share) => Some(share),
            Terms::Alternative { .. } => None,
        }
    }
}

/// What lies at a site.
#[derive(Clone, Debug)]
pub struct Stock {
    /// Index of the part.
    pub part: usize,
    /// The site.
    pub site: Option<Word>,
    /// Units; `None` if nobody counted.
    pub on_hand: Option<Decimal>,
}

/// Everything that the tables say, checked: no circle, no part without a description, shares of
/// current suppliers that add up.
#[derive(Clone, Debug)]
pub struct Supply {
    pub(crate) words: Words,
    pub(crate) parts: Vec<Part>,
    pub(crate) classes: Vec<Class>,
    pub(crate) graph: Graph,
    /// By part, in the order of the input.
    pub(crate) lines: Vec<Line>,
    pub(crate) first_line: Vec<u32>,
    pub(crate) stock: HashMap<usize, Vec<Stock>>,
    /// In the order of the input.
    pub(crate) products: Vec<usize>,
}

impl Supply {
    /// Reads tables of parts, bills of materials, suppliers and stock, in any order.
    ///
    /// Cost: linear in the input.
    ///
    /// ```
    /// use navicert_supply::{Source, Supply};
    /// let table = |name: &str, text: &str| Source { name: name.into(), bytes: text.into() };
    /// let supply = Supply::read(&[
    ///     table("parts.csv", "part,kind,unit_value\nPUMP,product,\nSEAL,bought,8 USD\n"),
    ///     table("bom.csv", "parent,part,quantity\nPUMP,SEAL,2\n"),
    /// ])?;
    /// assert_eq!(supply.products().len(), 1);
    /// # Ok::<(), navicert_supply::Faults>(())
    /// ```
    ///
    /// # Errors
    /// Everything wrong with the tables; nothing is answered from a part of them.
    pub fn read(sources: &[Source]) -> Result<Supply, Faults> {
        crate::read::supply(sources)
    }

    /// The products, as indices of parts, in the order of the input.
    #[must_use]
    pub fn products(&self) -> &[usize] {
        &self.products
    }

    /// The parts, by index.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What goes into what.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The lines of suppliers of a part, current ones and alternatives.
    #[must_use]
    pub fn lines_of(&self, part: usize) -> &[Line] {
        &self.lines[self.first_line[part] as usize..self.first_line[part + 1] as usize]
    }

    /// The current lines of a part.
    pub fn current(&self, part: usize) -> impl Iterator<Item = (&Line, Decimal)> {
        self.lines_of(part).iter().filter_map(|line| Some((line, line.share()?)))
    }

    /// What is said of the stock of a part.
    #[must_use]
    pub fn stock_of(&self, part: usize) -> &[Stock] {
        self.stock.get(&part).map_or(&[], Vec::as_slice)
    }

    /// How a part is classified.
    #[must_use]
    pub fn class(&self, part: usize) -> &Class {
        &self.classes[self.parts[part].class as usize]
    }

    /// The text of a word.
    #[must_use]
    pub fn text(&self, word: Word) -> &str {
        self.words.text(word)
    }

    /// The text of a word that may not be there.
    #[must_use]
    pub fn maybe(&self, word: Option<Word>) -> Option<&str> {
        word.map(|word| self.text(word))
    }

    /// The index of a part by its name. Linear.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.parts.iter().position(|part| *part.name == *name)
    }
}
