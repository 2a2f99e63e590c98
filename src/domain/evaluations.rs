//! Evaluation (评议): the forms of step 8, who rates as what, and the archive of a topic.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::actor::{Actor, Capacity};
use super::fields::{FieldErrors, Fields, Raw};
use super::policy::{Scope, Who};
use super::workflow::{EvaluationKind, Ratings, Satisfaction, Tally, Way};

/// How long a reason or an answer is, in characters.
pub const WORDS: RangeInclusive<usize> = 5..=2_000;

/// The kinds of rating that somebody may give for a topic, by role: residents of its community, the
/// members linked to it or who attended a session of it, the leaders of the street.
#[must_use]
pub fn kinds(actor: &Actor, scope: &Scope) -> Vec<EvaluationKind> {
    let mut found: Vec<EvaluationKind> = [
        (Who::Leader, EvaluationKind::PartyGov),
        (Who::LinkedMember, EvaluationKind::Member),
        (Who::AttendedMember, EvaluationKind::Member),
        (Who::LocalResident, EvaluationKind::Public),
    ]
    .into_iter()
    .filter(|(who, _)| who.holds(actor, scope).is_some())
    .map(|(_, kind)| kind)
    .collect();
    // Linked and there: one kind all the same.
    found.dedup();
    found
}

/// In which capacity somebody may enter a rating for a resident (代录), if at all.
#[must_use]
pub fn on_behalf(actor: &Actor, scope: &Scope) -> Option<Capacity> {
    Who::OnBehalf.holds(actor, scope)
}

/// How a rating came to whoever enters it for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatingWay {
    /// By telephone.
    Phone,
    /// On paper.
    Paper,
    /// On a visit.
    Visit,
}

impl RatingWay {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Phone, Self::Paper, Self::Visit];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Paper => "paper",
            Self::Visit => "visit",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("rating-way-{}", self.code())
    }
}

/// For whom staff enter a rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behalf {
    /// The resident's name, with the address where names are alike.
    pub name: String,
    /// The resident's mobile number; empty where there is none.
    pub phone: String,
    /// How the rating came.
    pub way: RatingWay,
}

/// A rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// What is said of the result.
    pub score: Satisfaction,
    /// Words beside it; may be empty.
    pub body: String,
    /// As what, where somebody may rate as more than one.
    pub kind: Option<EvaluationKind>,
    /// For whom; none: for oneself.
    pub behalf: Option<Behalf>,
}

impl Rating {
    /// Reads the form: `score`, `body`, `kind`; on behalf `on_behalf_of`, `on_behalf_phone`, `way`.
    ///
    /// # Errors
    /// By field; "not satisfied" without words.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let score = f.choice("score", Satisfaction::from_code);
        let body = if score == Some(Satisfaction::NotSatisfied) {
            f.text("body", WORDS)
        } else {
            f.opt_text("body", *WORDS.end())
        };
        let kind = f.opt_choice("kind", |code| {
            EvaluationKind::ALL.into_iter().find(|k| k.code() == code)
        });
        let entered = ["on_behalf_of", "on_behalf_phone", "way"]
            .iter()
            .any(|name| !raw.first(name).is_empty());
        let behalf = entered.then(|| {
            let name = f.name("on_behalf_of", 1..=60);
            let phone = f.opt_mobile("on_behalf_phone");
            let way = f.choice("way", RatingWay::from_code);
            Behalf {
                name,
                phone,
                way: way.unwrap_or(RatingWay::Phone),
            }
        });
        f.done()?;
        Ok(Self {
            score: score.unwrap_or(Satisfaction::Basically),
            body,
            kind,
            behalf,
        })
    }
}

/// The answer to the author's "not satisfied".
///
/// # Errors
/// At `body`.
pub fn answer(raw: &Raw) -> Result<String, FieldErrors> {
    let mut f = Fields::published(raw);
    let body = f.text("body", WORDS);
    f.done()?;
    Ok(body)
}

/// A try to reach the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// How.
    pub way: Way,
    /// What the author said; none: not reached.
    pub said: Option<Satisfaction>,
    /// In the author's words, or why not reached.
    pub body: String,
}

impl Contact {
    /// What the field `result` holds when nobody was reached.
    pub const NOT_REACHED: &str = "not_reached";

    /// Reads the form: `way`, `result`, `body`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let way = f.choice("way", Way::from_code);
        let said = f.choice("result", |code| {
            if code == Self::NOT_REACHED {
                return Some(None);
            }
            Satisfaction::from_code(code).map(Some)
        });
        let body = f.opt_text("body", *WORDS.end());
        f.done()?;
        Ok(Self {
            way: way.unwrap_or(Way::Phone),
            said: said.flatten(),
            body,
        })
    }

    /// The result as stored.
    #[must_use]
    pub fn result(&self) -> &'static str {
        self.said.map_or(Self::NOT_REACHED, Satisfaction::code)
    }
}

/// A paper of a topic's archive (归档目录).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArchivePaper {
    /// 荐题表 / 点题函.
    Submission,
    /// 审批表.
    Approval,
    /// 协商计划.
    Plan,
    /// 会议通知.
    Notice,
    /// 调研报告.
    Research,
    /// 签到表.
    Attendance,
    /// 纪要.
    Minutes,
    /// 协商意见书.
    Opinion,
    /// 反馈单.
    Feedback,
    /// 公示.
    Posting,
    /// 转化任务单.
    Tasks,
    /// 监督记录.
    Supervision,
    /// 评议表.
    Evaluation,
}

impl ArchivePaper {
    /// Every paper, in the order of the steps.
    pub const ALL: [Self; 13] = [
        Self::Submission,
        Self::Approval,
        Self::Plan,
        Self::Notice,
        Self::Research,
        Self::Attendance,
        Self::Minutes,
        Self::Opinion,
        Self::Feedback,
        Self::Posting,
        Self::Tasks,
        Self::Supervision,
        Self::Evaluation,
    ];

    /// The papers that a topic has: after no result there were no tasks to supervise.
    pub fn list(no_result: bool) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |paper| match paper {
            Self::Tasks | Self::Supervision => !no_result,
            Self::Submission
            | Self::Approval
            | Self::Plan
            | Self::Notice
            | Self::Research
            | Self::Attendance
            | Self::Minutes
            | Self::Opinion
            | Self::Feedback
            | Self::Posting
            | Self::Evaluation => true,
        })
    }

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Approval => "approval",
            Self::Plan => "plan",
            Self::Notice => "notice",
            Self::Research => "research",
            Self::Attendance => "attendance",
            Self::Minutes => "minutes",
            Self::Opinion => "opinion",
            Self::Feedback => "feedback",
            Self::Posting => "posting",
            Self::Tasks => "tasks",
            Self::Supervision => "supervision",
            Self::Evaluation => "evaluation",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("archive-{}", self.code())
    }
}

/// What the office makes of a round whose window is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Why residents fell short; empty where they did not.
    pub shortfall_public: String,
    /// Why members fell short.
    pub shortfall_member: String,
    /// Why leaders fell short.
    pub shortfall_party_gov: String,
    /// The papers found in the archive.
    pub archive: Vec<ArchivePaper>,
}

impl Account {
    /// Reads the form: `shortfall_public`, `shortfall_member`, `shortfall_party_gov` where the kind
    /// fell short, and `archive` for each paper found.
    ///
    /// # Errors
    /// By field; a paper that is missing.
    pub fn parse(
        raw: &Raw,
        short: &[EvaluationKind],
        no_result: bool,
    ) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let mut reason = |kind: EvaluationKind, name: &str| {
            if short.contains(&kind) {
                f.text(name, WORDS)
            } else {
                f.opt_text(name, *WORDS.end())
            }
        };
        let shortfall_public = reason(EvaluationKind::Public, "shortfall_public");
        let shortfall_member = reason(EvaluationKind::Member, "shortfall_member");
        let shortfall_party_gov = reason(EvaluationKind::PartyGov, "shortfall_party_gov");
        let mut archive = f.choices("archive", ArchivePaper::from_code);
        archive.sort_unstable();
        archive.dedup();
        if ArchivePaper::list(no_result).any(|paper| !archive.contains(&paper)) {
            f.fail("archive", "error-archive");
        }
        f.done()?;
        Ok(Self {
            shortfall_public,
            shortfall_member,
            shortfall_party_gov,
            archive,
        })
    }
}

/// A reason that may be needed: concluding by the leader, rehandling.
///
/// # Errors
/// At `reason`.
pub fn reason(raw: &Raw, needed: bool) -> Result<String, FieldErrors> {
    let mut f = Fields::published(raw);
    let reason = if needed {
        f.text("reason", WORDS)
    } else {
        f.opt_text("reason", *WORDS.end())
    };
    f.done()?;
    Ok(reason)
}

/// Adds one rating to the counts of its kind.
pub const fn count(tally: &mut Tally, score: Satisfaction) {
    match score {
        Satisfaction::Satisfied => tally.satisfied += 1,
        Satisfaction::Basically => tally.basically += 1,
        Satisfaction::NotSatisfied => tally.not_satisfied += 1,
    }
}

/// The counts of one kind.
#[must_use]
pub const fn tally(ratings: &Ratings, kind: EvaluationKind) -> &Tally {
    match kind {
        EvaluationKind::PartyGov => &ratings.party_gov,
        EvaluationKind::Member => &ratings.member,
        EvaluationKind::Public => &ratings.public,
    }
}

/// The counts as they are stored and exported.
#[must_use]
pub fn stored(ratings: &Ratings) -> Value {
    let one = |t: &Tally| {
        json!({
            "satisfied": t.satisfied,
            "basically": t.basically,
            "not_satisfied": t.not_satisfied,
        })
    };
    json!({
        "public": one(&ratings.public),
        "member": one(&ratings.member),
        "party_gov": one(&ratings.party_gov),
    })
}
