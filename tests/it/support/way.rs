//! A topic on its way: the verbs of steps 1 and 2 done by those who do them, for tests of every room.

use std::sync::Arc;

use uuid::Uuid;
use yishi::domain::fields::Raw;
use yishi::domain::workflow::{State, Verb};
use yishi::service::{Done, Problem, Target, deeds, people, record, step};
use yishi::store::{plans, system_tx, topics::groups};

use super::world::World;

impl World {
    /// Somebody of the street does a verb, with a form.
    pub async fn act(
        &self,
        key: &str,
        verb: Verb,
        target: Target,
        fields: &[(&str, &str)],
    ) -> Result<Done, Problem> {
        let deed = self.deed(key, target, fields).await;
        deeds::perform(verb, deed).await
    }

    /// The same with a topic that must let them.
    pub async fn done(&self, key: &str, verb: Verb, code: &str, fields: &[(&str, &str)]) -> Done {
        let done = self.act(key, verb, Target::topic(code), fields).await;
        done.unwrap_or_else(|problem| panic!("{key} {verb:?}: {problem} {problem:?}"))
    }

    /// The street lets residents do this much before anybody has checked their name.
    pub async fn lets(&self, choice: &str) {
        let admin = self.me("street_admin").await;
        let raw = Raw::of([("unverified", choice)]);
        let tx = self.write("settings.save").await;
        let done = people::set_unverified(tx, &admin, &raw, self.now()).await;
        done.unwrap();
    }

    /// Nobody has checked the name of this person.
    pub async fn unchecked(&self, key: &str) {
        sqlx::query("update account set verified_at = null where id = $1")
            .bind(self.street.person(key).id)
            .execute(&self.db.owner)
            .await
            .unwrap();
    }

    /// A resident's topic of the first community.
    pub async fn submitted(&self) -> String {
        let fields = [
            ("title", "电动自行车充电棚设在哪里"),
            ("body", "楼道里拉线充电很危险，请在小区里建充电棚。"),
            ("community", "yunxi"),
            ("category", "facilities"),
            ("place", "云溪小区东门"),
            ("consent", "yes"),
        ];
        let done = self.act("resident", Verb::Submit, Target::default(), &fields);
        done.await.unwrap().code
    }

    /// The text of a topic is taken down: the administrator asks, the office confirms, both for this reason.
    pub async fn take_down(&self, code: &str, reason: &str) -> Done {
        let why = [("reason", reason)];
        self.done("street_admin", Verb::TakeDown, code, &why).await;
        self.done("office_officer", Verb::TakeDownConfirm, code, &why)
            .await
    }

    /// A resident's topic of the first community in these words, accepted; answers its code.
    pub async fn accepted(&self, title: &str, place: &str, body: &str) -> String {
        let fields = [
            ("title", title),
            ("body", body),
            ("place", place),
            ("community", "yunxi"),
            ("category", "facilities"),
            ("consent", "yes"),
        ];
        let done = self.act("resident", Verb::Submit, Target::default(), &fields);
        let code = done.await.unwrap().code;
        self.done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
            .await;
        code
    }

    /// Accepted and assessed, with two stakeholder groups.
    pub async fn assessed(&self) -> String {
        let code = self.submitted().await;
        self.done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
            .await;
        let fields = [
            ("problem", "楼道充电有火灾隐患，缺少集中充电的地方"),
            ("people", "260"),
            ("narrow", "5"),
            ("broad", "4"),
            ("strong", "4"),
            ("groups", "一楼住户 | 16\n电动车车主"),
            ("similar", ""),
            ("similar_seen", "yes"),
        ];
        self.done("liaison", Verb::Assess, &code, &fields).await;
        code
    }

    /// Proposed, reviewed by the office and approved by the leader.
    pub async fn approved(&self) -> String {
        let code = self.assessed().await;
        self.done("liaison", Verb::Propose, &code, &[]).await;
        self.done("office_officer", Verb::Approve, &code, &[]).await;
        self.done("leader", Verb::Approve, &code, &[]).await;
        code
    }

    /// The ids of a topic's stakeholder groups, in their order.
    pub async fn groups(&self, code: &str) -> Vec<Uuid> {
        let mut tx = self.read().await;
        let held = step::see(&mut tx, code).await.unwrap();
        let found = groups::of_topic(&mut tx, held.row.id).await.unwrap();
        found.into_iter().map(|g| g.id).collect()
    }

    /// The form of a plan: one meeting on 2026-11-27, both groups, one research group.
    pub async fn plan_form(&self, code: &str) -> Vec<(String, String)> {
        let groups = self.groups(code).await;
        let mut fields: Vec<(String, String)> = [
            ("session1_form", "meeting"),
            ("session1_starts", "2026-11-27T09:00"),
            ("session1_ends", "2026-11-27T11:00"),
            ("session1_room", "云溪社区议事室"),
            ("person1_name", "欧阳平"),
            ("person1_identity", "residents_delegate"),
            ("person1_phone", "13800000002"),
            ("person2_name", "秦朗"),
            ("person2_identity", "owners_delegate"),
            ("person2_phone", "13800000021"),
            ("person3_name", "赵强"),
            ("person3_identity", "department"),
            ("person3_phone", "13800000006"),
            ("group1_name", "用电安全组"),
            ("group1_task", "查清可用容量和两处场地的条件"),
            ("group1_leader", "13800000005"),
            ("agenda", "一、通报调研情况\n二、讨论选址"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        for (i, group) in groups.iter().enumerate().take(2) {
            fields.push((format!("person{}_group", i + 1), group.to_string()));
        }
        fields
    }

    /// Saves the plan of [`World::plan_form`]; answers its hash.
    pub async fn save_plan(&self, code: &str) -> String {
        let form = self.plan_form(code).await;
        let fields: Vec<(&str, &str)> =
            form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let done = self.done("liaison", Verb::PlanSave, code, &fields).await;
        let mut tx = self.read().await;
        let plan = plans::latest(&mut tx, done.topic).await.unwrap();
        plan.expect("the plan just saved").hash
    }

    /// Planned, signed by both conveners, and so at step 3.
    pub async fn published(&self) -> String {
        let code = self.approved().await;
        let hash = self.save_plan(&code).await;
        for key in ["secretary", "linked_member"] {
            self.done(key, Verb::PlanSign, &code, &[("hash", &hash)])
                .await;
        }
        code
    }

    /// The same world, seen from the other street.
    pub async fn across(mut self) -> Self {
        let two = super::streets::other_street(&self.db).await;
        let row = system_tx::street(&self.db.store, two.slug).await.unwrap();
        self.row = Arc::new(row.unwrap());
        self.street = two;
        self
    }

    /// Every topic's chain, contents and rows agree, and so does what is counted of them.
    pub async fn sound(&self) {
        let report = record::verify(&self.db.store, self.street.tenant, |_| ()).await;
        let report = report.unwrap();
        assert_eq!((report.broken, report.apart), (Vec::new(), Vec::new()));
    }

    /// The state of a topic.
    pub async fn state(&self, code: &str) -> State {
        let mut tx = self.read().await;
        step::see(&mut tx, code).await.unwrap().state
    }
}
