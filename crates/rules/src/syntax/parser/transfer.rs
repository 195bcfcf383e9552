//! Lines about the transfer.

use navicert_model::amount::Amount;

use super::{Parsed, Parser};
use crate::syntax::ast::{At, CondKind, Op, Word};

impl Parser<'_, '_> {
    /// A line about the transfer, after its first word.
    pub(super) fn transfer_line(&mut self, head: &str) -> Parsed<CondKind> {
        Ok(match head {
            "holds" => CondKind::Holds(self.word("the name of a condition")?),
            "activity" => CondKind::Activity(self.after("is", "an activity")?),
            "kind" => CondKind::Kind(self.after("is", "a kind")?),
            "from" => CondKind::From(self.after("in", "a country or group")?),
            "to" => CondKind::To(self.after("in", "a country or group")?),
            "origin" => CondKind::Origin(self.after("in", "a country or group")?),
            "via" => CondKind::Via(self.after("in", "a country or group")?),
            "code" => self.code()?,
            "hs" => CondKind::Hs(self.after("under", "digits of the Harmonised System")?),
            "item" => self.item()?,
            "parameter" => {
                let (name, (op, bound)) = (self.word("a parameter")?, self.comparison()?);
                CondKind::Parameter { name, op, bound }
            }
            "quantity" => {
                let (op, bound) = self.comparison()?;
                CondKind::Quantity { op, bound }
            }
            "value" => {
                let (op, bound) = self.comparison()?;
                CondKind::Value { op, bound }
            }
            "end-use" => CondKind::EndUse(self.after("is", "a tag")?),
            _ => self.other_line(head)?,
        })
    }

    fn other_line(&mut self, head: &str) -> Parsed<CondKind> {
        Ok(match head {
            "known" => {
                self.expect("end-use")?;
                CondKind::KnownEndUse(self.after("is", "a tag")?)
            }
            "knowledge" => CondKind::Knowledge(self.after("is", "a tag")?),
            "informed" => {
                self.expect("by")?;
                let law = self.word("a law")?;
                CondKind::Informed { law, tags: self.after("of", "a tag")? }
            }
            "facility" => self.facility()?,
            "contracted" => {
                self.expect("before")?;
                CondKind::ContractedBefore(self.day()?)
            }
            "shipped" => {
                self.expect("before")?;
                CondKind::ShippedBefore(self.day()?)
            }
            "claims" => CondKind::Claims(self.word("an exception of the vocabulary")?),
            _ => CondKind::Evidence(self.after("of", "a kind of evidence")?),
        })
    }

    /// `keyword` and a list.
    pub(super) fn after(&mut self, keyword: &str, what: &str) -> Parsed<Vec<Word>> {
        self.expect(keyword)?;
        self.words(what)
    }

    fn comparison(&mut self) -> Parsed<(Op, At<Amount>)> {
        Ok((self.op()?, self.amount(&[])?))
    }

    fn code(&mut self) -> Parsed<CondKind> {
        let scheme = self.word("a code key")?;
        if self.eat("is") {
            self.expect("none")?;
            return Ok(CondKind::CodeNone { scheme });
        }
        Ok(CondKind::CodeUnder { scheme, codes: self.after("under", "a code")? })
    }

    fn item(&mut self) -> Parsed<CondKind> {
        self.expect("is")?;
        if self.eat("listed") {
            self.expect("in")?;
            let list = self.word("a list")?;
            return Ok(CondKind::Listed { list, by: self.by()? });
        }
        if self.eat("near") {
            let list = self.word("a list")?;
            return Ok(CondKind::Near { list, by: self.by()? });
        }
        Ok(CondKind::ItemTag(self.words("an item tag")?))
    }

    fn by(&mut self) -> Parsed<Vec<Word>> {
        if self.eat("by") { self.words("a clause or an act") } else { Ok(Vec::new()) }
    }

    fn facility(&mut self) -> Parsed<CondKind> {
        if self.eat("is") {
            return Ok(CondKind::Facility(self.words("a facility tag")?));
        }
        if self.eat("in") {
            return Ok(CondKind::FacilityIn(self.words("a country or group")?));
        }
        if self.eat("owner") {
            return Ok(CondKind::FacilityOwnerIn(self.after("in", "a country or group")?));
        }
        if self.eat("parameter") {
            let (name, (op, bound)) = (self.word("a parameter")?, self.comparison()?);
            return Ok(CondKind::FacilityParameter { name, op, bound });
        }
        Err(self.expected("`is`, `in`, `owner` or `parameter`"))
    }
}
