//! The people and things of a topic in tests, and a topic that remembers its acts.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;
use yishi::domain::actor::{Capacity, ConvenerSeat, Level};
use yishi::domain::workflow::{
    Act, Agreement, Assessment, By, ContentHash, Event, Evidence, Form, ItemFacts, OpinionFacts,
    PlanFacts, PlannedSession, Presence, Ratings, Refusal, Rules, Source, State, Submission, Tally,
    Verb, advance, submit,
};

pub const COUNCIL: Uuid = Uuid::from_u128(0xC0);
pub const OTHER_COUNCIL: Uuid = Uuid::from_u128(0xC1);
pub const OWNERS: Uuid = Uuid::from_u128(0x61);
pub const SHOPS: Uuid = Uuid::from_u128(0x62);
pub const STUDY: Uuid = Uuid::from_u128(0x51);
pub const UNIT: Uuid = Uuid::from_u128(0xA1);
pub const OTHER_UNIT: Uuid = Uuid::from_u128(0xA2);
pub const LEADER_OF_STUDY: Uuid = Uuid::from_u128(0xB1);

/// Monday 2026-11-23, 09:00 in Shanghai.
pub fn monday() -> DateTime<Utc> {
    "2026-11-23T01:00:00Z".parse().unwrap()
}

/// Somebody in a capacity.
pub fn by(name: &str, capacity: Capacity) -> By {
    By::new(name.into(), capacity)
}

pub fn author() -> By {
    by("author", Capacity::Author)
}

pub fn liaison() -> By {
    by("liaison", Capacity::Liaison)
}

pub fn secretary() -> By {
    by(
        "secretary",
        Capacity::Convener(ConvenerSeat::PartySecretary),
    )
}

pub fn linked() -> By {
    by("linked", Capacity::Convener(ConvenerSeat::LinkedMember))
}

pub fn head() -> By {
    by("head", Capacity::Convener(ConvenerSeat::StreetHead))
}

pub fn second() -> By {
    by("officer", Capacity::SecondSigner)
}

pub fn officer() -> By {
    by("officer", Capacity::Office)
}

pub fn leader() -> By {
    by("leader", Capacity::Leader)
}

pub fn unit() -> By {
    By {
        unit: Some(UNIT),
        ..by("clerk of the unit", Capacity::LeadUnit)
    }
}

pub fn checker() -> By {
    by("linked", Capacity::Member)
}

pub fn group_leader() -> By {
    by("expert", Capacity::GroupLeader)
}

pub fn admin() -> By {
    by("admin", Capacity::StreetAdmin)
}

/// Which council a test topic is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Community,
    Street,
}

impl Kind {
    pub const fn level(self) -> Level {
        match self {
            Self::Community => Level::Community,
            Self::Street => Level::Subdistrict,
        }
    }

    /// Who signs, in the two seats.
    pub fn set(self) -> [By; 2] {
        match self {
            Self::Community => [secretary(), linked()],
            Self::Street => [head(), second()],
        }
    }
}

pub fn reason() -> Evidence {
    Evidence::Reason { reason: true }
}

pub fn submission(kind: Kind) -> Submission {
    Submission {
        council: COUNCIL,
        level: kind.level(),
        has_liaison: true,
        source: Source::PublicCall,
        author: "author".into(),
        author_has_account: true,
        consent: true,
        rules: Rules::default(),
        carried: None,
    }
}

pub fn assessment() -> Assessment {
    Assessment {
        people: 300,
        narrow: 4,
        broad: 3,
        strong: 5,
        groups: vec![OWNERS, SHOPS],
        problem_stated: true,
        similar_seen: true,
    }
}

pub fn plan(hash: &str, session: u128, at: DateTime<Utc>) -> PlanFacts {
    PlanFacts {
        hash: hash.into(),
        sessions: vec![PlannedSession {
            id: Uuid::from_u128(session),
            at,
            form: Form::Meeting,
        }],
        participants: 15,
        groups: vec![OWNERS, SHOPS],
        research_groups: vec![STUDY],
    }
}

pub fn sign_plan(hash: &str) -> Evidence {
    Evidence::PlanSign {
        hash: hash.into(),
        notice_days: 5,
        conflicts: 0,
    }
}

pub fn presence() -> Presence {
    Presence {
        set_present: 2,
        invited: 15,
        present: 10,
        groups: vec![OWNERS, SHOPS],
        root: None,
    }
}

pub fn opinion(hash: &str, accepted: &[u32]) -> OpinionFacts {
    OpinionFacts {
        hash: hash.into(),
        items: (1..=3)
            .map(|no| ItemFacts {
                no,
                accepted: accepted.contains(&no),
                legal: false,
            })
            .collect(),
        agreement: Some(Agreement::BroadAgreement),
        dissents: 1,
    }
}

pub fn sign_opinion(hash: &str) -> Evidence {
    Evidence::OpinionSign {
        hash: hash.into(),
        consents: 9,
        dissents: 1,
        root: None,
    }
}

pub fn ratings(satisfied: u32, not_satisfied: u32) -> Ratings {
    let tally = Tally {
        satisfied,
        basically: 0,
        not_satisfied,
    };
    Ratings {
        public: tally,
        member: tally,
        party_gov: tally,
        author: None,
        root: None,
    }
}

pub fn rated(ratings: Ratings) -> Evidence {
    Evidence::Ratings {
        ratings,
        reason: true,
        archive_checked: true,
    }
}

/// A topic that remembers what was done to it.
#[derive(Debug, Clone)]
pub struct Topic {
    pub state: State,
    pub acts: Vec<Act>,
    pub events: Vec<Event>,
    pub now: DateTime<Utc>,
}

impl Topic {
    pub fn submitted(kind: Kind) -> Self {
        Self::of(submission(kind), by("author", Capacity::Resident))
    }

    pub fn of(submission: Submission, by: By) -> Self {
        let now = monday();
        let act = Act {
            verb: Verb::Submit,
            by,
            evidence: Evidence::Submit(Box::new(submission)),
            at: now,
        };
        let (state, events) = submit(&act).unwrap();
        Self {
            state,
            acts: vec![act],
            events,
            now,
        }
    }

    pub fn act(&self, verb: Verb, by: &By, evidence: Evidence) -> Act {
        Act {
            verb,
            by: by.clone(),
            evidence,
            at: self.now,
        }
    }

    /// Tries an act; a refusal changes nothing.
    pub fn attempt(&mut self, verb: Verb, by: &By, evidence: Evidence) -> Result<(), Refusal> {
        let act = self.act(verb, by, evidence);
        self.apply(act)
    }

    pub fn apply(&mut self, act: Act) -> Result<(), Refusal> {
        let (state, events) = advance(&self.state, &act)?;
        self.state = state;
        self.events = events;
        self.now = act.at;
        self.acts.push(act);
        Ok(())
    }

    /// Does an act that must go.
    pub fn does(&mut self, verb: Verb, by: &By, evidence: Evidence) -> &mut Self {
        if let Err(why) = self.attempt(verb, by, evidence) {
            panic!("{verb:?} at {:?}: {why:?}", self.state.step);
        }
        self
    }

    /// An act that must be refused; returns why.
    pub fn refused(&mut self, verb: Verb, by: &By, evidence: Evidence) -> Refusal {
        let before = self.state.clone();
        let why = self.attempt(verb, by, evidence).unwrap_err();
        assert_eq!(self.state, before);
        why
    }

    pub fn days(&mut self, days: i64) -> &mut Self {
        self.now += TimeDelta::days(days);
        self
    }

    /// The hash of the plan on the table.
    pub fn hash(name: &str) -> ContentHash {
        name.into()
    }

    /// The state after folding the remembered acts once more.
    pub fn replayed(&self) -> State {
        let (mut state, _) = submit(&self.acts[0]).unwrap();
        for act in &self.acts[1..] {
            state = advance(&state, act).unwrap().0;
        }
        state
    }
}
