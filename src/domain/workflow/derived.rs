//! What follows from the state: asked by gates, duties, the policy and the pages.

use uuid::Uuid;

use super::act::ContentHash;
use super::facts::Carried;
use super::rooms::Task;
use super::rules::ChainLink;
use super::state::{Standing, State};
use super::step::Step;
use crate::domain::actor::SigningSeat;

impl State {
    /// Open at this step.
    #[must_use]
    pub fn open_at(&self, step: Step) -> bool {
        self.standing == Standing::Open && self.step == step
    }

    /// The council has taken the topic up: it is public from here on.
    #[must_use]
    pub const fn accepted(&self) -> bool {
        self.intake.accepted_at.is_some()
    }

    /// The whole approval chain has approved.
    #[must_use]
    pub const fn approved(&self) -> bool {
        self.proposal.approved_at.is_some()
    }

    /// The link of the approval chain that decides next: on the proposal, or on a reconsideration.
    /// None where nothing waits for the chain.
    #[must_use]
    pub fn next_link(&self) -> Option<ChainLink> {
        let decided = match (&self.declined, self.standing) {
            (Some(d), Standing::Declined) => d.granted.len(),
            _ if self.approved() => return None,
            _ => self.proposal.approvals.len(),
        };
        self.rules.chain.get(decided).copied()
    }

    /// What the topic hands on when it is escalated; `head` is the end of its chain.
    #[must_use]
    pub fn carried(&self, topic: Uuid, head: ContentHash) -> Carried {
        Carried {
            topic,
            council: self.council,
            head,
            step: self.step,
            approved: self.approved(),
            focus: self.focus,
            assessment: self.intake.assessment.clone(),
        }
    }

    /// The ratings are counted and did not carry the topic to its end: below the pass mark, or the
    /// author's "not satisfied" is unanswered.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.evaluation
            .account
            .as_ref()
            .is_some_and(|a| !a.passed || self.evaluation.unanswered())
    }

    /// Failed, and cannot be handled once more: in round 2, or once after no result.
    #[must_use]
    pub fn failed_for_good(&self) -> bool {
        self.failed() && (self.round > 1 || self.no_result())
    }

    /// The seats whose signatures are needed (签署组).
    #[must_use]
    pub const fn signing_set(&self) -> [SigningSeat; 2] {
        self.level.signing_set()
    }

    /// The stakeholder groups named by the assessment.
    #[must_use]
    pub fn groups(&self) -> &[Uuid] {
        self.intake
            .assessment
            .as_ref()
            .map_or(&[], |a| a.groups.as_slice())
    }

    /// The task with this number.
    #[must_use]
    pub fn task(&self, n: u32) -> Option<&Task> {
        self.tasks.iter().find(|t| t.n == n)
    }

    /// The tasks of the round under way.
    pub fn tasks_now(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|t| t.round == self.round)
    }

    /// Nothing was accepted, and the signing set has said so.
    #[must_use]
    pub const fn no_result(&self) -> bool {
        self.opinion.no_result_at.is_some()
    }
}
