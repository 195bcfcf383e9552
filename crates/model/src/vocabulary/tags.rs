//! Tags: words that a party, a use, an item or a facility is, is not, or may be.
//!
//! Tags form trees: `is` a word is also `is` every wider one, `is_not` a word is also `is_not`
//! every narrower one. The trees are small, so that ancestors and descendants are bit masks.

use std::fmt;

use thiserror::Error;

use super::words::WordError;
use crate::tri::Tri;

/// Where a tag may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagPlace {
    /// On a party.
    Party,
    /// On the end use and on what the exporter knows.
    Use,
    /// On an item.
    Item,
    /// On the site where the item is used.
    Facility,
}

/// The words of one place, each with the index of its parent.
struct Tree<const N: usize> {
    words: [&'static str; N],
    up: [u64; N],
    down: [u64; N],
    parents: [Option<u8>; N],
}

/// Builds a tree from pairs of word and parent (`""` for a root).
const fn tree<const N: usize>(pairs: [(&'static str, &str); N]) -> Tree<N> {
    let mut tree = Tree { words: [""; N], up: [0; N], down: [0; N], parents: [None; N] };
    let mut at = 0;
    while at < N {
        tree.words[at] = pairs[at].0;
        // INVARIANT: a parent stands before its children, so its own mask is complete.
        let mut parent = 0;
        while parent < at {
            if same(pairs[parent].0, pairs[at].1) {
                tree.parents[at] = Some(parent as u8);
                tree.up[at] = tree.up[parent];
            }
            parent += 1;
        }
        tree.up[at] |= 1 << at;
        let mut wider = 0;
        while wider <= at {
            if tree.up[at] & (1 << wider) != 0 {
                tree.down[wider] |= 1 << at;
            }
            wider += 1;
        }
        at += 1;
    }
    tree
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    a.len() == b.len() && at == a.len()
}

static PARTY: Tree<15> = tree([
    ("concern", ""),
    ("military", "concern"),
    ("military-intelligence", "military"),
    ("wmd-developer", "concern"),
    ("government", ""),
    ("us-person", ""),
    ("prc-person", ""),
    ("foreign-person", ""),
    ("specified-category", ""),
    ("validated-end-user", ""),
    ("approved-designer", ""),
    ("approved-osat", ""),
    ("compliance-programme", ""),
    ("same-group", ""),
    ("in-free-zone", ""),
]);

static USE: Tree<31> = tree([
    ("concern", ""),
    ("civil", ""),
    ("enhances-military", "concern"),
    ("military", "enhances-military"),
    ("military-intelligence", "military"),
    ("wmd", "concern"),
    ("nuclear", "wmd"),
    ("missile", "wmd"),
    ("chemical-biological", "wmd"),
    ("terrorism", "concern"),
    ("security-risk", "concern"),
    ("ic-fabrication", ""),
    ("advanced-node", "concern"),
    ("back-end-only", ""),
    ("ecad-advanced-node", "concern"),
    ("sme-production", "concern"),
    ("supercomputer", "concern"),
    ("rare-earth-abroad", "concern"),
    ("chips-14nm-256l", ""),
    ("ai-military-potential", "concern"),
    ("repression", "concern"),
    ("arms-parts", "concern"),
    ("humanitarian", ""),
    ("clearly-unrelated", ""),
    ("repair-return", ""),
    ("test-return", ""),
    ("exhibition", ""),
    ("civil-aircraft-repair", ""),
    ("violation", "concern"),
    ("diversion", "concern"),
    ("red-flag", "concern"),
]);

/// Words of the use that only knowledge may carry.
const KNOWLEDGE_ONLY: [&str; 3] = ["violation", "diversion", "red-flag"];

static ITEM: Tree<10> = tree([
    ("specially-designed-part", ""),
    ("deep-processed", ""),
    ("mixture", ""),
    ("removable-main-component", ""),
    ("uav", ""),
    ("used", ""),
    ("data-centre", ""),
    ("published", ""),
    ("fundamental-research", ""),
    ("mass-market", ""),
]);

static FACILITY: Tree<3> =
    tree([("advanced-node", ""), ("ic-fabrication", ""), ("back-end-only", "")]);

impl TagPlace {
    /// The four places.
    pub const ALL: [TagPlace; 4] =
        [TagPlace::Party, TagPlace::Use, TagPlace::Item, TagPlace::Facility];

    /// `party`, `use`, `item` or `facility`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            TagPlace::Party => "party",
            TagPlace::Use => "use",
            TagPlace::Item => "item",
            TagPlace::Facility => "facility",
        }
    }

    /// Every word of the place; a tag's index is its position here.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            TagPlace::Party => &PARTY.words,
            TagPlace::Use => &USE.words,
            TagPlace::Item => &ITEM.words,
            TagPlace::Facility => &FACILITY.words,
        }
    }

    /// Every tag of the place, in the order of the vocabulary.
    pub fn tags(self) -> impl Iterator<Item = Tag> {
        (0_u8..).zip(self.words()).map(move |(index, _)| Tag { place: self, index })
    }

    const fn wanted(self) -> &'static str {
        match self {
            TagPlace::Party => "a tag of a party",
            TagPlace::Use => "a tag of an end use",
            TagPlace::Item => "a tag of an item",
            TagPlace::Facility => "a tag of a facility",
        }
    }

    fn up(self, index: u8) -> u64 {
        let index = usize::from(index);
        match self {
            TagPlace::Party => PARTY.up[index],
            TagPlace::Use => USE.up[index],
            TagPlace::Item => ITEM.up[index],
            TagPlace::Facility => FACILITY.up[index],
        }
    }

    fn down(self, index: u8) -> u64 {
        let index = usize::from(index);
        match self {
            TagPlace::Party => PARTY.down[index],
            TagPlace::Use => USE.down[index],
            TagPlace::Item => ITEM.down[index],
            TagPlace::Facility => FACILITY.down[index],
        }
    }
}

/// One tag of one place; ordered by place, then as in the vocabulary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    place: TagPlace,
    index: u8,
}

impl Tag {
    /// Reads a tag of a place.
    ///
    /// # Errors
    /// [`WordError`] with the nearest word, if the place has no such tag.
    pub fn parse(place: TagPlace, word: &str) -> Result<Tag, WordError> {
        let tags = (0_u8..).zip(place.words());
        match tags.into_iter().find(|(_, known)| **known == word) {
            Some((index, _)) => Ok(Tag { place, index }),
            None => Err(WordError::new(place.wanted(), word, place.words())),
        }
    }

    /// Where the tag stands.
    #[must_use]
    pub const fn place(self) -> TagPlace {
        self.place
    }

    /// Its position among the words of its place; below 64.
    #[must_use]
    pub const fn index(self) -> u8 {
        self.index
    }

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.place.words()[usize::from(self.index)]
    }

    /// The next wider tag; `None` for a root.
    #[must_use]
    pub fn parent(self) -> Option<Tag> {
        let index = usize::from(self.index);
        let parent = match self.place {
            TagPlace::Party => PARTY.parents[index],
            TagPlace::Use => USE.parents[index],
            TagPlace::Item => ITEM.parents[index],
            TagPlace::Facility => FACILITY.parents[index],
        };
        parent.map(|index| Tag { place: self.place, index })
    }

    /// The tag and every wider one.
    #[must_use]
    pub fn ancestors(self) -> TagSet {
        TagSet(self.place.up(self.index))
    }

    /// The tag and every narrower one.
    #[must_use]
    pub fn descendants(self) -> TagSet {
        TagSet(self.place.down(self.index))
    }

    /// Is it `concern`, or narrower than `concern` (marked † in the vocabulary)?
    #[must_use]
    pub fn is_concern(self) -> bool {
        let rooted = matches!(self.place, TagPlace::Party | TagPlace::Use);
        rooted && self.place.up(self.index) & 1 == 1
    }

    /// Can only knowledge carry it, never an end use?
    #[must_use]
    pub fn is_knowledge_only(self) -> bool {
        self.place == TagPlace::Use && KNOWLEDGE_ONLY.contains(&self.as_str())
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.place.as_str(), self.as_str())
    }
}

/// A set of tags of one place, as bits by [`Tag::index`]. The place is the owner's to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct TagSet(u64);

impl TagSet {
    /// No tag.
    pub const EMPTY: TagSet = TagSet(0);

    /// The set with these bits.
    #[must_use]
    pub const fn from_bits(bits: u64) -> TagSet {
        TagSet(bits)
    }

    /// The bits, one per [`Tag::index`].
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Adds one tag (and nothing wider or narrower).
    pub const fn insert(&mut self, tag: Tag) {
        self.0 |= 1 << tag.index;
    }

    /// Is the tag in the set?
    #[must_use]
    pub const fn contains(self, tag: Tag) -> bool {
        self.0 >> tag.index & 1 == 1
    }

    /// Tags in either set.
    #[must_use]
    pub const fn union(self, other: TagSet) -> TagSet {
        TagSet(self.0 | other.0)
    }

    /// Tags in both sets.
    #[must_use]
    pub const fn intersection(self, other: TagSet) -> TagSet {
        TagSet(self.0 & other.0)
    }

    /// Tags in this set and not in the other.
    #[must_use]
    pub const fn difference(self, other: TagSet) -> TagSet {
        TagSet(self.0 & !other.0)
    }

    /// Is there no tag?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many tags.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The tags, as tags of `place`, in the order of the vocabulary.
    pub fn iter(self, place: TagPlace) -> impl Iterator<Item = Tag> {
        place.tags().filter(move |tag| self.contains(*tag))
    }
}

/// Tags answered yes and no, already closed by the tree; a tag in neither is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct TagAnswers {
    /// Answered yes, with every wider tag.
    pub yes: TagSet,
    /// Answered no, with every narrower tag.
    pub no: TagSet,
}

impl TagAnswers {
    /// Closes the given words of a place: yes upward, no downward.
    ///
    /// ```
    /// use navicert_model::tri::Tri;
    /// use navicert_model::vocabulary::{Tag, TagAnswers, TagPlace};
    /// let answers = TagAnswers::new(TagPlace::Use, ["civil"], ["concern"])?;
    /// assert_eq!(answers.get(Tag::parse(TagPlace::Use, "military")?), Tri::No);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`TagError`] for a word that is no tag of the place, and for two answers that contradict.
    pub fn new<'a>(
        place: TagPlace,
        yes_words: impl IntoIterator<Item = &'a str>,
        no_words: impl IntoIterator<Item = &'a str>,
    ) -> Result<TagAnswers, TagError> {
        let mut answers = TagAnswers::default();
        for word in yes_words {
            answers.yes = answers.yes.union(Tag::parse(place, word)?.ancestors());
        }
        for word in no_words {
            answers.no = answers.no.union(Tag::parse(place, word)?.descendants());
        }
        match answers.contradiction(place) {
            Some(error) => Err(error),
            None => Ok(answers),
        }
    }

    /// Answers one more tag yes, with every wider tag. Contradictions are not looked for.
    #[must_use]
    pub fn with_yes(self, tag: Tag) -> TagAnswers {
        TagAnswers { yes: self.yes.union(tag.ancestors()), no: self.no }
    }

    /// Answers one more tag no, with every narrower tag. Contradictions are not looked for.
    #[must_use]
    pub fn with_no(self, tag: Tag) -> TagAnswers {
        TagAnswers { yes: self.yes, no: self.no.union(tag.descendants()) }
    }

    /// The answer to one tag.
    #[must_use]
    pub const fn get(&self, tag: Tag) -> Tri {
        if self.yes.contains(tag) {
            Tri::Yes
        } else if self.no.contains(tag) {
            Tri::No
        } else {
            Tri::Unknown
        }
    }

    /// Is every tag unknown?
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.yes.is_empty() && self.no.is_empty()
    }

    /// The fewest words that say the same as `yes`: those with no narrower word in it.
    pub fn yes_words(&self, place: TagPlace) -> impl Iterator<Item = &'static str> {
        let yes = self.yes;
        let narrowest = move |tag: &Tag| yes.intersection(tag.descendants()).len() == 1;
        yes.iter(place).filter(narrowest).map(Tag::as_str)
    }

    /// The fewest words that say the same as `no`: those with no wider word in it.
    pub fn no_words(&self, place: TagPlace) -> impl Iterator<Item = &'static str> {
        let no = self.no;
        let widest = move |tag: &Tag| tag.parent().is_none_or(|parent| !no.contains(parent));
        no.iter(place).filter(widest).map(Tag::as_str)
    }

    /// The error for the widest tag answered both yes and no.
    pub(crate) fn contradiction(&self, place: TagPlace) -> Option<TagError> {
        let both = self.yes.intersection(self.no);
        let widest = both.iter(place).next()?;
        let given_no = self.no_words(place).find(|word| covers(place, word, widest))?;
        let given_yes = self.yes.intersection(widest.descendants()).iter(place).last()?;
        Some(TagError::Contradiction { yes: given_yes.as_str(), no: given_no })
    }
}

fn covers(place: TagPlace, word: &str, tag: Tag) -> bool {
    Tag::parse(place, word).is_ok_and(|wide| wide.descendants().contains(tag))
}

/// Why answers to tags cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TagError {
    /// No tag of the place.
    #[error(transparent)]
    Word(#[from] WordError),
    /// A tag that only knowledge may carry, in an end use.
    #[error("`{word}` is knowledge, not an end use")]
    KnowledgeOnly {
        /// The tag given.
        word: &'static str,
    },
    /// The same tag, or one and a wider one, answered both ways.
    #[error("`{yes}` is in `is`, and `{no}` in `is_not` excludes it")]
    Contradiction {
        /// The tag answered yes.
        yes: &'static str,
        /// The tag answered no; the same or a wider one.
        no: &'static str,
    },
}

impl TagError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            TagError::Word(error) => error.help(),
            TagError::KnowledgeOnly { word } => {
                format!("move `{word}` to `knowledge.is` or `knowledge.is_not`")
            }
            TagError::Contradiction { yes, no } if yes == no => {
                format!("keep `{yes}` in one of the two, or in neither if nobody knows")
            }
            TagError::Contradiction { yes, no } => {
                format!("`{no}` is wider than `{yes}`; remove one of them")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tag(place: TagPlace, word: &str) -> Tag {
        Tag::parse(place, word).unwrap()
    }

    #[test]
    fn trees_are_those_of_the_vocabulary() {
        for (place, word, ancestors) in [
            (TagPlace::Party, "military-intelligence", "concern military military-intelligence"),
            (TagPlace::Party, "wmd-developer", "concern wmd-developer"),
            (TagPlace::Party, "us-person", "us-person"),
            (
                TagPlace::Use,
                "military-intelligence",
                "concern enhances-military military military-intelligence",
            ),
            (TagPlace::Use, "nuclear", "concern wmd nuclear"),
            (TagPlace::Use, "advanced-node", "concern advanced-node"),
            (TagPlace::Use, "red-flag", "concern red-flag"),
            (TagPlace::Use, "civil", "civil"),
            (TagPlace::Facility, "advanced-node", "advanced-node"),
        ] {
            let wider: Vec<_> = tag(place, word).ancestors().iter(place).map(Tag::as_str).collect();
            assert_eq!(wider.join(" "), ancestors);
        }
        assert_eq!(tag(TagPlace::Use, "concern").descendants().len(), 21);
        assert!(tag(TagPlace::Use, "concern").is_concern());
        assert!(!tag(TagPlace::Use, "ic-fabrication").is_concern());
        assert!(!tag(TagPlace::Facility, "advanced-node").is_concern());
        assert!(tag(TagPlace::Use, "diversion").is_knowledge_only());
    }

    #[test]
    fn every_parent_is_a_word_and_every_word_reads_back() {
        for place in TagPlace::ALL {
            for tag in place.tags() {
                assert_eq!(Tag::parse(place, tag.as_str()), Ok(tag));
                let parent = tag.parent().map_or(TagSet::EMPTY, Tag::ancestors);
                assert_eq!(tag.ancestors().difference(parent).len(), 1);
            }
        }
    }

    #[test]
    fn contradictions_name_the_words() {
        for (yes, no, message) in [
            (
                "military",
                "military",
                "`military` is in `is`, and `military` in `is_not` excludes it",
            ),
            ("nuclear", "concern", "`nuclear` is in `is`, and `concern` in `is_not` excludes it"),
            ("nuclear", "wmd", "`nuclear` is in `is`, and `wmd` in `is_not` excludes it"),
        ] {
            let error = TagAnswers::new(TagPlace::Use, [yes], [no]).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!error.help().is_empty());
        }
        let fine = TagAnswers::new(TagPlace::Use, ["military"], ["military-intelligence"]).unwrap();
        assert_eq!(fine.get(tag(TagPlace::Use, "military")), Tri::Yes);
        assert_eq!(fine.get(tag(TagPlace::Use, "military-intelligence")), Tri::No);
        assert_eq!(fine.get(tag(TagPlace::Use, "wmd")), Tri::Unknown);
    }

    proptest! {
        /// Closing what is closed changes nothing, and the fewest words say the same.
        #[test]
        fn closure_is_stable(yes in 0..1_u64 << 31, no in 0..1_u64 << 31, pick in 0..4_usize) {
            let place = TagPlace::ALL[pick];
            let words = |bits| TagSet::from_bits(bits).iter(place).map(Tag::as_str).collect::<Vec<_>>();
            if let Ok(answers) = TagAnswers::new(place, words(yes), words(no)) {
                prop_assert!(answers.yes.intersection(answers.no).is_empty());
                let again = TagAnswers::new(place, words(answers.yes.bits()), words(answers.no.bits()));
                prop_assert_eq!(again, Ok(answers));
                let fewest = TagAnswers::new(place, answers.yes_words(place), answers.no_words(place));
                prop_assert_eq!(fewest, Ok(answers));
            }
        }
    }
}
