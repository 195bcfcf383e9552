//! The sets of words without structure: one enum each.

use super::words::{WordError, words};

words! {
    /// What happens to the item.
    Activity, "an activity", {
        Export => "export",
        Reexport => "reexport",
        InCountry => "in-country",
        Transit => "transit",
        Brokering => "brokering",
        Release => "release",
        Service => "service",
    }
}

words! {
    /// What kind of thing an item is.
    ItemKind, "a kind of item", {
        Goods => "goods",
        Software => "software",
        Technology => "technology",
    }
}

words! {
    /// What a party does in the transfer.
    Role, "a role", {
        Exporter => "exporter",
        Supplier => "supplier",
        Manufacturer => "manufacturer",
        Consignee => "consignee",
        Intermediate => "intermediate",
        EndUser => "end-user",
        Buyer => "buyer",
        Forwarder => "forwarder",
        Bank => "bank",
        Broker => "broker",
        Person => "person",
        Downstream => "downstream",
    }
}

impl Role {
    /// Does a transfer that names nobody in this role have nobody in it? Every other role that is
    /// not named is unknown (and a missing consignee is the end user).
    #[must_use]
    pub const fn absent_means_none(self) -> bool {
        match self {
            Role::Person
            | Role::Broker
            | Role::Downstream
            | Role::Intermediate
            | Role::Forwarder
            | Role::Bank => true,
            Role::Exporter
            | Role::Supplier
            | Role::Manufacturer
            | Role::Consignee
            | Role::EndUser
            | Role::Buyer => false,
        }
    }
}

words! {
    /// How an item was made.
    MakingKind, "a kind of making", {
        Technology => "technology",
        Software => "software",
        Plant => "plant",
        IcFromPlant => "ic-from-plant",
    }
}

words! {
    /// A document behind a fact.
    EvidenceKind, "a kind of evidence", {
        EndUserStatement => "end-user-statement",
        EndUserCertificate => "end-user-certificate",
        UserProfile => "user-profile",
        Contract => "contract",
        TechnicalSpecification => "technical-specification",
        TestReport => "test-report",
        ClassificationReport => "classification-report",
        ClassificationRuling => "classification-ruling",
        RiskReport => "risk-report",
        Undertaking => "undertaking",
        ComplianceNotice => "compliance-notice",
        SupplierCertificate => "supplier-certificate",
        OwnershipReport => "ownership-report",
        UseChecklist => "use-checklist",
        UvlStatement => "uvl-statement",
        FoundryAttestation => "foundry-attestation",
        LabTest => "lab-test",
        WrittenAssurance => "written-assurance",
        Licence => "licence",
        TransportDocument => "transport-document",
        ImportCertificate => "import-certificate",
    }
}

words! {
    /// How an authority treats an application, ordered from lenient to strict.
    Policy, "a licence policy", {
        Approval => "approval",
        PresumptionOfApproval => "presumption-of-approval",
        CaseByCase => "case-by-case",
        StricterReview => "stricter-review",
        PresumptionOfDenial => "presumption-of-denial",
        Denial => "denial",
    }
}

words! {
    /// A form of licence an authority may grant.
    Form, "a licence form", {
        CnSingle => "cn/single",
        CnGeneral => "cn/general",
        CnRegistration => "cn/registration",
        UsLicence => "us/licence",
        UsTgl => "us/tgl",
        UsVeu => "us/veu",
        JpIndividual => "jp/individual",
        JpGeneralBulk => "jp/general-bulk",
        JpSpecialGeneralBulk => "jp/special-general-bulk",
        JpSpecificBulk => "jp/specific-bulk",
        JpSpecialReturn => "jp/special-return",
        JpSpecificSubsidiary => "jp/specific-subsidiary",
        EuIndividual => "eu/individual",
        EuGlobal => "eu/global",
        EuLargeProject => "eu/large-project",
        NlIndividual => "nl/individual",
        NlNl900 => "nl/nl900",
    }
}

words! {
    /// An exception or general licence that a transfer claims.
    Exception, "an exception", {
        UsLvs => "us/lvs",
        UsGbs => "us/gbs",
        UsTsr => "us/tsr",
        UsTmp => "us/tmp",
        UsRpl => "us/rpl",
        UsGov => "us/gov",
        UsSta => "us/sta",
        UsIec => "us/iec",
        UsNac => "us/nac",
        UsAca => "us/aca",
        UsHbm => "us/hbm",
        UsEnc => "us/enc",
        UsApr => "us/apr",
        UsSpp => "us/spp",
        EuEu001 => "eu/eu001",
        EuEu002 => "eu/eu002",
        EuEu003 => "eu/eu003",
        EuEu004 => "eu/eu004",
        EuEu005 => "eu/eu005",
        EuEu006 => "eu/eu006",
        EuEu007 => "eu/eu007",
        EuEu008 => "eu/eu008",
        NlNl900 => "nl/nl900",
        JpLowValue => "jp/low-value",
        JpPart10 => "jp/part-10",
    }
}

words! {
    /// A duty that goes with a transfer and changes no verdict.
    Obligation, "an obligation", {
        DeclareCode => "declare-code",
        DeclareNotControlled => "declare-not-controlled",
        DeclareAuthorisation => "declare-authorisation",
        RiskReport => "risk-report",
        Undertaking => "undertaking",
        EndUserCertificate => "end-user-certificate",
        ComplianceNotice => "compliance-notice",
        Report10Days => "report-10-days",
        NotifyAuthority => "notify-authority",
        NotifyFirstUse => "notify-first-use",
        UvlStatement => "uvl-statement",
        FileEei => "file-eei",
        DestinationStatement => "destination-statement",
        LabTest => "lab-test",
        KnowYourCustomer => "know-your-customer",
        KeepRecords => "keep-records",
        StopAndReport => "stop-and-report",
    }
}

words! {
    /// What kind of text a statement of the law rests on.
    Basis, "a basis", {
        OfficialText => "official-text",
        OfficialTranslation => "official-translation",
        Statement => "statement",
        Press => "press",
        Analyst => "analyst",
    }
}

words! {
    /// How much a text binds, from most to least.
    Weight, "a weight", {
        Law => "law",
        Order => "order",
        Guidance => "guidance",
        Statement => "statement",
        Analyst => "analyst",
    }
}

words! {
    /// A jurisdiction's body of acts.
    Law, "a law", {
        Cn => "cn",
        Us => "us",
        Jp => "jp",
        Nl => "nl",
        Eu => "eu",
    }
}

words! {
    /// A published list of items or of parties.
    ListId, "a list", {
        CnDualUse => "cn/dual-use",
        UsCcl => "us/ccl",
        UsSupp2To744 => "us/supp2-744",
        JpRows1To15 => "jp/rows-1-15",
        JpRow16Item1 => "jp/row-16-1",
        JpRow16Item2 => "jp/row-16-2",
        EuAnnexI => "eu/annex-i",
        EuAnnexIv => "eu/annex-iv",
        EuEu001SectionI => "eu/eu001-section-i",
        NlChipTools => "nl/chip-tools",
        CnControlList => "cn/control-list",
        CnWatchList => "cn/watch-list",
        CnUnreliableEntities => "cn/unreliable-entities",
        UsEntityList => "us/entity-list",
        UsMeu => "us/meu",
        UsUvl => "us/uvl",
        UsDpl => "us/dpl",
        UsSdn => "us/sdn",
        UsCmic => "us/cmic",
        JpEndUserList => "jp/end-user-list",
    }
}

impl ListId {
    /// The lists of parties, by id.
    pub const PARTY_LISTS: &'static [&'static str] = &[
        "cn/control-list",
        "cn/watch-list",
        "cn/unreliable-entities",
        "us/entity-list",
        "us/meu",
        "us/uvl",
        "us/dpl",
        "us/sdn",
        "us/cmic",
        "jp/end-user-list",
    ];

    /// Reads the id of a list of parties.
    ///
    /// # Errors
    /// [`WordError`] if it is no list, or a list of items.
    pub fn parse_party_list(word: &str) -> Result<ListId, WordError> {
        match ListId::parse(word) {
            Ok(list) if list.lists_parties() => Ok(list),
            Ok(_) | Err(_) => Err(WordError::new("a list of parties", word, ListId::PARTY_LISTS)),
        }
    }

    /// Does the list name parties (rather than items)?
    #[must_use]
    pub const fn lists_parties(self) -> bool {
        (self as u8) >= (ListId::CnControlList as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        macro_rules! check {
            ($($set:ident),+) => {$(
                assert_eq!($set::ALL.len(), $set::WORDS.len());
                for (member, word) in $set::ALL.iter().zip($set::WORDS) {
                    assert_eq!($set::parse(word).as_ref(), Ok(member));
                    assert_eq!(member.to_string(), *word);
                }
            )+};
        }
        check!(Activity, ItemKind, Role, MakingKind, EvidenceKind, Policy, Form);
        check!(Exception, Obligation, Basis, Weight, Law, ListId);
    }

    #[test]
    fn wrong_words_say_what_is_wanted() {
        let error = Activity::parse("exprot").unwrap_err();
        assert_eq!(error.to_string(), "`exprot` is not an activity");
        assert_eq!(error.help(), "did you mean `export`?");
        let error = ItemKind::parse("thing").unwrap_err();
        assert_eq!(error.help(), "write one of `goods`, `software`, `technology`");
    }

    #[test]
    fn order_roles_and_lists() {
        assert!(Policy::Approval < Policy::PresumptionOfApproval);
        assert!(Policy::StricterReview < Policy::PresumptionOfDenial);
        let silent: Vec<_> = Role::ALL.iter().filter(|role| role.absent_means_none()).collect();
        assert_eq!(silent.len(), 6);
        let parties = ListId::ALL.iter().filter(|list| list.lists_parties());
        assert!(parties.map(|list| list.as_str()).eq(ListId::PARTY_LISTS.iter().copied()));
        assert!(ListId::parse_party_list("us/ccl").is_err());
        assert_eq!(ListId::parse_party_list("us/meu"), Ok(ListId::UsMeu));
    }
}
