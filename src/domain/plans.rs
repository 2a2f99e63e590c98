//! Plans (协商计划), pure: what a plan holds, how its form is read, and how much notice it gives.
//!
//! The content is what the signing set signs: its canonical form is hashed, so it holds ids, texts,
//! times and whole numbers only.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::calendar::{Calendar, at_hour, local_day};
use super::fields::{FieldErrors, Fields, Raw};
use super::workflow::Form;

/// Rows of the form: sessions, participants, research groups.
pub const SESSIONS: usize = 4;
/// The most participants of a plan.
pub const PARTICIPANTS: usize = 60;
/// The most research groups of a plan.
pub const GROUPS: usize = 6;

/// In which identity somebody takes part; a person can be named in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// 召集人.
    Convener,
    /// 政协委员.
    Member,
    /// 党员代表.
    PartyDelegate,
    /// 居民代表.
    ResidentsDelegate,
    /// 业主代表.
    OwnersDelegate,
    /// 邻里长.
    NeighborhoodHead,
    /// 网格员.
    GridWorker,
    /// 职能部门.
    Department,
    /// 物业企业.
    PropertyCompany,
    /// 业主委员会.
    OwnersCommittee,
    /// 专家.
    Expert,
    /// 列席人员: never counts for the quorum.
    Observer,
}

impl Identity {
    /// Every identity, in the order of forms.
    pub const ALL: [Self; 12] = [
        Self::Convener,
        Self::Member,
        Self::PartyDelegate,
        Self::ResidentsDelegate,
        Self::OwnersDelegate,
        Self::NeighborhoodHead,
        Self::GridWorker,
        Self::Department,
        Self::PropertyCompany,
        Self::OwnersCommittee,
        Self::Expert,
        Self::Observer,
    ];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Convener => "convener",
            Self::Member => "member",
            Self::PartyDelegate => "party_delegate",
            Self::ResidentsDelegate => "residents_delegate",
            Self::OwnersDelegate => "owners_delegate",
            Self::NeighborhoodHead => "neighborhood_head",
            Self::GridWorker => "grid_worker",
            Self::Department => "department",
            Self::PropertyCompany => "property_company",
            Self::OwnersCommittee => "owners_committee",
            Self::Expert => "expert",
            Self::Observer => "observer",
        }
    }

    /// The identity with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|i| i.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("identity-{}", self.code().replace('_', "-"))
    }

    /// Counts for the quorum and may vote.
    #[must_use]
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Observer)
    }

    /// Takes part as a private person: the public sees the masked name.
    #[must_use]
    pub const fn is_private(self) -> bool {
        match self {
            Self::PartyDelegate
            | Self::ResidentsDelegate
            | Self::OwnersDelegate
            | Self::NeighborhoodHead
            | Self::Observer => true,
            Self::Convener
            | Self::Member
            | Self::GridWorker
            | Self::Department
            | Self::PropertyCompany
            | Self::OwnersCommittee
            | Self::Expert => false,
        }
    }
}

/// A session as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPlan {
    /// The session's id once the plan is published.
    pub id: Uuid,
    /// Its form.
    pub form: Form,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends; a written or online round is due by then.
    pub ends_at: DateTime<Utc>,
    /// Where.
    pub room: String,
}

/// Somebody named as a participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The name as staff wrote it.
    pub name: String,
    /// In which identity.
    pub identity: Identity,
    /// For which stakeholder group.
    pub group: Option<Uuid>,
    /// The account, if there is one.
    pub account: Option<Uuid>,
}

/// A research group (调研组) as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResearchPlan {
    /// The group's id once the plan is published.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is to find out.
    pub task: String,
    /// The account of its leader, if named already.
    pub leader: Option<Uuid>,
}

/// What a version of the plan holds: what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The sessions, in their order.
    pub sessions: Vec<SessionPlan>,
    /// The participants, in their order.
    pub participants: Vec<Participant>,
    /// The research groups, in their order.
    pub groups: Vec<ResearchPlan>,
    /// What will be talked about.
    pub agenda: String,
}

impl Content {
    /// How many take part in each identity, in the order of forms; those that nobody has are left out.
    #[must_use]
    pub fn by_identity(&self) -> Vec<(Identity, usize)> {
        Identity::ALL
            .into_iter()
            .map(|identity| {
                let there = self.participants.iter();
                (identity, there.filter(|p| p.identity == identity).count())
            })
            .filter(|(_, n)| *n > 0)
            .collect()
    }
}

/// A session as the form gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its form.
    pub form: Form,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where.
    pub room: String,
}

/// A participant as the form gives them; `row` is the number in the names of the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The row of the form.
    pub row: usize,
    /// The name.
    pub name: String,
    /// In which identity.
    pub identity: Identity,
    /// For which stakeholder group.
    pub group: Option<Uuid>,
    /// The phone of an account; empty without.
    pub phone: String,
}

/// A research group as the form gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// The row of the form.
    pub row: usize,
    /// Its name.
    pub name: String,
    /// What it is to find out.
    pub task: String,
    /// The phone of its leader's account; empty without.
    pub leader: String,
}

/// The form of a plan. Rows are numbered from 1: `session1_starts`, `person1_name`, `group1_name`; a
/// row without its first field is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Save {
    /// The sessions.
    pub sessions: Vec<SessionRow>,
    /// The participants.
    pub people: Vec<PersonRow>,
    /// The research groups.
    pub groups: Vec<GroupRow>,
    /// What will be talked about.
    pub agenda: String,
}

impl Save {
    /// Reads the form of a plan.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let sessions = sessions(&mut f);
        let people = people(&mut f);
        let groups = groups(&mut f);
        let agenda = f.opt_text("agenda", 2_000);
        f.done()?;
        Ok(Self {
            sessions,
            people,
            groups,
            agenda,
        })
    }
}

/// The numbers of the rows that are there: those with any of these fields filled.
fn rows<'a>(raw: &'a Raw, kind: &'a str, most: usize, of: &'a [&str]) -> Vec<usize> {
    (1..=most)
        .filter(|i| {
            of.iter()
                .any(|n| !raw.first(&format!("{kind}{i}_{n}")).is_empty())
        })
        .collect()
}

fn sessions(f: &mut Fields<'_>) -> Vec<SessionRow> {
    let given = rows(f.raw(), "session", SESSIONS, &["starts", "ends", "room"]);
    if given.is_empty() {
        f.fail("session1_starts", "error-empty");
    }
    let mut found = Vec::new();
    for i in given {
        let name = |part: &str| format!("session{i}_{part}");
        let form = f.choice(&name("form"), Form::from_code);
        let starts_at = f.time(&name("starts"));
        let ends_at = f.time(&name("ends"));
        let room = f.opt_line(&name("room"), 60);
        if f.ok(&name("starts")) && f.ok(&name("ends")) && ends_at <= starts_at {
            f.fail(&name("ends"), "error-ends-before");
        }
        if form.is_some_and(|form| !is_round(form)) && room.is_empty() {
            f.fail(&name("room"), "error-empty");
        }
        found.push(SessionRow {
            form: form.unwrap_or(Form::Meeting),
            starts_at,
            ends_at,
            room,
        });
    }
    found
}

/// The hours in which people are called together, in Asia/Shanghai: from eight in the morning to nine at
/// night.
pub const HOURS: std::ops::RangeInclusive<u32> = 8..=21;

/// What is unusual about the time of a planned session: told to whoever plans and signs it, and theirs to
/// decide, for a hall may be free on a Saturday alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unusual {
    /// A weekend or a holiday.
    DayOff,
    /// It begins or ends outside [`HOURS`], or goes on over night.
    Hours,
}

impl Unusual {
    /// The catalogue key of its sentence.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::DayOff => "plan-day-off",
            Self::Hours => "plan-hours",
        }
    }
}

/// What is unusual about the time of a session at which people meet; rounds go on by day and night.
#[must_use]
pub fn unusual(calendar: &Calendar, session: &SessionPlan) -> Vec<Unusual> {
    if is_round(session.form) {
        return Vec::new();
    }
    let day = local_day(session.starts_at);
    let (opens, closes) = (at_hour(day, *HOURS.start()), at_hour(day, *HOURS.end()));
    let mut found = Vec::new();
    if !calendar.is_working_day(day) {
        found.push(Unusual::DayOff);
    }
    if session.starts_at < opens || session.ends_at > closes {
        found.push(Unusual::Hours);
    }
    found
}

/// A written or online round needs no room.
const fn is_round(form: Form) -> bool {
    matches!(form, Form::Written | Form::Online)
}

fn people(f: &mut Fields<'_>) -> Vec<PersonRow> {
    let given = rows(f.raw(), "person", PARTICIPANTS, &["name", "phone"]);
    if given.is_empty() {
        f.fail("person1_name", "error-empty");
    }
    let mut found = Vec::new();
    for i in given {
        let name = |part: &str| format!("person{i}_{part}");
        let identity = f.choice(&name("identity"), Identity::from_code);
        found.push(PersonRow {
            row: i,
            name: f.line(&name("name"), 1..=60),
            identity: identity.unwrap_or(Identity::Observer),
            group: f.opt_id(&name("group")),
            phone: f.opt_mobile(&name("phone")),
        });
    }
    found
}

fn groups(f: &mut Fields<'_>) -> Vec<GroupRow> {
    let given = rows(f.raw(), "group", GROUPS, &["name", "task", "leader"]);
    let mut found: Vec<GroupRow> = Vec::new();
    for i in given {
        let name = |part: &str| format!("group{i}_{part}");
        let row = GroupRow {
            row: i,
            name: f.line(&name("name"), 1..=60),
            task: f.line(&name("task"), 1..=500),
            leader: f.opt_mobile(&name("leader")),
        };
        if !row.name.is_empty() && found.iter().any(|g| g.name == row.name) {
            f.fail(&name("name"), "error-twice");
        }
        found.push(row);
    }
    found
}

/// How many working days of notice a session gets: the most whole working days that still lie
/// between now and its day, as "at least 3 working days before" asks.
#[must_use]
pub fn notice_days(calendar: &Calendar, now: DateTime<Utc>, session: DateTime<Utc>) -> u32 {
    (1..=250)
        .take_while(|n| calendar.latest_before(session, *n) >= now)
        .last()
        .unwrap_or(0)
}
