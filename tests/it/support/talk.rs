//! A topic on its way through steps 3 and 4: research, the session, minutes and opinion, done by those
//! who do them.

use uuid::Uuid;
use yishi::domain::workflow::{Step, Verb};
use yishi::service::sessions::check_in_code;
use yishi::service::{Done, Problem, Target};
use yishi::store::opinions;
use yishi::store::sessions::people::{self, Person};

use super::world::World;

/// When the session of [`World::published`] begins.
pub const SESSION_DAY: &str = "2026-11-27T09:00";

impl World {
    /// A topic at this step, 1 to 5, walked there by real deeds.
    pub async fn to_step(&self, step: Step) -> String {
        match step {
            Step::Solicitation => self.submitted().await,
            Step::Scheduling => self.approved().await,
            Step::Research => self.published().await,
            Step::Deliberation => self.adopted().await,
            Step::Feedback => self.issued().await,
            Step::Conversion | Step::Supervision | Step::Evaluation => {
                panic!("the later rooms walk on from step 5")
            }
        }
    }

    /// The only research group of a topic.
    pub async fn research_group(&self, code: &str) -> String {
        let state = self.state(code).await;
        let group = state.research.groups.keys().next();
        group.expect("a research group").to_string()
    }

    /// The first session of the published plan.
    pub async fn session(&self, code: &str) -> Uuid {
        let facts = self.state(code).await.plan.facts.expect("a plan");
        facts.sessions[0].id
    }

    /// Somebody does a verb of a session.
    pub async fn at_session(
        &self,
        key: &str,
        verb: Verb,
        session: Uuid,
        fields: &[(&str, &str)],
    ) -> Result<Done, Problem> {
        self.act(key, verb, Target::session(session), fields).await
    }

    /// The same, of somebody who must be let.
    pub async fn held_at(&self, key: &str, verb: Verb, session: Uuid, fields: &[(&str, &str)]) {
        let done = self.at_session(key, verb, session, fields).await;
        done.unwrap_or_else(|problem| panic!("{key} {verb:?}: {problem} {problem:?}"));
    }

    /// Everybody named for a session.
    pub async fn people_of(&self, session: Uuid) -> Vec<Person> {
        let mut tx = self.read().await;
        people::of_session(&mut tx, session).await.unwrap()
    }

    /// The row of somebody named for a session.
    pub async fn row_of(&self, session: Uuid, name: &str) -> String {
        let people = self.people_of(session).await;
        let row = people.iter().find(|p| p.name == name);
        row.unwrap_or_else(|| panic!("{name} is not named"))
            .id
            .to_string()
    }

    /// The code shown at the door.
    pub fn code_at_door(&self, session: Uuid) -> String {
        check_in_code(&self.app.street_key(self.street.tenant), session)
    }

    /// The group has reported and the papers are sent.
    pub async fn researched(&self) -> String {
        let code = self.published().await;
        let group = self.research_group(&code).await;
        let leader = self.street.person("member").id.to_string();
        let assign = [
            ("group", group.as_str()),
            ("leader", leader.as_str()),
            ("task", "查清可用容量和两处场地的条件"),
            ("due", "2026-11-25T18:00"),
        ];
        self.done("secretary", Verb::ResearchAssign, &code, &assign)
            .await;
        let report = [
            ("group", group.as_str()),
            ("report", "走访了两处场地，用电容量够。"),
            ("findings", "东门空地容量够\n西侧离住户太近"),
        ];
        self.done("member", Verb::ResearchReport, &code, &report)
            .await;
        let papers = [("papers", "场地走访记录\n用电容量说明")];
        self.done("liaison", Verb::ResearchBriefing, &code, &papers)
            .await;
        code
    }

    /// The research is adopted: step 4.
    pub async fn adopted(&self) -> String {
        let code = self.researched().await;
        self.done("secretary", Verb::ResearchAdopt, &code, &[])
            .await;
        code
    }

    /// Staff tick these people off at the door.
    pub async fn check_in(&self, session: Uuid, names: &[&str]) {
        let mut rows = Vec::new();
        for name in names {
            rows.push(self.row_of(session, name).await);
        }
        let mut fields = vec![("listed", "1"), ("present_way", "room")];
        fields.extend(rows.iter().map(|r| ("people", r.as_str())));
        self.held_at("liaison", Verb::SessionCheckIn, session, &fields)
            .await;
    }

    /// The session is open, everybody there.
    pub async fn opened(&self) -> (String, Uuid) {
        let code = self.adopted().await;
        let session = self.session(&code).await;
        self.set_clock("2026-11-27T08:50");
        let names = ["李建国", "王敏", "欧阳平", "秦朗", "赵强"];
        self.check_in(session, &names).await;
        self.set_clock(SESSION_DAY);
        self.held_at("secretary", Verb::SessionOpen, session, &[])
            .await;
        (code, session)
    }

    /// The session is closed, both groups heard.
    pub async fn closed(&self) -> (String, Uuid) {
        let (code, session) = self.opened().await;
        let row = self.row_of(session, "欧阳平").await;
        let remark = [
            ("person", row.as_str()),
            ("place", "room"),
            ("body", "建在东门，离窗户远一些。"),
        ];
        self.held_at("liaison", Verb::SessionRemark, session, &remark)
            .await;
        self.set_clock("2026-11-27T10:50");
        let groups: Vec<String> = self
            .groups(&code)
            .await
            .iter()
            .map(Uuid::to_string)
            .collect();
        let heard: Vec<(&str, &str)> = groups.iter().map(|g| ("heard", g.as_str())).collect();
        self.held_at("secretary", Verb::SessionClose, session, &heard)
            .await;
        (code, session)
    }

    /// The hash of the minutes saved last.
    pub async fn minutes_hash(&self, code: &str) -> String {
        self.state(code)
            .await
            .deliberation
            .minutes
            .expect("minutes")
            .0
    }

    /// The hash of the opinion saved last.
    pub async fn opinion_hash(&self, code: &str) -> String {
        self.state(code)
            .await
            .opinion
            .facts
            .expect("an opinion")
            .hash
            .0
    }

    /// The opinion saved last.
    pub async fn opinion_row(&self, code: &str) -> opinions::Version {
        let mut tx = self.read().await;
        let held = yishi::service::step::see(&mut tx, code).await.unwrap();
        let row = opinions::latest(&mut tx, held.row.id).await.unwrap();
        row.expect("an opinion")
    }

    /// Saves minutes of the session.
    pub async fn save_minutes(&self, code: &str, session: Uuid, course: &str) {
        let session = session.to_string();
        let fields = [
            ("session", session.as_str()),
            ("course", course),
            ("points", "住户担心噪声，车主希望近一些。"),
            ("conclusions", "建在东门空地。"),
            ("divided", ""),
        ];
        self.done("liaison", Verb::MinutesSave, code, &fields).await;
    }

    /// Saves an opinion with an accepted item and one that is not.
    pub async fn save_opinion(&self, code: &str, summary: &str) {
        let fields = [
            ("summary", summary),
            ("item_1_text", "在东门空地建 20 个充电位"),
            ("item_1_result", "accepted"),
            ("item_1_target", "project"),
            ("item_1_legal", "owners_vote"),
            ("item_2_text", "西侧也建一处"),
            ("item_2_result", "not_accepted"),
            ("agreement", "broad_agreement"),
            ("dissents", "两户希望离窗户再远一些"),
        ];
        self.done("liaison", Verb::OpinionSave, code, &fields).await;
    }

    /// Both conveners sign the minutes.
    pub async fn sign_minutes(&self, code: &str) {
        let hash = self.minutes_hash(code).await;
        for key in ["secretary", "linked_member"] {
            self.done(key, Verb::MinutesSign, code, &[("hash", &hash)])
                .await;
        }
    }

    /// Minutes signed, an opinion saved.
    pub async fn drafted(&self) -> (String, Uuid) {
        let (code, session) = self.closed().await;
        self.save_minutes(&code, session, "九点开始，十点五十结束。")
            .await;
        self.sign_minutes(&code).await;
        self.save_opinion(&code, "同意在东门建充电棚。").await;
        (code, session)
    }

    /// Both conveners have signed the opinion: step 5.
    pub async fn issued(&self) -> String {
        let (code, _) = self.drafted().await;
        let hash = self.opinion_hash(&code).await;
        for key in ["secretary", "linked_member"] {
            self.done(key, Verb::OpinionSign, &code, &[("hash", &hash)])
                .await;
        }
        code
    }
}
