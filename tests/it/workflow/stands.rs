//! Ways to stand at a step: each goes on from the one before.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;
use yishi::domain::workflow::{Evidence, Focus, Ratings, Target, Verb, Way};

use super::cast::{
    Kind, LEADER_OF_STUDY, OWNERS, SHOPS, STUDY, Topic, UNIT, assessment, checker, group_leader,
    leader, liaison, officer, opinion, plan, presence, rated, sign_opinion, sign_plan, unit,
};

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
                    way: Way::Phone,
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
                target: Target::Project,
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
