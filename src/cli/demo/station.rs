//! The straight way of a topic, from station to station.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Asia::Shanghai;
use uuid::Uuid;

use super::course::Course;
use super::drawing::Scene;
use super::town::{LEADER, OFFICE, phone};
use super::way::{Station, Way};
use crate::domain::calendar::at_hour;
use crate::domain::fields::Raw;
use crate::domain::workflow::Verb;

impl Course<'_, '_> {
    /// Leads the topic along the straight way until it is at this station.
    ///
    /// # Errors
    /// When a deed is refused.
    pub async fn lead(&mut self, until: Station) -> anyhow::Result<()> {
        self.submit().await?;
        if until >= Station::Accepted {
            self.accept().await?;
        }
        if until >= Station::Assessed {
            self.assess().await?;
        }
        if until >= Station::Proposed {
            self.day(Station::Proposed.day(), 10);
            let liaison = self.quarter.liaison.clone();
            self.act(&liaison, Verb::Propose, &[]).await?;
        }
        if until >= Station::Reviewed {
            self.day(Station::Reviewed.day(), 11);
            self.act(&phone(OFFICE), Verb::Approve, &[]).await?;
        }
        if until >= Station::Approved {
            self.day(Station::Approved.day(), 15);
            self.act(&phone(LEADER), Verb::Approve, &[]).await?;
        }
        if until >= Station::PlanSaved {
            self.plan(Station::PlanSaved.day()).await?;
        }
        if until >= Station::PlanSignedOnce {
            self.sign_plan(0, Station::PlanSignedOnce.day()).await?;
        }
        if until >= Station::Research {
            self.sign_plan(1, Station::Research.day()).await?;
            self.research().await?;
        }
        if until >= Station::Reported {
            self.report().await?;
        }
        if until >= Station::SessionPlanned {
            let liaison = self.quarter.liaison.clone();
            let convener = self.quarter.set[0].clone();
            self.day(Station::SessionPlanned.day(), 10);
            let papers = "调研报告\n现场照片与平面图\n问卷汇总表";
            self.act(&liaison, Verb::ResearchBriefing, &[("papers", papers)])
                .await?;
            self.act(&convener, Verb::ResearchAdopt, &[]).await?;
        }
        if until >= Station::SessionClosed {
            self.hold_session(true).await?;
        }
        if until >= Station::MinutesSigned {
            self.minutes(Station::MinutesSigned.day()).await?;
        }
        if until >= Station::OpinionSignedOnce {
            self.opinion(Station::OpinionSignedOnce.day()).await?;
        }
        if until >= Station::Feedback {
            self.issue(Station::Feedback.day()).await?;
        }
        if until >= Station::Posted {
            self.post(Station::Posted.day()).await?;
        }
        if until >= Station::Conversion {
            self.close_feedback(Station::Conversion.day()).await?;
            self.assign_tasks().await?;
        }
        if until >= Station::Accepted6 {
            self.accept_tasks(Station::Accepted6.day()).await?;
        }
        if until >= Station::Supervision {
            self.complete_tasks(Station::Supervision.day(), false)
                .await?;
        }
        if until >= Station::Verified {
            self.verify_tasks(Station::Verified.day()).await?;
        }
        if until >= Station::Evaluation {
            self.open_evaluation(Station::Evaluation.day()).await?;
            self.rate("satisfied").await?;
            if self.seed.way == Way::EvaluationOver {
                self.ask_author(Station::Evaluation.day() + 1).await?;
            }
        }
        if until >= Station::EvaluationOver {
            self.account(Station::EvaluationOver.day()).await?;
        }
        if until >= Station::Concluded {
            self.day(Station::Concluded.day(), 10);
            self.act(&phone(OFFICE), Verb::Conclude, &[]).await?;
        }
        Ok(())
    }

    /// Step 1: the author sends it, neighbours support it.
    pub(super) async fn submit(&mut self) -> anyhow::Result<()> {
        self.day(0, 9);
        let seed = self.seed;
        let source = seed.source.as_deref().unwrap_or("public_call");
        let who = match source {
            "assignment" => phone(OFFICE),
            "member_recommendation" => phone(5),
            _ if seed.behalf.is_some() => self.quarter.liaison.clone(),
            _ => self.author.clone(),
        };
        self.author.clone_from(&who);
        let community = seed.community.as_deref().unwrap_or("street");
        let mut form = Raw::of([
            ("title", seed.title.as_str()),
            ("body", seed.body.as_str()),
            ("community", community),
            ("category", seed.category.as_str()),
            ("place", seed.place.as_str()),
            ("source", source),
            ("show_name", "masked"),
            ("consent", "yes"),
        ]);
        for (name, value) in &seed.origin {
            form.add(name, value);
        }
        if source == "assignment" {
            form.add("deadline", self.ahead(60));
        }
        if let Some([of, way]) = &seed.behalf {
            let scan = self.drawn(&who, Scene::Note).await?;
            form.add("on_behalf_of", of);
            form.add("on_behalf_way", way);
            form.add("on_behalf_phone", "13900000088");
            form.add(crate::domain::photos::ORIGINALS.ids, scan.to_string());
        }
        // Residents say how many they think are affected.
        if source == "public_call" {
            let people = 20 + 10 * (seed.title.chars().count() % 12);
            form.add("people", people.to_string());
        }
        // Some send a picture of how it is.
        if seed.title.chars().count().is_multiple_of(3) {
            let alt = self.stage.texts.of("photo_before");
            for (name, value) in self.picture(&who, Scene::Before, alt).await? {
                form.add(name, value);
            }
        }
        self.form(&who, Verb::Submit, form).await
    }

    async fn accept(&mut self) -> anyhow::Result<()> {
        self.day(Station::Accepted.day(), 10);
        let liaison = self.quarter.liaison.clone();
        let focus = self.seed.focus.as_deref().unwrap_or("livelihood");
        self.act(&liaison, Verb::Accept, &[("focus", focus)])
            .await?;
        let supports = self.seed.supports.unwrap_or(3);
        let neighbours = self.quarter.residents.clone();
        for neighbour in neighbours.iter().rev().take(supports) {
            if *neighbour != self.author {
                self.act(neighbour, Verb::Support, &[]).await?;
            }
        }
        self.comments(&neighbours, &liaison).await
    }

    /// Neighbours say what they think; the liaison looks, and what came last waits still.
    async fn comments(&mut self, neighbours: &[String], liaison: &str) -> anyhow::Result<()> {
        let turn = self.seed.title.chars().count();
        let texts = self.stage.texts;
        let said = [
            texts.of("comment_1"),
            texts.of("comment_2"),
            texts.of("comment_3"),
        ];
        let author = self.author.clone();
        let others = neighbours.iter().filter(|n| **n != author);
        for (i, neighbour) in others.take(turn / 2 % 3).enumerate() {
            let words = [("body", said[(turn + i) % 3])];
            self.act(neighbour, Verb::Comment, &words).await?;
        }
        if !turn.is_multiple_of(5) {
            self.show_comments(liaison).await?;
        }
        Ok(())
    }

    async fn assess(&mut self) -> anyhow::Result<()> {
        self.day(Station::Assessed.day(), 14);
        let liaison = self.quarter.liaison.clone();
        let groups = self.seed.groups.join("\n");
        let form = [
            ("problem", self.seed.body.as_str()),
            ("people", "320"),
            ("narrow", "4"),
            ("broad", "4"),
            ("strong", "5"),
            ("groups", groups.as_str()),
            ("similar_note", "近两年没有同类议题。"),
            ("similar_seen", "yes"),
        ];
        self.act(&liaison, Verb::Assess, &form).await
    }

    /// Step 2: a version of the plan. The session is eleven working days later.
    pub(super) async fn plan(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 9);
        let starts = self.free_time(day + 12)?;
        let form = self.plan_form(starts)?;
        let liaison = self.quarter.liaison.clone();
        self.form(&liaison, Verb::PlanSave, form).await
    }

    /// A time at which nobody of the street sits yet: members sit for more than one council.
    fn free_time(&mut self, day: u32) -> anyhow::Result<DateTime<Utc>> {
        let app = &self.stage.app;
        let first = app.calendar.add_working_days(at_hour(self.start, 9), day);
        let at = crate::domain::calendar::local_day(first);
        for hour in [14, 9, 16, 10, 15, 11, 19] {
            if self.stage.taken.insert(at_hour(at, hour)) {
                return Ok(at_hour(at, hour));
            }
        }
        anyhow::bail!("the street sits seven times on {at}")
    }

    fn plan_form(&self, starts: DateTime<Utc>) -> anyhow::Result<Raw> {
        let local = |at: DateTime<Utc>| {
            at.with_timezone(&Shanghai)
                .format("%Y-%m-%dT%H:%M")
                .to_string()
        };
        let mut raw = Raw::default();
        raw.add("session1_form", "meeting");
        raw.add("session1_starts", local(starts));
        raw.add("session1_ends", local(starts + TimeDelta::hours(1)));
        raw.add("session1_room", &self.quarter.room);
        raw.add(
            "agenda",
            "一、介绍调研情况\n二、各方发言\n三、讨论并形成意见",
        );
        let town = self.stage.town;
        let mut n = 0;
        let mut person = |phone: &str, identity: &str, group: Option<Uuid>| -> anyhow::Result<()> {
            n += 1;
            raw.add(format!("person{n}_name"), &town.me(phone)?.name);
            raw.add(format!("person{n}_identity"), identity);
            raw.add(format!("person{n}_phone"), phone);
            if let Some(group) = group {
                raw.add(format!("person{n}_group"), group.to_string());
            }
            Ok(())
        };
        let [first, second] = &self.quarter.set;
        person(first, "convener", None)?;
        person(second, "convener", None)?;
        for (i, group) in self.groups()?.into_iter().enumerate() {
            for resident in self.members_of(i) {
                person(&resident, "residents_delegate", Some(group))?;
            }
        }
        person(&phone(15), "member", None)?;
        raw.add("group1_name", "实地踏勘组");
        raw.add("group1_task", "到现场查看，核对数量、尺寸和权属。");
        raw.add("group1_leader", &self.quarter.set[1]);
        raw.add("group2_name", "入户走访组");
        raw.add("group2_task", "走访利益相关方，发放问卷并汇总。");
        raw.add("group2_leader", &self.quarter.set[0]);
        Ok(raw)
    }

    /// Two residents who sit for the group at this place.
    pub(super) fn members_of(&self, group: usize) -> Vec<String> {
        let all = &self.quarter.residents;
        (0..2)
            .filter_map(|k| all.get((3 + group * 2 + k) % all.len()).cloned())
            .collect()
    }

    /// A seat of the signing set signs the plan as it stands.
    pub(super) async fn sign_plan(&mut self, seat: usize, day: u32) -> anyhow::Result<()> {
        self.day(day, 11);
        let facts = self.state()?.plan.facts.as_ref();
        let hash = facts.context("no plan to sign")?.hash.0.clone();
        let who = self.quarter.set[seat].clone();
        self.act(&who, Verb::PlanSign, &[("hash", &hash)]).await
    }

    /// Step 3: groups are sent out and note what they see.
    async fn research(&mut self) -> anyhow::Result<()> {
        self.day(Station::Research.day(), 14);
        let town = self.stage.town;
        for (i, group) in self.research_groups()?.into_iter().enumerate() {
            let leader = self.quarter.set[1 - i % 2].clone();
            let leader_id = town.me(&leader)?.account().to_string();
            let due = format!("{}T18:00", self.ahead(4));
            let form = [
                ("group", group.to_string()),
                ("leader", leader_id),
                ("task", "查清现状，听取各方意见。".to_owned()),
                ("due", due),
            ];
            let convener = self.quarter.set[0].clone();
            self.form(&convener, Verb::ResearchAssign, Raw::of(form))
                .await?;
        }
        Ok(())
    }

    fn research_groups(&self) -> anyhow::Result<Vec<Uuid>> {
        Ok(self.state()?.research.groups.keys().copied().collect())
    }

    fn leader_of(&self, group: Uuid) -> anyhow::Result<String> {
        let leader = self
            .state()?
            .research
            .groups
            .get(&group)
            .and_then(|g| g.leader);
        let town = self.stage.town;
        self.quarter
            .set
            .iter()
            .find(|p| town.me(p).is_ok_and(|m| Some(m.account()) == leader))
            .cloned()
            .context("a research group without a known leader")
    }

    async fn report(&mut self) -> anyhow::Result<()> {
        let today = |c: &Self| {
            let day = c.stage.app.clock.today();
            day.format("%Y-%m-%d").to_string()
        };
        for (i, group) in self.research_groups()?.into_iter().enumerate() {
            let leader = self.leader_of(group)?;
            self.day(Station::Research.day() + 1, 10);
            let (verb, what) = if i == 0 {
                (Verb::ResearchVisit, "visit")
            } else {
                (Verb::ResearchSurvey, "survey")
            };
            let body = self.stage.texts.of(what).to_owned();
            let note = [
                ("group", group.to_string()),
                ("body", body),
                ("place", self.seed.place.clone()),
                ("day", today(self)),
                ("people", "26".to_owned()),
            ];
            self.form(&leader, verb, Raw::of(note)).await?;
        }
        self.day(Station::Reported.day(), 10);
        for group in self.research_groups()? {
            let leader = self.leader_of(group)?;
            let report = [
                ("group", group.to_string()),
                (
                    "report",
                    "情况已经摸清，各方意见记录在案，建议按期协商。".to_owned(),
                ),
                ("findings", self.stage.texts.findings.join("\n")),
            ];
            self.form(&leader, Verb::ResearchReport, Raw::of(report))
                .await?;
        }
        Ok(())
    }

    /// The last signature issues the opinion; the first group is told.
    pub(super) async fn issue(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day, 10);
        self.sign_opinion(1).await?;
        self.tell(1).await
    }

    /// Tells the first so many groups that were not told yet.
    pub(super) async fn tell(&mut self, groups: usize) -> anyhow::Result<()> {
        let liaison = self.quarter.liaison.clone();
        let all = self.groups()?;
        for (i, group) in all.into_iter().enumerate().take(groups) {
            if self.state()?.feedback.told.contains(&group) {
                continue;
            }
            let name = self.seed.groups.get(i).cloned().unwrap_or_default();
            let form = [
                ("group", group.to_string()),
                ("way", "handed".to_owned()),
                ("recipient", format!("{name}代表")),
            ];
            self.form(&liaison, Verb::FeedbackDeliver, Raw::of(form))
                .await?;
        }
        Ok(())
    }
}
