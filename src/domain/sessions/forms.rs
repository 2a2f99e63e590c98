//! What is posted around a session, read into its own types.

use uuid::Uuid;

use super::{PresentWay, RemarkPlace};
use crate::domain::fields::{FieldErrors, Fields, Raw};
use crate::domain::workflow::Way;

fn ids(f: &mut Fields<'_>, name: &str) -> Vec<Uuid> {
    let mut found = f.choices(name, |v| Uuid::try_parse(v).ok());
    found.sort_unstable();
    found.dedup();
    found
}

/// People are invited, or invited again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Rows of people named for the session.
    pub people: Vec<Uuid>,
    /// The account of somebody who fills a seat of the signing set and is not named: a dated delegate,
    /// or the street council's second signer.
    pub signer: Option<Uuid>,
    /// How.
    pub way: Way,
}

impl Invite {
    /// Reads the form: `people` (several), `signer`, `way`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let people = ids(&mut f, "people");
        let signer = f.opt_id("signer");
        if people.is_empty() && signer.is_none() && f.ok("people") && f.ok("signer") {
            f.fail("people", "error-nobody-ticked");
        }
        let way = f.choice("way", Way::from_code).unwrap_or(Way::Read);
        f.done()?;
        Ok(Self {
            people,
            signer,
            way,
        })
    }
}

/// Somebody invited says whether they come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Comes, or not.
    pub coming: bool,
    /// Words with it.
    pub note: String,
}

impl Reply {
    /// Reads the form: `reply` (`coming`, `not_coming`), `note`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let coming = f
            .choice("reply", |v| match v {
                "coming" => Some(true),
                "not_coming" => Some(false),
                _ => None,
            })
            .unwrap_or_default();
        let note = f.opt_text("note", 200);
        f.done()?;
        Ok(Self { coming, note })
    }
}

/// Somebody is there: by the session's code, or ticked off by staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckIn {
    /// The invited, with the code.
    Own {
        /// The six figures.
        code: String,
    },
    /// Staff, for people on the list.
    Listed {
        /// Their rows.
        people: Vec<Uuid>,
        /// How they are present.
        way: PresentWay,
    },
}

impl CheckIn {
    /// Reads the form: `code`; or, where `listed` is sent, `people` (several) and `present_way`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        if !f.flag("listed") {
            let code = half_width(&f.text("code", 1..=12));
            f.done()?;
            return Ok(Self::Own { code });
        }
        let people = ids(&mut f, "people");
        if people.is_empty() {
            f.fail("people", "error-nobody-ticked");
        }
        let way = f
            .choice("present_way", PresentWay::from_code)
            .unwrap_or(PresentWay::Room);
        f.done()?;
        Ok(Self::Listed { people, way })
    }
}

/// Figures as a Chinese keyboard types them; spaces go.
fn half_width(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' => {
                char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
            }
            other => other,
        })
        .collect()
}

/// A stakeholder group stayed away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The group.
    pub group: Uuid,
    /// Why, as far as it is known.
    pub reason: String,
}

impl Absence {
    /// Reads the form: `group`, `reason`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let form = Self {
            group: f.id("group"),
            reason: f.text("reason", 2..=500),
        };
        f.done()?;
        Ok(form)
    }
}

/// A remark (发言).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The speaker's row; none for the one who writes, or somebody who was not named.
    pub person: Option<Uuid>,
    /// The speaker's name, where there is no row.
    pub speaker: String,
    /// Where it was made.
    pub place: RemarkPlace,
    /// What was said.
    pub body: String,
}

impl Remark {
    /// Reads the form: `person` or `speaker`, `place`, `body`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let form = Self {
            person: f.opt_id("person"),
            speaker: f.opt_line("speaker", 60),
            place: f
                .choice("place", RemarkPlace::from_code)
                .unwrap_or(RemarkPlace::Room),
            body: f.text("body", 1..=2000),
        };
        f.done()?;
        Ok(form)
    }
}

/// A ballot (表决) is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// What is asked.
    pub question: String,
    /// What can be chosen, 2 to 12.
    pub options: Vec<String>,
    /// The share that must be exceeded.
    pub threshold: (i16, i16),
    /// Nobody can see who voted what.
    pub secret: bool,
}

impl Ballot {
    /// The shares that can be chosen, as they stand in forms.
    pub const THRESHOLDS: [(&'static str, (i16, i16)); 3] =
        [("1/2", (1, 2)), ("2/3", (2, 3)), ("3/4", (3, 4))];

    /// Reads the form: `question`, `options` (one a line), `threshold`, `secret`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let options = f.lines("options", 80);
        let mut different = options.clone();
        different.sort_unstable();
        different.dedup();
        if options.len() < 2 || options.len() > 12 {
            f.fail("options", "error-options");
        } else if different.len() < options.len() {
            f.fail("options", "error-options-twice");
        }
        let form = Self {
            question: f.line("question", 2..=200),
            options,
            threshold: f
                .choice("threshold", |v| {
                    Self::THRESHOLDS
                        .iter()
                        .find(|(code, _)| *code == v)
                        .map(|(_, t)| *t)
                })
                .unwrap_or((1, 2)),
            secret: f.flag("secret"),
        };
        f.done()?;
        Ok(form)
    }
}

/// A vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    /// The ballot.
    pub ballot: Uuid,
    /// The place of the option, from 1.
    pub choice: i16,
}

impl Vote {
    /// Reads the form: `ballot`, `choice`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let ballot = f.id("ballot");
        let choice = f
            .choice("choice", |v| {
                v.parse::<i16>().ok().filter(|n| (1..=12).contains(n))
            })
            .unwrap_or(1);
        f.done()?;
        Ok(Self { ballot, choice })
    }
}

/// A session ends without result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjourn {
    /// Why.
    pub reason: String,
}

impl Adjourn {
    /// Reads the form: `reason`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let reason = f.text("reason", 2..=500);
        f.done()?;
        Ok(Self { reason })
    }
}

/// A session is closed by its chair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// Stakeholder groups that were heard.
    pub heard: Vec<Uuid>,
}

impl Close {
    /// Reads the form: `heard` (several, may be none).
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let heard = ids(&mut f, "heard");
        f.done()?;
        Ok(Self { heard })
    }
}
