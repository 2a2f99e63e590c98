//! A topic on its way through steps 5 to 8, done by those who do them; the days go on with it.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;
use yishi::domain::evaluations::ArchivePaper;
use yishi::domain::feedback::posting_hash;
use yishi::domain::workflow::Verb;
use yishi::service::{Done, Problem, Target, step};
use yishi::store::feedback::objections::{self, Objection};
use yishi::store::feedback::postings::{self, Posting};
use yishi::store::tasks::{self, TaskRow};

use super::world::World;

/// What a posting says.
pub const POSTING: &str = "经协商，同意在东门空地建设充电棚，现将结果公示如下，请大家监督。";

impl World {
    /// An opinion without an accepted item, signed by both: step 5.
    pub async fn issued_empty(&self) -> String {
        let (code, session) = self.closed().await;
        self.save_minutes(&code, session, "九点开始，十点五十结束。")
            .await;
        self.sign_minutes(&code).await;
        let fields = [
            ("summary", "两处场地都不具备条件。"),
            ("item_1_text", "在东门空地建 20 个充电位"),
            ("item_1_result", "not_accepted"),
            ("agreement", "broad_agreement"),
            ("dissents", ""),
        ];
        self.done("liaison", Verb::OpinionSave, &code, &fields)
            .await;
        let hash = self.opinion_hash(&code).await;
        for key in ["secretary", "linked_member"] {
            self.done(key, Verb::OpinionSign, &code, &[("hash", &hash)])
                .await;
        }
        code
    }

    /// Somebody does a verb of a task.
    pub async fn at_task(
        &self,
        key: &str,
        verb: Verb,
        code: &str,
        n: u32,
        fields: &[(&str, &str)],
    ) -> Result<Done, Problem> {
        self.act(key, verb, Target::task(code, n), fields).await
    }

    /// The same, of somebody who must be let.
    pub async fn tasked(&self, key: &str, verb: Verb, code: &str, n: u32, fields: &[(&str, &str)]) {
        let done = self.at_task(key, verb, code, n, fields).await;
        done.unwrap_or_else(|problem| panic!("{key} {verb:?}: {problem} {problem:?}"));
    }

    /// Days pass.
    pub fn days_pass(&self, days: i64) {
        self.app.clock.advance(TimeDelta::days(days));
    }

    /// The day so many days from now, as a form has it.
    pub fn in_days(&self, days: i64) -> String {
        let day = yishi::domain::calendar::local_day(self.now() + TimeDelta::days(days));
        day.to_string()
    }

    /// The id of a topic.
    pub async fn topic(&self, code: &str) -> Uuid {
        let mut tx = self.read().await;
        step::see(&mut tx, code).await.unwrap().row.id
    }

    /// The posting made last.
    pub async fn posting(&self, code: &str) -> Posting {
        let topic = self.topic(code).await;
        let mut tx = self.read().await;
        let posting = postings::latest(&mut tx, topic).await.unwrap();
        posting.expect("a posting")
    }

    /// The objections of a topic.
    pub async fn objections(&self, code: &str) -> Vec<Objection> {
        let topic = self.topic(code).await;
        let mut tx = self.read().await;
        objections::of_topic(&mut tx, topic).await.unwrap()
    }

    /// The tasks of a topic.
    pub async fn tasks(&self, code: &str) -> Vec<TaskRow> {
        let topic = self.topic(code).await;
        let mut tx = self.read().await;
        tasks::of_topic(&mut tx, topic).await.unwrap()
    }

    /// Every group is told.
    pub async fn told(&self) -> String {
        let code = self.issued().await;
        self.tell(&code).await;
        code
    }

    /// Every group of a topic is told.
    pub async fn tell(&self, code: &str) {
        for group in self.groups(code).await {
            let group = group.to_string();
            let fields = [
                ("group", group.as_str()),
                ("way", "handed"),
                ("recipient", "欧阳平"),
            ];
            self.done("liaison", Verb::FeedbackDeliver, code, &fields)
                .await;
        }
    }

    /// The hash of the posting made last.
    pub async fn posting_hash(&self, code: &str) -> String {
        let posting = self.posting(code).await;
        let topic = self.topic(code).await;
        posting_hash(topic, posting.n, &posting.body).unwrap().0
    }

    /// Made ready by the liaison.
    pub async fn post(&self, code: &str, body: &str) {
        self.done("liaison", Verb::FeedbackPost, code, &[("body", body)])
            .await;
    }

    /// Released by a convener; answers when it ends.
    pub async fn release(&self, code: &str) -> DateTime<Utc> {
        let hash = self.posting_hash(code).await;
        self.done("secretary", Verb::FeedbackRelease, code, &[("hash", &hash)])
            .await;
        self.posting(code).await.closes_at.expect("an end")
    }

    /// Told, posted and released.
    pub async fn posted(&self) -> String {
        let code = self.told().await;
        self.post(&code, POSTING).await;
        self.release(&code).await;
        code
    }

    /// The posting is over.
    pub async fn posting_over(&self, code: &str) {
        let until = self.posting(code).await.closes_at.expect("an end");
        self.app.clock.set(until + TimeDelta::hours(15));
    }

    /// Feedback is closed: a task waits for its unit.
    pub async fn converted(&self) -> String {
        let code = self.posted().await;
        self.posting_over(&code).await;
        self.done("liaison", Verb::FeedbackClose, &code, &[]).await;
        code
    }

    /// The office assigns a task to the first department, due in so many days.
    pub async fn assign(&self, code: &str, n: u32, days: i64) {
        let unit = self.street.units[0].id.to_string();
        let due = self.in_days(days);
        let fields = [
            ("unit", unit.as_str()),
            ("assisting", "社会事业办公室"),
            ("target_kind", "project"),
            ("target_detail", "预算 12 万元，工期两个月"),
            ("due", due.as_str()),
        ];
        self.tasked("office_officer", Verb::TaskAssign, code, n, &fields)
            .await;
    }

    /// The department has the task.
    pub async fn accepted_task(&self) -> String {
        let code = self.converted().await;
        self.assign(&code, 1, 60).await;
        self.tasked("department_officer", Verb::TaskAccept, &code, 1, &[])
            .await;
        code
    }

    /// The owners' vote is recorded with these numbers: people and area entitled, taking part, in favour.
    pub async fn vote(&self, code: &str, n: u32, kind: &str, numbers: [&str; 6]) {
        let day = self.in_days(0);
        let names = [
            "entitled",
            "took_part",
            "in_favour",
            "area_entitled",
            "area_took_part",
            "area_in_favour",
        ];
        let mut fields = vec![
            ("legal_kind", kind),
            ("day", day.as_str()),
            ("paper", "业主大会决议 2026-3 号"),
        ];
        fields.extend(names.into_iter().zip(numbers));
        self.tasked("liaison", Verb::TaskLegal, code, n, &fields)
            .await;
    }

    /// Done, shown and graded A: step 7.
    pub async fn complete(&self, code: &str, n: u32) {
        let enough = ["100", "80", "60", "9000", "7000", "5000"];
        self.vote(code, n, "owners_vote", enough).await;
        let fields = [
            ("words", "充电棚已经建成并通过验收。"),
            ("evidence", "验收单 2026-18\n现场照片"),
        ];
        self.tasked("department_officer", Verb::TaskComplete, code, n, &fields)
            .await;
    }

    /// Completed and found done by a linked member.
    pub async fn verified(&self) -> String {
        let code = self.accepted_task().await;
        self.complete(&code, 1).await;
        self.verify(&code, 1).await;
        code
    }

    /// A linked member finds a task done.
    pub async fn verify(&self, code: &str, n: u32) {
        let fields = [("result", "confirmed"), ("words", "到场看过，确已建成。")];
        self.tasked("member", Verb::TaskVerify, code, n, &fields)
            .await;
    }

    /// The window is open.
    pub async fn rated(&self) -> String {
        let code = self.verified().await;
        self.done("office_officer", Verb::EvaluationOpen, &code, &[])
            .await;
        code
    }

    /// Somebody rates.
    pub async fn rate(&self, key: &str, code: &str, score: &str) -> Result<Done, Problem> {
        let fields = [("score", score), ("body", "等了很久，没有达到预期。")];
        self.act(key, Verb::EvaluationRate, Target::topic(code), &fields)
            .await
    }

    /// Ten residents, three members and a leader rate the same.
    pub async fn everybody_rates(&self, code: &str, score: &str) {
        for resident in self.street.more_residents(&self.db, 0, 10).await {
            let me = self.log_in(&resident).await;
            let fields = [("score", score), ("body", "等了很久，没有达到预期。")];
            let deed = self.deed_of(me, Target::topic(code), &fields).await;
            yishi::service::deeds::perform(Verb::EvaluationRate, deed)
                .await
                .unwrap();
        }
        for key in ["member", "third_member", "linked_member", "leader"] {
            self.rate(key, code, score).await.unwrap();
        }
    }

    /// The window is over.
    pub async fn window_over(&self, code: &str) {
        let until = self.state(code).await.evaluation.until.expect("a window");
        self.app.clock.set(until + TimeDelta::hours(15));
    }

    /// The form of an account with its whole archive, and reasons where kinds fell short.
    pub fn account_form(no_result: bool) -> Vec<(&'static str, &'static str)> {
        let mut fields: Vec<(&str, &str)> = ArchivePaper::list(no_result)
            .map(|p| ("archive", p.code()))
            .collect();
        for name in [
            "shortfall_public",
            "shortfall_member",
            "shortfall_party_gov",
        ] {
            fields.push((name, "已逐户通知，参评人数仍然不足。"));
        }
        fields
    }

    /// The office has made its account of a window in which everybody rated so.
    pub async fn accounted(&self, score: &str) -> String {
        let code = self.rated().await;
        self.everybody_rates(&code, score).await;
        self.window_over(&code).await;
        let form = Self::account_form(false);
        self.done("office_officer", Verb::EvaluationAccount, &code, &form)
            .await;
        code
    }

    /// The clock of the day on which the first topic of a world begins: another one can go the same way.
    pub fn anew(&self) {
        self.set_clock("2026-11-23T09:00");
    }

    /// Another topic beside one that was accounted for: its window opens so many days later, and one resident rates.
    pub async fn accounted_later(&self, days: i64, score: &str) -> String {
        self.anew();
        let code = self.verified().await;
        self.days_pass(days);
        self.done("office_officer", Verb::EvaluationOpen, &code, &[])
            .await;
        for key in ["second_resident", "member", "linked_member", "leader"] {
            self.rate(key, &code, score).await.unwrap();
        }
        self.window_over(&code).await;
        let form = Self::account_form(false);
        self.done("office_officer", Verb::EvaluationAccount, &code, &form)
            .await;
        code
    }
}
