//! The straight way of a topic from feedback to its end: steps 5 to 8.

use anyhow::Context;

use super::course::Course;
use super::drawing::Scene;
use super::town::{LEADER, OFFICE, phone};
use crate::domain::evaluations::ArchivePaper;
use crate::domain::fields::Raw;
use crate::domain::workflow::{Grade, Verb};
use crate::service::Target;

impl Course<'_, '_> {
    /// Everybody is told, the result is posted, a second person releases it.
    pub(super) async fn post(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 9);
        self.tell(usize::MAX).await?;
        let liaison = self.quarter.liaison.clone();
        let body = format!(
            "关于“{}”协商结果的公示\n{}\n公示期间有不同意见的，可以在平台上提出。",
            self.seed.title,
            self.conclusions()
        );
        self.act(&liaison, Verb::FeedbackPost, &[("body", &body)])
            .await?;
        let posting = self.state()?.feedback.posting.as_ref();
        let hash = posting.context("nothing is posted")?.hash.0.clone();
        let second = self.quarter.second.clone();
        self.act(&second, Verb::FeedbackRelease, &[("hash", &hash)])
            .await?;
        let member = self.members_of(0).into_iter().next();
        let member = member.context("a group without members")?;
        self.act(&member, Verb::FeedbackAcknowledge, &[]).await
    }

    /// The posting is over: feedback is closed and tasks come to be.
    pub(super) async fn close_feedback(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 9);
        let liaison = self.quarter.liaison.clone();
        self.act(&liaison, Verb::FeedbackClose, &[]).await
    }

    /// Numbers of the tasks of this round.
    pub(super) fn task_numbers(&self) -> anyhow::Result<Vec<u32>> {
        Ok(self.state()?.tasks_now().map(|t| t.n).collect())
    }

    /// Step 6: the office gives each task to a unit.
    pub(super) async fn assign_tasks(&mut self) -> anyhow::Result<()> {
        let unit = self.unit()?.to_string();
        for n in self.task_numbers()? {
            let due = self.ahead(30);
            let form = [
                ("unit", unit.clone()),
                ("target_kind", "project".to_owned()),
                (
                    "target_detail",
                    "列入街道民生实事项目，年度预算内安排".to_owned(),
                ),
                ("due", due),
            ];
            let target = Target::task(&self.code, n);
            self.perform(&phone(OFFICE), Verb::TaskAssign, target, Raw::of(form))
                .await?;
        }
        Ok(())
    }

    /// The unit whose business the topic is.
    fn unit(&self) -> anyhow::Result<uuid::Uuid> {
        let name = match self.seed.category.as_str() {
            "parking" => "公安交警大队",
            "safety" => "消防救援大队",
            "environment" => "城管局",
            "services" => "民政局",
            "access" => "住建局",
            _ => "街道城建科",
        };
        let found = self.stage.town.units.iter().find(|(unit, _)| unit == name);
        Ok(found.context("the world has no such unit")?.1)
    }

    /// The officer of the unit that leads this task.
    pub(super) fn owner(&self, n: u32) -> anyhow::Result<String> {
        let unit = self.state()?.task(n).and_then(|t| t.unit);
        let unit = unit.context("a task without a unit")?;
        let officer = self.stage.town.officers.get(&unit);
        officer.cloned().context("a unit without an officer")
    }

    /// The units accept and report progress.
    pub(super) async fn accept_tasks(&mut self, day: u32) -> anyhow::Result<()> {
        for n in self.task_numbers()? {
            let owner = self.owner(n)?;
            self.day(day, 10);
            self.task(&owner, n, Verb::TaskAccept, &[]).await?;
            let words = "已现场勘察，正在编制实施方案。";
            self.task(&owner, n, Verb::TaskProgress, &[("words", words)])
                .await?;
        }
        Ok(())
    }

    /// The units say that it is done; with `last_under_way` the last one is only under way.
    pub(super) async fn complete_tasks(
        &mut self,
        day: u32,
        last_under_way: bool,
    ) -> anyhow::Result<()> {
        self.day(day, 10);
        let numbers = self.task_numbers()?;
        let texts = self.stage.texts;
        for n in &numbers {
            let owner = self.owner(*n)?;
            if last_under_way && numbers.last() == Some(n) && numbers.len() > 1 {
                let (due, check) = (self.ahead(60), self.ahead(20));
                let form = [
                    ("grade", "b"),
                    ("reason", texts.of("explain_b")),
                    ("due", due.as_str()),
                    ("next_check", check.as_str()),
                ];
                self.task(&owner, *n, Verb::TaskExplain, &form).await?;
            } else {
                let alt = texts.of("photo_after");
                let photo = self.picture(&owner, Scene::After, alt).await?;
                let form = [
                    ("words", texts.of("complete")),
                    ("evidence", texts.of("proof")),
                    (photo[0].0.as_str(), photo[0].1.as_str()),
                    (photo[1].0.as_str(), photo[1].1.as_str()),
                ];
                self.task(&owner, *n, Verb::TaskComplete, &form).await?;
            }
        }
        Ok(())
    }

    /// Step 7: somebody who is not the owner looks on site.
    pub(super) async fn verify_tasks(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 15);
        let checker = phone(5);
        let texts = self.stage.texts;
        let numbers: Vec<u32> = self
            .state()?
            .tasks_now()
            .filter(|t| t.grade == Some(Grade::A) && !t.verified)
            .map(|t| t.n)
            .collect();
        for n in numbers {
            let form = [("result", "confirmed"), ("words", texts.of("inspection"))];
            self.task(&checker, n, Verb::TaskVerify, &form).await?;
        }
        Ok(())
    }

    /// Step 8: the window.
    pub(super) async fn open_evaluation(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 9);
        self.act(&phone(OFFICE), Verb::EvaluationOpen, &[]).await
    }

    /// Everybody rates; residents mostly so.
    pub(super) async fn rate(&mut self, mostly: &str) -> anyhow::Result<()> {
        let other = if mostly == "satisfied" {
            "not_satisfied"
        } else {
            "satisfied"
        };
        let mut voters: Vec<String> = self.quarter.residents.clone();
        if !voters.contains(&self.author) && self.quarter.community.is_some() {
            voters.push(self.author.clone());
        }
        for (i, voter) in voters.iter().enumerate() {
            let score = match i % 6 {
                _ if *voter == self.author => mostly,
                5 => other,
                2 => "basically",
                _ => mostly,
            };
            let form = [
                ("score", score),
                ("body", "按实际情况评价，希望继续改进。"),
                ("kind", "public"),
            ];
            self.act(voter, Verb::EvaluationRate, &form).await?;
        }
        for member in [5, 15, 16].map(phone) {
            if member != self.author {
                let form = [
                    ("score", mostly),
                    ("body", "到现场看过。"),
                    ("kind", "member"),
                ];
                self.act(&member, Verb::EvaluationRate, &form).await?;
            }
        }
        let form = [
            ("score", mostly),
            ("body", "情况属实。"),
            ("kind", "party_gov"),
        ];
        self.act(&phone(LEADER), Verb::EvaluationRate, &form).await
    }

    /// The author was not satisfied: a unit that led answers.
    pub(super) async fn answer_author(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 9);
        let owner = self.owner(1)?;
        let body = self.stage.texts.of("not_satisfied_answer");
        self.act(&owner, Verb::EvaluationAnswer, &[("body", body)])
            .await
    }

    /// Staff ask the author by telephone.
    pub(super) async fn ask_author(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 9);
        let liaison = self.quarter.liaison.clone();
        let form = [
            ("way", "phone"),
            ("result", "satisfied"),
            ("body", "灯装好以后晚上放心多了。"),
        ];
        self.act(&liaison, Verb::EvaluationContactAuthor, &form)
            .await
    }

    /// The window is over: ratings are counted.
    pub(super) async fn account(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 10);
        let shortfall = self.stage.texts.of("shortfall");
        let mut raw = Raw::of([
            ("shortfall_public", shortfall),
            ("shortfall_member", shortfall),
            ("shortfall_party_gov", shortfall),
        ]);
        let no_result = self.state()?.no_result();
        for paper in ArchivePaper::list(no_result) {
            raw.add("archive", paper.code());
        }
        self.form(&phone(OFFICE), Verb::EvaluationAccount, raw)
            .await
    }
}
