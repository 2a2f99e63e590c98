//! Legal follow-up (法定程序): what deliberation alone cannot decide, and when it counts as obtained.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::fields::{FieldErrors, Fields, Raw};

/// What has to decide beside the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalKind {
    /// The owners jointly, by the simple majority of Civil Code 278.
    OwnersVote,
    /// The owners jointly on raising the maintenance fund, rebuilding or altering buildings, changing
    /// the use of shared parts or running a business on them: three quarters (Civil Code 278).
    OwnersSpecial,
    /// The residents' assembly (居民会议).
    ResidentsAssembly,
    /// The villagers' assembly (村民会议).
    VillagersAssembly,
    /// The members of the rural collective (集体经济组织成员).
    CollectiveMembers,
    /// A decision of the government, by its document number.
    GovernmentDecision,
}

impl LegalKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::OwnersVote,
        Self::OwnersSpecial,
        Self::ResidentsAssembly,
        Self::VillagersAssembly,
        Self::CollectiveMembers,
        Self::GovernmentDecision,
    ];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnersVote => "owners_vote",
            Self::OwnersSpecial => "owners_special",
            Self::ResidentsAssembly => "residents_assembly",
            Self::VillagersAssembly => "villagers_assembly",
            Self::CollectiveMembers => "collective_members",
            Self::GovernmentDecision => "government_decision",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("follow-up-{}", self.code().replace('_', "-"))
    }
}

/// The numbers of a vote: people, and for owners the area in whole square metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Numbers {
    /// Entitled.
    pub entitled: u32,
    /// Of those, took part.
    pub took_part: u32,
    /// Of those, in favour.
    pub in_favour: u32,
    /// Area entitled.
    pub area_entitled: u32,
    /// Area of those who took part.
    pub area_took_part: u32,
    /// Area of those in favour.
    pub area_in_favour: u32,
}

impl Numbers {
    /// Whether these numbers decide in favour.
    ///
    /// Owners (Civil Code 278): two thirds of area and of number take part; of those more than half of
    /// area and of number are in favour, for special matters three quarters of both. Assemblies: more
    /// than half take part, and of those more than half are in favour. Members of a collective: two
    /// thirds of all. A government decision has no numbers.
    #[must_use]
    pub fn suffice(&self, kind: LegalKind) -> bool {
        let people = (self.entitled, self.took_part, self.in_favour);
        let area = (self.area_entitled, self.area_took_part, self.area_in_favour);
        match kind {
            LegalKind::OwnersVote => [people, area].into_iter().all(|(all, part, favour)| {
                at_least(part, 2, 3, all) && more_than_half(favour, part)
            }),
            LegalKind::OwnersSpecial => [people, area].into_iter().all(|(all, part, favour)| {
                at_least(part, 2, 3, all) && at_least(favour, 3, 4, part)
            }),
            LegalKind::ResidentsAssembly | LegalKind::VillagersAssembly => {
                more_than_half(self.took_part, self.entitled)
                    && more_than_half(self.in_favour, self.took_part)
            }
            LegalKind::CollectiveMembers => at_least(self.in_favour, 2, 3, self.entitled),
            LegalKind::GovernmentDecision => true,
        }
    }
}

/// `n` is at least `of`/`in_all` of a whole that is not nothing.
fn at_least(n: u32, of: u64, in_all: u64, whole: u32) -> bool {
    whole > 0 && u64::from(n) * in_all >= u64::from(whole) * of
}

fn more_than_half(n: u32, whole: u32) -> bool {
    whole > 0 && u64::from(n) * 2 > u64::from(whole)
}

/// What became of a legal follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalResult {
    /// Who decided.
    pub kind: LegalKind,
    /// When.
    pub day: NaiveDate,
    /// The numbers; zero where there are none.
    pub numbers: Numbers,
    /// The paper that shows it, with its number.
    pub paper: String,
    /// Words beside it.
    pub words: String,
}

impl LegalResult {
    /// Reads the form: `legal_kind`, `day`, `paper`, `words` and the numbers that the kind has.
    ///
    /// # Errors
    /// By field; more in favour than took part, or more than are entitled.
    pub fn parse(raw: &Raw, today: NaiveDate) -> Result<Self, FieldErrors> {
        const MOST: std::ops::RangeInclusive<u32> = 0..=100_000_000;
        let mut f = Fields::published(raw);
        let kind = f.choice("legal_kind", LegalKind::from_code);
        let day = f.day("day");
        if f.ok("day") && day > today {
            f.fail("day", "error-day-to-come");
        }
        let paper = f.line("paper", 2..=200);
        let words = f.opt_text("words", 1_000);
        let mut numbers = Numbers::default();
        let (people, area) = match kind {
            Some(LegalKind::OwnersVote | LegalKind::OwnersSpecial) => (true, true),
            Some(
                LegalKind::ResidentsAssembly
                | LegalKind::VillagersAssembly
                | LegalKind::CollectiveMembers,
            ) => (true, false),
            Some(LegalKind::GovernmentDecision) | None => (false, false),
        };
        if people {
            numbers.entitled = f.number("entitled", MOST);
            numbers.took_part = f.number("took_part", MOST);
            numbers.in_favour = f.number("in_favour", MOST);
            nested(&mut f, ["entitled", "took_part", "in_favour"]);
        }
        if area {
            numbers.area_entitled = f.number("area_entitled", MOST);
            numbers.area_took_part = f.number("area_took_part", MOST);
            numbers.area_in_favour = f.number("area_in_favour", MOST);
            nested(
                &mut f,
                ["area_entitled", "area_took_part", "area_in_favour"],
            );
        }
        f.done()?;
        Ok(Self {
            kind: kind.unwrap_or(LegalKind::GovernmentDecision),
            day,
            numbers,
            paper,
            words,
        })
    }

    /// It is recorded as obtained.
    #[must_use]
    pub fn obtained(&self) -> bool {
        self.numbers.suffice(self.kind)
    }
}

/// Each number is at most the one before it.
fn nested(f: &mut Fields<'_>, names: [&'static str; 3]) {
    for pair in names.windows(2) {
        let [whole, part] = pair else { continue };
        let read = |name: &str| f.raw().first(name).parse::<u32>().unwrap_or(0);
        if f.ok(whole) && f.ok(part) && read(part) > read(whole) {
            f.fail(part, "error-more-than-whole");
        }
    }
}
