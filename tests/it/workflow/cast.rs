//! The people and things of a topic in tests, and a topic that remembers its acts.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;
use yishi::domain::actor::{Capacity, ConvenerSeat, Level};
use yishi::domain::workflow::{
    Act, Agreement, Assessment, By, ContentHash, Event, Evidence, Focus, Form, ItemFacts,
    OpinionFacts, PlanFacts, PlannedSession, Presence, Ratings, Refusal, Rules, Source, State,
    Submission, Tally, Verb, advance, submit,
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

/// Ways to stand at a step: each goes on from the one before.
impl Topic {
    pub fn at_gate_1(kind: Kind) -> Self {
        let mut t = Self::submitted(kind);
        t.does(
            Verb::Accept,
            &liaison(),
            Evidence::Accept {
                focus: Focus::Livelihood,
            },
        )
        .does(Verb::Assess, &liaison(), Evidence::Assess(assessment()));
        t
    }

    pub fn proposed(kind: Kind) -> Self {
        let mut t = Self::at_gate_1(kind);
        t.does(
            Verb::Propose,
            &liaison(),
            Evidence::Propose {
                reviewers: 1,
                approvers: 1,
            },
        );
        t
    }

    pub fn approved(kind: Kind) -> Self {
        let mut t = Self::proposed(kind);
        t.does(Verb::Approve, &officer(), Evidence::Nothing).does(
            Verb::Approve,
            &leader(),
            Evidence::Nothing,
        );
        t
    }

    pub fn planned(kind: Kind) -> Self {
        let mut t = Self::approved(kind);
        let at = t.now + TimeDelta::days(14);
        t.does(
            Verb::PlanSave,
            &liaison(),
            Evidence::Plan(plan("p1", 1, at)),
        );
        t
    }

    pub fn at_research(kind: Kind) -> Self {
        let mut t = Self::planned(kind);
        for signer in kind.set() {
            t.does(Verb::PlanSign, &signer, sign_plan("p1"));
        }
        t
    }

    pub fn at_deliberation(kind: Kind) -> Self {
        let mut t = Self::at_research(kind);
        let convener = &kind.set()[0];
        let due = t.now + TimeDelta::days(7);
        t.does(
            Verb::ResearchAssign,
            convener,
            Evidence::GroupAssign {
                group: STUDY,
                leader: LEADER_OF_STUDY,
                task: true,
                due,
            },
        )
        .does(
            Verb::ResearchReport,
            &group_leader(),
            Evidence::GroupWork {
                group: STUDY,
                findings: 2,
            },
        )
        .does(
            Verb::ResearchBriefing,
            &liaison(),
            Evidence::Briefing {
                papers: 2,
                sent_to: 15,
            },
        )
        .does(Verb::ResearchAdopt, convener, Evidence::Nothing);
        t
    }

    /// A session was held, everybody was heard.
    pub fn held(kind: Kind) -> Self {
        let mut t = Self::at_deliberation(kind);
        t.days(14).hold_session(kind, 1);
        t
    }

    pub fn hold_session(&mut self, kind: Kind, session: u128) -> &mut Self {
        let chair = &kind.set()[0];
        let session = Uuid::from_u128(session);
        self.does(
            Verb::SessionOpen,
            chair,
            Evidence::Open {
                session,
                presence: presence(),
            },
        )
        .does(
            Verb::SessionClose,
            chair,
            Evidence::Close {
                session,
                presence: presence(),
                heard: vec![OWNERS, SHOPS],
            },
        )
    }

    /// Minutes signed and the opinion saved.
    pub fn write_papers(&mut self, kind: Kind, mark: &str, accepted: &[u32]) -> &mut Self {
        let minutes = Self::hash(&format!("m{mark}"));
        self.does(
            Verb::MinutesSave,
            &liaison(),
            Evidence::Minutes {
                hash: minutes.clone(),
            },
        );
        for signer in kind.set() {
            self.does(
                Verb::MinutesSign,
                &signer,
                Evidence::Sign {
                    hash: minutes.clone(),
                },
            );
        }
        self.does(
            Verb::OpinionSave,
            &liaison(),
            Evidence::Opinion(opinion(&format!("o{mark}"), accepted)),
        )
    }

    pub fn issue(&mut self, kind: Kind, mark: &str) -> &mut Self {
        for signer in kind.set() {
            self.does(
                Verb::OpinionSign,
                &signer,
                sign_opinion(&format!("o{mark}")),
            );
        }
        self
    }

    pub fn at_feedback(kind: Kind, accepted: &[u32]) -> Self {
        let mut t = Self::held(kind);
        t.write_papers(kind, "1", accepted).issue(kind, "1");
        t
    }

    pub fn post(&mut self, kind: Kind) -> &mut Self {
        let until = self.now + TimeDelta::days(7);
        for group in [OWNERS, SHOPS] {
            self.does(
                Verb::FeedbackDeliver,
                &liaison(),
                Evidence::Deliver {
                    group,
                    way: yishi::domain::workflow::Way::Phone,
                },
            );
        }
        self.does(
            Verb::FeedbackPost,
            &liaison(),
            Evidence::Post {
                hash: "posting".into(),
                hits: 0,
            },
        )
        .does(
            Verb::FeedbackRelease,
            &kind.set()[0],
            Evidence::Release {
                hash: "posting".into(),
                passed: false,
                until,
            },
        )
    }

    pub fn close_feedback(&mut self, objections: u32) -> &mut Self {
        self.days(7).does(
            Verb::FeedbackClose,
            &liaison(),
            Evidence::FeedbackClose {
                objections,
                acknowledged: 0,
                root: None,
            },
        )
    }

    pub fn at_conversion(kind: Kind, accepted: &[u32]) -> Self {
        let mut t = Self::at_feedback(kind, accepted);
        t.post(kind).close_feedback(0);
        t
    }

    pub fn accept_task(&mut self, n: u32) -> &mut Self {
        let due = self.now + TimeDelta::days(60);
        self.assign_task(n, due)
            .does(Verb::TaskAccept, &unit(), Evidence::Task { n })
    }

    pub fn assign_task(&mut self, n: u32, due: DateTime<Utc>) -> &mut Self {
        self.does(
            Verb::TaskAssign,
            &officer(),
            Evidence::TaskAssign {
                n,
                unit: UNIT,
                target: yishi::domain::workflow::Target::Project,
                due,
            },
        )
    }

    pub fn complete_task(&mut self, n: u32) -> &mut Self {
        self.does(
            Verb::TaskComplete,
            &unit(),
            Evidence::TaskComplete { n, proofs: 2 },
        )
    }

    pub fn verify_task(&mut self, n: u32) -> &mut Self {
        self.does(
            Verb::TaskVerify,
            &checker(),
            Evidence::TaskVerify {
                n,
                confirmed: true,
                due: None,
                next_check: None,
            },
        )
    }

    pub fn at_supervision(kind: Kind) -> Self {
        let mut t = Self::at_conversion(kind, &[1]);
        t.accept_task(1).complete_task(1);
        t
    }

    pub fn open_window(&mut self) -> &mut Self {
        let until = self.now + TimeDelta::days(10);
        self.does(
            Verb::EvaluationOpen,
            &officer(),
            Evidence::EvaluationOpen { until },
        )
    }

    pub fn at_evaluation(kind: Kind) -> Self {
        let mut t = Self::at_supervision(kind);
        t.verify_task(1).open_window();
        t
    }

    /// The window is over and the ratings are counted.
    pub fn counted(kind: Kind, ratings: Ratings) -> Self {
        let mut t = Self::at_evaluation(kind);
        t.days(10)
            .does(Verb::EvaluationAccount, &officer(), rated(ratings));
        t
    }
}
