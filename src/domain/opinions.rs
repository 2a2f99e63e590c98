//! Minutes (纪要) and the opinion (协商意见书): what is typed, and the content that is hashed and signed.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::{NotCanonical, content_hash};
use super::fields::{FieldErrors, Fields, Raw};
use super::workflow::{Agreement, ContentHash, ItemFacts, OpinionFacts, Target};

/// Items of an opinion at most.
pub const ITEMS: usize = 12;
const LONG: usize = 4000;

/// The minutes as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesForm {
    /// The session that they are of.
    pub session: Uuid,
    /// How it went.
    pub course: String,
    /// What was said, by whom.
    pub points: String,
    /// What was agreed.
    pub conclusions: String,
    /// What stayed open or divided; may be empty.
    pub divided: String,
}

impl MinutesForm {
    /// Reads the form: `session`, `course`, `points`, `conclusions`, `divided`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let form = Self {
            session: f.id("session"),
            course: f.text("course", 2..=LONG),
            points: f.text("points", 2..=LONG),
            conclusions: f.text("conclusions", 2..=LONG),
            divided: f.opt_text("divided", LONG),
        };
        f.done()?;
        Ok(form)
    }
}

/// The session as the minutes name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// The session.
    pub session: Uuid,
    /// Its title.
    pub title: String,
    /// Its form's code.
    pub form: String,
    /// When it began, UTC text.
    pub starts_at: String,
    /// Where.
    pub room: String,
    /// Who wrote them down, by post.
    pub recorder: String,
    /// Seats of the signing set that were there.
    pub set_present: u32,
    /// Delegates who counted.
    pub invited: u32,
    /// Of them, who was there.
    pub present: u32,
}

/// The minutes as they are hashed and signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// `minutes`.
    pub kind: String,
    /// The topic's code.
    pub code: String,
    /// The session.
    pub sitting: Sitting,
    /// How it went.
    pub course: String,
    /// What was said.
    pub points: String,
    /// What was agreed.
    pub conclusions: String,
    /// What stayed open or divided.
    #[serde(default)]
    pub divided: String,
}

impl Minutes {
    /// Of a session, as typed.
    #[must_use]
    pub fn of(code: &str, sitting: Sitting, form: MinutesForm) -> Self {
        Self {
            kind: "minutes".to_owned(),
            code: code.to_owned(),
            sitting,
            course: form.course,
            points: form.points,
            conclusions: form.conclusions,
            divided: form.divided,
        }
    }

    /// What the set signs.
    ///
    /// # Errors
    /// When the content has no canonical form.
    pub fn hash(&self) -> Result<ContentHash, NotCanonical> {
        Ok(ContentHash(content_hash(self)?.to_string()))
    }
}

/// What an item needs beyond deliberation before it can be called done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalKind {
    /// 业主共同决定 (Civil Code 278).
    OwnersVote,
    /// 居民会议.
    ResidentsAssembly,
    /// 村民会议.
    VillagersAssembly,
    /// 集体经济组织成员.
    CollectiveMembers,
    /// A government decision.
    GovernmentDecision,
}

impl LegalKind {
    /// Every kind, in the order of forms.
    pub const ALL: [Self; 5] = [
        Self::OwnersVote,
        Self::ResidentsAssembly,
        Self::VillagersAssembly,
        Self::CollectiveMembers,
        Self::GovernmentDecision,
    ];

    /// The name in contents and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnersVote => "owners_vote",
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
        format!("legal-{}", self.code().replace('_', "-"))
    }
}

/// An item (条目) of the opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its number, from 1.
    pub no: u32,
    /// What is proposed.
    pub text: String,
    /// Accepted (采纳): a conversion task follows.
    pub accepted: bool,
    /// Into what it should be converted, as the council suggests.
    pub target: Option<Target>,
    /// What is needed by law before it counts as done.
    pub legal: Option<LegalKind>,
}

/// The opinion as it is typed, hashed and signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// `opinion`.
    pub kind: String,
    /// The topic's code.
    pub code: String,
    /// What came of the deliberation, in a sentence or more.
    pub summary: String,
    /// Its items; may be none, where nothing came of it.
    pub items: Vec<Item>,
    /// How far there was agreement; none while it is a draft.
    pub agreement: Option<Agreement>,
    /// Dissents that are kept, one each.
    pub dissents: Vec<String>,
}

impl Opinion {
    /// Reads the form: `summary`, `agreement`, `dissents` (one a line), and for each item `item_{n}_text`,
    /// `item_{n}_result` (`accepted`, `not_accepted`), `item_{n}_target`, `item_{n}_legal`. Rows without
    /// a text are skipped; the rest are numbered anew.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(code: &str, raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let summary = f.text("summary", 2..=LONG);
        let mut items = Vec::new();
        for row in 1..=ITEMS {
            let name = |part: &str| format!("item_{row}_{part}");
            let text = f.opt_text(&name("text"), 500);
            if text.is_empty() {
                continue;
            }
            let accepted = f
                .choice(&name("result"), |v| match v {
                    "accepted" => Some(true),
                    "not_accepted" => Some(false),
                    _ => None,
                })
                .unwrap_or_default();
            items.push(Item {
                no: u32::try_from(items.len() + 1).unwrap_or(u32::MAX),
                text,
                accepted,
                target: f.opt_choice(&name("target"), Target::from_code),
                legal: f.opt_choice(&name("legal"), LegalKind::from_code),
            });
        }
        let agreement = f.opt_choice("agreement", Agreement::from_code);
        let dissents = f.lines("dissents", 500);
        match agreement {
            Some(Agreement::Consensus) if !dissents.is_empty() => {
                f.fail("agreement", "error-consensus-with-dissent");
            }
            Some(Agreement::Divided) if dissents.is_empty() => {
                f.fail("dissents", "error-dissent-due");
            }
            Some(Agreement::Consensus | Agreement::BroadAgreement | Agreement::Divided) | None => {}
        }
        f.done()?;
        Ok(Self {
            kind: "opinion".to_owned(),
            code: code.to_owned(),
            summary,
            items,
            agreement,
            dissents,
        })
    }

    /// What the set signs and the participants consent to.
    ///
    /// # Errors
    /// When the content has no canonical form.
    pub fn hash(&self) -> Result<ContentHash, NotCanonical> {
        Ok(ContentHash(content_hash(self)?.to_string()))
    }

    /// As the workflow takes it.
    ///
    /// # Errors
    /// When the content has no canonical form.
    pub fn facts(&self) -> Result<OpinionFacts, NotCanonical> {
        Ok(OpinionFacts {
            hash: self.hash()?,
            items: self
                .items
                .iter()
                .map(|i| ItemFacts {
                    no: i.no,
                    accepted: i.accepted,
                    legal: i.legal.is_some(),
                })
                .collect(),
            agreement: self.agreement,
            dissents: u32::try_from(self.dissents.len()).unwrap_or(u32::MAX),
        })
    }
}

/// What a participant says to the opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentForm {
    /// The version that was seen.
    pub hash: ContentHash,
    /// Agrees, or dissents.
    pub agrees: bool,
    /// The dissent in words.
    pub words: String,
}

impl ConsentForm {
    /// Reads the form: `hash`, `stance` (`agree`, `dissent`), `words`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let hash = f.text("hash", 64..=64);
        let agrees = f
            .choice("stance", |v| match v {
                "agree" => Some(true),
                "dissent" => Some(false),
                _ => None,
            })
            .unwrap_or(true);
        let words = f.opt_text("words", 500);
        if !agrees && words.is_empty() {
            f.fail("words", "error-dissent-words");
        }
        f.done()?;
        Ok(Self {
            hash: ContentHash(hash),
            agrees,
            words,
        })
    }
}

/// A signature: the hash of what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignForm {
    /// The version that was seen.
    pub hash: ContentHash,
}

impl SignForm {
    /// Reads the form: `hash`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let hash = f.text("hash", 64..=64);
        f.done()?;
        Ok(Self {
            hash: ContentHash(hash),
        })
    }
}

/// The opinion is sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectForm {
    /// Why.
    pub reason: String,
}

impl RejectForm {
    /// Reads the form: `reason`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let reason = f.text("reason", 2..=500);
        f.done()?;
        Ok(Self { reason })
    }
}
