//! The loops and side ways: what happens to a topic after, or instead of, the straight way.

use std::collections::HashMap;

use anyhow::Context;

use super::course::Course;
use super::town::{HEAD, LEADER, OFFICE, SECOND_OFFICER, phone};
use super::way::{Station, Way};
use crate::domain::fields::Raw;
use crate::domain::workflow::Verb;

/// Codes of topics that others point to.
pub type Keys = HashMap<String, String>;

impl Course<'_, '_> {
    /// Leads the topic as far as its seed says.
    ///
    /// # Errors
    /// When a deed is refused.
    pub async fn go(&mut self, keys: &mut Keys) -> anyhow::Result<()> {
        let way = self.seed.way;
        let (station, _) = way.reach();
        match way {
            Way::Rehandled => self.rehandled().await?,
            Way::ConcludedB => self.concluded_with_one_under_way().await?,
            Way::NoResult => self.no_result().await?,
            Way::Returned => {
                self.lead(station).await?;
                self.day(station.day() + 1, 10);
                self.say(OFFICE, Verb::Return, "return").await?;
            }
            Way::ResearchWaived => {
                self.lead(station).await?;
                self.waive().await?;
            }
            _ => {
                self.lead(station).await?;
                self.after(way, station.day(), keys).await?;
            }
        }
        if let Some(key) = &self.seed.key {
            keys.insert(key.clone(), self.code.clone());
        }
        Ok(())
    }

    /// A verb that asks for nothing but a reason.
    async fn say(&mut self, who: usize, verb: Verb, what: &str) -> anyhow::Result<()> {
        self.say_as(&phone(who), verb, what).await
    }

    async fn say_as(&mut self, who: &str, verb: Verb, what: &str) -> anyhow::Result<()> {
        let reason = self.stage.texts.of(what);
        self.act(who, verb, &[("reason", reason)]).await
    }

    async fn after(&mut self, way: Way, day: u32, keys: &Keys) -> anyhow::Result<()> {
        let quarter = self.quarter.clone();
        match way {
            Way::Asked => {
                self.day(day + 1, 9);
                self.say_as(&quarter.liaison, Verb::AskMore, "ask_more")
                    .await?;
            }
            Way::Withdrawn => {
                self.day(day + 1, 9);
                let author = self.author.clone();
                self.say_as(&author, Verb::Withdraw, "withdraw").await?;
            }
            Way::DeclineAsked | Way::Declined => {
                self.day(day + 1, 9);
                let texts = self.stage.texts;
                let form = [
                    ("reason", texts.of("decline")),
                    ("elsewhere", texts.of("elsewhere")),
                ];
                self.act(&quarter.liaison, Verb::Decline, &form).await?;
                if way == Way::Declined {
                    self.day(day + 2, 9);
                    self.act(&quarter.set[0], Verb::DeclineConfirm, &form)
                        .await?;
                }
            }
            Way::Merged => {
                self.day(day + 1, 9);
                let into = self.seed.into.as_deref().and_then(|key| keys.get(key));
                let into = into.context("the topic to merge into comes later")?.clone();
                let form = [("target", into.as_str()), ("reason", "说的是同一件事。")];
                self.act(&quarter.liaison, Verb::Merge, &form).await?;
            }
            Way::Suspended => {
                self.day(day + 2, 9);
                let review = self.ahead(30);
                let form = [
                    ("reason", self.stage.texts.of("suspend")),
                    ("review", review.as_str()),
                ];
                self.act(&quarter.set[0], Verb::Suspend, &form).await?;
            }
            Way::NoQuorum => {
                self.hold_session(false).await?;
                self.say_as(&quarter.set[0], Verb::Replan, "replan").await?;
                self.day(Station::SessionClosed.day() + 2, 9);
                self.plan(Station::SessionClosed.day() + 2).await?;
            }
            Way::Disputed => self.tell(usize::MAX).await?,
            Way::Objected | Way::Sustained => self.objected(way, day).await?,
            Way::TaskRefused => {
                self.day(day + 1, 10);
                let owner = self.owner(1)?;
                let reason = self.stage.texts.of("refuse");
                self.task(&owner, 1, Verb::TaskRefuse, &[("reason", reason)])
                    .await?;
            }
            Way::TaskLate => {
                self.day(day + 34, 10);
                let reason = self.stage.texts.of("urge");
                self.task(&phone(OFFICE), 1, Verb::TaskUrge, &[("reason", reason)])
                    .await?;
            }
            Way::Escalated => {
                self.day(day + 1, 9);
                self.say_as(&quarter.set[0], Verb::Escalate, "escalate")
                    .await?;
            }
            Way::StreetUnresolved => {
                self.day(day + 6, 9);
                let form = [
                    ("reason", self.stage.texts.of("end_unresolved")),
                    ("sent_upward", "yes"),
                    ("document", "云政协呈〔2026〕5号"),
                ];
                self.act(&phone(OFFICE), Verb::EndUnresolved, &form).await?;
                self.day(day + 7, 9);
                self.act(&phone(LEADER), Verb::EndUnresolvedSign, &form)
                    .await?;
            }
            Way::Submitted
            | Way::SubmittedLate
            | Way::Accepted
            | Way::Assessed
            | Way::Proposed
            | Way::Reviewed
            | Way::Approved
            | Way::Returned
            | Way::PlanSaved
            | Way::PlanSignedOnce
            | Way::PlanLate
            | Way::Research
            | Way::ResearchReported
            | Way::ResearchWaived
            | Way::SessionPlanned
            | Way::SessionSoon
            | Way::SessionClosed
            | Way::MinutesSigned
            | Way::OpinionSignedOnce
            | Way::Feedback
            | Way::Posted
            | Way::NoResult
            | Way::TasksAssigned
            | Way::Supervised
            | Way::Verified
            | Way::Evaluated
            | Way::EvaluationOver
            | Way::Rehandled
            | Way::Concluded
            | Way::ConcludedB
            | Way::StreetPlan
            | Way::StreetConcluded => {}
        }
        Ok(())
    }

    async fn waive(&mut self) -> anyhow::Result<()> {
        self.day(Station::Research.day() + 1, 9);
        let liaison = self.quarter.liaison.clone();
        let papers = [("papers", "上月同题入户调查报告")];
        self.act(&liaison, Verb::ResearchBriefing, &papers).await?;
        for seat in self.quarter.set.clone() {
            self.say_as(&seat, Verb::ResearchWaive, "waive").await?;
        }
        Ok(())
    }

    async fn objected(&mut self, way: Way, day: u32) -> anyhow::Result<()> {
        self.day(day + 1, 9);
        let member = self.members_of(1).into_iter().next();
        let member = member.context("a group without members")?;
        let body = self.stage.texts.of("objection");
        self.act(&member, Verb::FeedbackObject, &[("body", body)])
            .await?;
        if way != Way::Sustained {
            return Ok(());
        }
        self.day(day + 2, 9);
        let objection = self.objection().await?;
        for seat in self.quarter.set.clone() {
            let form = [
                ("objection", objection.clone()),
                ("reason", self.stage.texts.of("sustain").to_owned()),
            ];
            self.form(&seat, Verb::FeedbackSustain, Raw::of(form))
                .await?;
        }
        Ok(())
    }

    async fn objection(&self) -> anyhow::Result<String> {
        let store = &self.stage.app.store;
        let mut tx = store.read(self.stage.street.id, "demo.objections").await?;
        let found = crate::store::feedback::objections::of_topic(&mut tx, self.topic).await?;
        let first = found.first().context("nobody objected")?;
        Ok(first.id.to_string())
    }

    async fn no_result(&mut self) -> anyhow::Result<()> {
        self.lead(Station::Feedback).await?;
        for seat in self.quarter.set.clone() {
            self.say_as(&seat, Verb::NoResult, "no_result").await?;
        }
        self.post(Station::Posted.day()).await?;
        self.close_feedback(Station::Conversion.day()).await?;
        self.open_evaluation(Station::Conversion.day() + 1).await
    }

    /// Rated badly: once more through steps 6 to 8, now at 6.
    async fn rehandled(&mut self) -> anyhow::Result<()> {
        self.lead(Station::Verified).await?;
        self.open_evaluation(Station::Evaluation.day()).await?;
        self.rate("not_satisfied").await?;
        self.answer_author(Station::Evaluation.day() + 2).await?;
        self.account(Station::EvaluationOver.day()).await?;
        self.day(Station::EvaluationOver.day() + 1, 10);
        let reason = "满意率不足六成，由原主办单位会同社区二次办理。";
        self.act(&phone(OFFICE), Verb::Rehandle, &[("reason", reason)])
            .await?;
        self.assign_tasks().await
    }

    async fn concluded_with_one_under_way(&mut self) -> anyhow::Result<()> {
        self.lead(Station::Accepted6).await?;
        self.complete_tasks(Station::Supervision.day(), true)
            .await?;
        self.verify_tasks(Station::Verified.day()).await?;
        self.open_evaluation(Station::Evaluation.day()).await?;
        self.rate("satisfied").await?;
        self.account(Station::EvaluationOver.day()).await?;
        self.day(Station::Concluded.day(), 10);
        self.act(&phone(OFFICE), Verb::Conclude, &[]).await
    }
}

/// The people whose log-ins the start of the demonstration prints: phone and what they are.
pub const KNOWN: [(usize, &str); 13] = [
    (1, "resident"),
    (2, "second resident"),
    (3, "Party secretary, convener of 云溪社区"),
    (4, "linked CPPCC member, convener of 云溪社区"),
    (5, "CPPCC member"),
    (6, "department officer"),
    (OFFICE, "office officer (政协工委)"),
    (LEADER, "leader"),
    (9, "street administrator"),
    (10, "liaison of 云溪社区"),
    (11, "auditor"),
    (HEAD, "head of the street council"),
    (SECOND_OFFICER, "second office officer"),
];
