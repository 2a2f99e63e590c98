//! The life of a topic of load from its posting to its end: steps 5 to 8.

use anyhow::Context;
use chrono::TimeDelta;
use rand::RngExt;
use serde_json::json;
use uuid::Uuid;

use super::life::Life;
use super::rows::{Round, evaluation, row, task};
use super::street::Player;
use super::words;
use crate::cli::demo::way::Station;
use crate::domain::audit::{CoveredRow, utc_text};
use crate::domain::calendar::{at_hour, local_day};
use crate::domain::workflow::{Evidence, Grade, Ratings, Tally, Target, Verb, Way};

impl Life<'_> {
    pub(super) fn post(&mut self) -> anyhow::Result<()> {
        self.come(Station::Posted, 10);
        let liaison = self.bench.liaison;
        for group in self.groups()? {
            let way = *words::any(&mut self.rng, Way::ALL);
            self.does(
                Verb::FeedbackDeliver,
                liaison,
                Evidence::Deliver { group, way },
            )?;
        }
        let hash = self.hash("posting");
        let post = Evidence::Post {
            hash: hash.clone(),
            hits: 0,
        };
        self.does(Verb::FeedbackPost, liaison, post)?;
        let release = Evidence::Release {
            hash,
            passed: false,
            until: self.setting.calendar.add_working_days(self.at, 5),
        };
        self.does(Verb::FeedbackRelease, self.bench.set[0], release)
    }

    /// From the end of the posting on: tasks, their results, and what people say of them.
    pub(super) fn results(&mut self, until: Station) -> anyhow::Result<()> {
        self.come(Station::Conversion, 10);
        let close = Evidence::FeedbackClose {
            objections: 0,
            acknowledged: self.rng.random_range(0..20),
            root: None,
        };
        let opinion = self.state()?.opinion.clone();
        let mut promises: Vec<Promise> = (1..)
            .zip(opinion.accepted())
            .map(|(n, (item, _))| Promise {
                id: self.id(),
                n,
                title: self.matter.items[usize::from(item > 1)],
                reason: "",
                created: utc_text(self.at),
                unit: *words::any(&mut self.rng, &self.setting.cast.units),
            })
            .collect();
        self.promised(
            Verb::FeedbackClose,
            self.bench.liaison,
            close,
            &promises.iter().collect::<Vec<_>>(),
        )?;
        let office = self.setting.cast.office;
        for promise in &promises {
            let days = self.rng.random_range(30..60);
            let assign = Evidence::TaskAssign {
                n: promise.n,
                unit: promise.unit.unit.context("an officer without a unit")?,
                target: *words::any(&mut self.rng, Target::ALL),
                due: self.setting.calendar.add_working_days(self.at, days),
            };
            self.promised(Verb::TaskAssign, office, assign, &[promise])?;
        }
        if until >= Station::Accepted6 {
            self.come(Station::Accepted6, 9);
            for promise in &promises {
                let n = promise.n;
                self.promised(
                    Verb::TaskAccept,
                    promise.unit,
                    Evidence::Task { n },
                    &[promise],
                )?;
            }
        }
        if until >= Station::Supervision {
            self.come(Station::Supervision, 11);
            for promise in &mut promises {
                self.grade(promise)?;
            }
        }
        if until >= Station::Verified {
            self.come(Station::Verified, 14);
            for promise in &promises {
                self.verify(promise)?;
            }
        }
        if until >= Station::Evaluation {
            self.evaluation(until)?;
        }
        let topic = self.topic.id;
        let community = self.topic.community_id;
        for promise in &promises {
            let row_now = self.task_row(promise)?;
            let others = json!({
                "id": promise.id,
                "topic_id": topic,
                "community_id": community,
                "updated_at": utc_text(self.at),
            });
            self.rows.tasks.push(row(&row_now, others));
        }
        Ok(())
    }

    /// Three of four are done; the others go on under a date, or are kept for planning.
    fn grade(&mut self, promise: &mut Promise) -> anyhow::Result<()> {
        let n = promise.n;
        let explain = |grade, due, next_check| Evidence::TaskExplain {
            n,
            grade,
            reason: true,
            due,
            next_check,
        };
        let later = |days| Some(self.at + TimeDelta::days(days));
        let (verb, evidence, reason) = match self.rng.random_range(0..8) {
            0 => (
                Verb::TaskExplain,
                explain(Grade::B, later(240), later(150)),
                "需与管线单位一并施工，已列入下一批。",
            ),
            1 => (
                Verb::TaskExplain,
                explain(Grade::C, None, None),
                "已纳入明年的改造计划，预算待批。",
            ),
            _ => (
                Verb::TaskComplete,
                Evidence::TaskComplete { n, proofs: 2 },
                "已按意见书完成，现场照片已存档。",
            ),
        };
        promise.reason = reason;
        self.promised(verb, promise.unit, evidence, &[promise])
    }

    fn verify(&mut self, promise: &Promise) -> anyhow::Result<()> {
        let n = promise.n;
        let done = self
            .state()?
            .task(n)
            .is_some_and(|t| t.grade == Some(Grade::A));
        if !done {
            return Ok(());
        }
        let verify = Evidence::TaskVerify {
            n,
            confirmed: true,
            due: None,
            next_check: None,
        };
        let office = self.setting.cast.office;
        self.promised(Verb::TaskVerify, office, verify, &[promise])
    }

    fn evaluation(&mut self, until: Station) -> anyhow::Result<()> {
        let office = self.setting.cast.office;
        self.come(Station::Evaluation, 9);
        let window = Evidence::EvaluationOpen {
            until: at_hour(local_day(self.at + TimeDelta::days(10)), 12),
        };
        let mut round = Round {
            id: self.id(),
            opened_by: office.account,
            accounted_at: None,
            decided_at: None,
        };
        self.rated(Verb::EvaluationOpen, window, &round)?;
        if until >= Station::EvaluationOver {
            self.account(until, &mut round)?;
        }
        let others = json!({"id": round.id, "topic_id": self.topic.id});
        let row_now = evaluation(&round, self.state()?);
        self.rows.evaluations.push(row(&row_now, others));
        Ok(())
    }

    /// The window is over: what people said, and the end.
    fn account(&mut self, until: Station, round: &mut Round) -> anyhow::Result<()> {
        self.come(Station::EvaluationOver, 17);
        let mut some = |from, to| self.rng.random_range(from..=to);
        let ratings = Ratings {
            public: Tally {
                satisfied: some(9, 40),
                basically: some(1, 8),
                not_satisfied: some(0, 4),
            },
            member: Tally {
                satisfied: some(3, 6),
                basically: some(0, 2),
                not_satisfied: 0,
            },
            party_gov: Tally {
                satisfied: some(1, 2),
                ..Tally::default()
            },
            author: None,
            root: None,
        };
        let counted = Evidence::Ratings {
            ratings,
            reason: true,
            archive_checked: true,
        };
        round.accounted_at = Some(utc_text(self.at));
        self.rated(Verb::EvaluationAccount, counted.clone(), round)?;
        if until >= Station::Concluded {
            self.come(Station::Concluded, 10);
            round.decided_at = Some(utc_text(self.at));
            self.rated(Verb::Conclude, counted, round)?;
        }
        Ok(())
    }

    /// An act of the office that leaves the round's row as the state then has it.
    fn rated(&mut self, verb: Verb, evidence: Evidence, round: &Round) -> anyhow::Result<()> {
        let office = self.setting.cast.office;
        self.follows(verb, office, evidence, |life| {
            Ok(vec![evaluation(round, life.state()?)])
        })
    }

    /// An act that leaves these promises' rows as the state then has them.
    fn promised(
        &mut self,
        verb: Verb,
        who: Player,
        evidence: Evidence,
        promises: &[&Promise],
    ) -> anyhow::Result<()> {
        self.follows(verb, who, evidence, |life| {
            promises.iter().map(|p| life.task_row(p)).collect()
        })
    }

    fn task_row(&self, promise: &Promise) -> anyhow::Result<CoveredRow> {
        let now = self.state()?.task(promise.n);
        let now = now.context("a promise without a task")?;
        Ok(task(
            promise.id,
            now,
            promise.title,
            promise.reason,
            &promise.created,
        ))
    }
}

/// A task as it is promised.
struct Promise {
    id: Uuid,
    n: u32,
    title: &'static str,
    reason: &'static str,
    created: String,
    unit: Player,
}
