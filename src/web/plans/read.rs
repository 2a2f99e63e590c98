//! `/{street}/desk/topics/{code}/scheduling`.

use askama::Template;
use uuid::Uuid;

use super::fields::plan_fields;
use super::topic::{Matter, matter};
use super::view::{self, Shown};
use crate::domain::plans::{Content, notice_days};
use crate::domain::privacy::LookedAt;
use crate::domain::settings::answers::{Answer, Occasion};
use crate::domain::workflow::{ChainLink, ContentHash, Evidence, State, Step, Verb};
use crate::service::plans;
use crate::store::plans::{self as rows, Clash, OnTable, Saved};
use crate::store::settings;
use crate::store::topics::papers;
use crate::web::kit::answers;
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Field, Form};
use crate::web::kit::parts::Check;
use crate::web::kit::seals::Seals;
use crate::web::kit::work::{Aside, Work};
use crate::web::kit::{Nav, PageResult, Shell, Visit};

#[derive(Template)]
#[template(path = "plans/scheduling.html")]
struct Page {
    ui: Shell,
    work: Work,
    waiting: String,
    /// What is approved; none once it is.
    matter: Option<Matter>,
    plan: Option<Shown>,
    seals: Option<Seals>,
    main: Vec<Form>,
}

/// `GET /{street}/desk/topics/{code}/scheduling`.
///
/// # Errors
/// 403 for those who do not work on the topic; when the database is away.
pub async fn scheduling(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    let topic = bench.held.row.id;
    let table = rows::on_table(&mut visit.tx, topic).await?;
    let content = table.plan.as_ref().map(view::content).transpose()?;
    let signs = content.is_some() && lies_open(bench.state()) && bench.shows(Verb::PlanSign);
    let clashes = match &content {
        Some(content) if signs => {
            let (wishes, accounts) = plans::wishes(content);
            rows::clashes(&mut visit.tx, topic, &wishes, &accounts).await?
        }
        Some(_) | None => Vec::new(),
    };
    let chooses = bench.shows(Verb::Return) || bench.shows(Verb::Decline);
    let own = match chooses {
        true => settings::answers::of_street(&mut visit.tx).await?,
        false => Vec::new(),
    };
    let approved = bench.state().step != Step::Scheduling || bench.state().approved();
    let papers = match approved {
        true => None,
        false => {
            let reader = papers::Reader::default();
            Some(papers::of_topic(&mut visit.tx, topic, reader).await?)
        }
    };
    let ui = visit.shell(visit.lang.t(Step::Scheduling.key()), Nav::Desk);
    let state = bench.state();
    let signers = bench.signers(&visit);
    let seals = table
        .plan
        .as_ref()
        .filter(|_| lies_open(state))
        .map(|plan| {
            let hash = ContentHash(plan.hash.clone());
            let on_it = (&state.plan.signatures, Some(&hash));
            Seals::of(
                visit.lang,
                state,
                on_it,
                Some(plan.n),
                &signers,
                &bench.person,
            )
        });
    let desk = Desk {
        ui: &ui,
        bench: &bench,
        table: &table,
        content: content.as_ref(),
        clashes: &clashes,
        own: &own,
    };
    let mut main: Vec<Form> = desk.decisions();
    let forms = desk.others();
    let heading = desk.heading();
    let mut work = bench.work(&visit, heading, forms, desk.asides());
    if signs {
        work.checks.items.extend(desk.checks());
    }
    if !main.is_empty() {
        work.nothing.clear();
    }
    main = main.into_iter().map(|f| visit.form(f)).collect();
    let plan = table.plan.as_ref().zip(content.as_ref());
    let page = Page {
        waiting: desk.waiting(),
        matter: papers.as_ref().map(|papers| matter(&ui, &bench, papers)),
        plan: plan.map(|(p, c)| view::shown(&ui, &table, p, c)),
        seals,
        main,
        work,
        ui: ui.clone(),
    };
    let code = bench.held.row.code.clone();
    let whose = content.iter().flat_map(|c| {
        let leaders = c.groups.iter().filter_map(|g| g.leader);
        c.participants
            .iter()
            .filter_map(|p| p.account)
            .chain(leaders)
    });
    let whose: Vec<Uuid> = whose.collect();
    visit.answer_seen(&page, LookedAt::Plan, &code, whose).await
}

/// A plan lies on the table to be signed: neither sent back, nor that of a session whose result met an
/// objection, from which the further one's is made.
const fn lies_open(state: &State) -> bool {
    state.plan.facts.is_some() && !state.plan.rejected
}

/// What the page is made of.
struct Desk<'a> {
    ui: &'a Shell,
    bench: &'a Bench,
    table: &'a OnTable,
    content: Option<&'a Content>,
    clashes: &'a [Clash],
    own: &'a [(Occasion, Answer)],
}

impl Desk<'_> {
    /// The plan can be made: approved at step 2, or a further session is due at step 4.
    fn plans(&self) -> bool {
        let state = self.bench.state();
        match state.step {
            Step::Scheduling => state.approved(),
            Step::Deliberation => state.deliberation.further_plan_due,
            Step::Solicitation
            | Step::Research
            | Step::Feedback
            | Step::Conversion
            | Step::Supervision
            | Step::Evaluation => false,
        }
    }

    fn heading(&self) -> String {
        let ui = self.ui;
        let key = if !self.plans() {
            "scheduling-approve"
        } else if self.content.is_none() || !lies_open(self.bench.state()) {
            "scheduling-plan"
        } else {
            "scheduling-sign"
        };
        ui.t(key).to_string()
    }

    /// What is waited for, in a sentence.
    fn waiting(&self) -> String {
        let ui = self.ui;
        let state = self.bench.state();
        if self.plans() {
            return if state.plan.rejected {
                ui.t("scheduling-rejected").to_string()
            } else if self.content.is_some() && !lies_open(state) {
                ui.t("scheduling-further").to_string()
            } else {
                String::new()
            };
        }
        // Who decides has the form before them.
        if self.bench.shows(Verb::Approve) {
            return String::new();
        }
        let who = match state.next_link() {
            Some(ChainLink::Office) => "capacity-office",
            Some(ChainLink::Leader) => "capacity-leader",
            None => return String::new(),
        };
        ui.t("scheduling-waiting").arg("who", ui.t(who)).to_string()
    }

    fn sign_evidence(&self, plan: &Saved, content: &Content) -> Evidence {
        let first = content.sessions.iter().map(|s| s.starts_at).min();
        let calendar = &self.ui.calendar;
        Evidence::PlanSign {
            hash: ContentHash(plan.hash.clone()),
            notice_days: first.map_or(0, |at| notice_days(calendar, self.bench.at, at)),
            conflicts: u32::try_from(self.clashes.len()).unwrap_or(u32::MAX),
        }
    }

    /// The decision that lies here: approve, or sign.
    fn decisions(&self) -> Vec<Form> {
        let (ui, bench) = (self.ui, self.bench);
        let mut forms = Vec::new();
        let note = |form: Form| {
            form.field(
                Field::area("reason", ui.t("approve-note-label"))
                    .rows(2)
                    .max(1_000)
                    .optional(),
            )
        };
        if !self.plans() && bench.shows(Verb::Approve) {
            let form = note(bench.form(Verb::Approve))
                .blocked(bench.blocked(Verb::Approve, Evidence::Nothing))
                .note(ui.t("approve-note"));
            forms.push(form);
        }
        let reason = |verb: Verb, label: &'static str, note: &'static str| {
            let form = bench.form(verb).quiet().folded();
            let form = form.field(Field::area("reason", ui.t(label)).rows(3).max(1_000));
            answers::offer(form, ui.lang, self.own, verb).note(ui.t(note))
        };
        if !self.plans() && bench.shows(Verb::Return) {
            forms.push(reason(Verb::Return, "field-public-why", "return-note"));
        }
        let Some((plan, content)) = self.table.plan.as_ref().zip(self.content) else {
            return forms;
        };
        let open = self.plans() && lies_open(bench.state());
        let given = &bench.state().plan.signatures;
        let signed = given
            .0
            .iter()
            .any(|s| s.by == bench.person && s.hash.0 == plan.hash);
        if open && !signed && bench.shows(Verb::PlanSign) {
            let evidence = self.sign_evidence(plan, content);
            let people = content.participants.len();
            // The second signature is itself the publication: the button says so.
            let last = !given.0.is_empty();
            let words = if last {
                "plan-sign-publish"
            } else {
                "plan-sign-this"
            };
            // A further session follows within step 4; the first plan leads to research.
            let follows = if bench.state().step == Step::Deliberation {
                "plan-sign-note-further"
            } else {
                "plan-sign-note"
            };
            let form = bench
                .form(Verb::PlanSign)
                .submit(ui.t(words))
                .field(Field::hidden("hash", &*plan.hash))
                .blocked(bench.blocked(Verb::PlanSign, evidence))
                .note(ui.t(follows).arg("n", people));
            forms.push(form);
        }
        if open && bench.shows(Verb::PlanReject) {
            forms.push(reason(
                Verb::PlanReject,
                "plan-reject-why",
                "plan-reject-note",
            ));
        }
        forms
    }

    /// What else can be done: the plan is saved, the proposal taken back, the topic declined.
    fn others(&self) -> Vec<Form> {
        let (ui, bench) = (self.ui, self.bench);
        let mut forms = Vec::new();
        if self.plans() && bench.shows(Verb::PlanSave) {
            let form = bench
                .form(Verb::PlanSave)
                .title(ui.t(
                    if self.content.is_some() && bench.state().plan.facts.is_some() {
                        "plan-change"
                    } else {
                        "plan-make"
                    },
                ))
                .intro(ui.t("plan-intro"))
                .fields(plan_fields(ui, bench, self.table, self.content))
                .note(ui.t("plan-save-note"));
            let open = self.content.is_some() && lies_open(bench.state());
            forms.push(if open { form.quiet().folded() } else { form });
        }
        let folded = |verb: Verb| bench.form(verb).quiet().folded();
        if bench.shows(Verb::TakeBack) && !bench.state().approved() {
            let form = folded(Verb::TakeBack)
                .field(Field::area("reason", ui.t("field-why")).rows(3).max(1_000));
            forms.push(form);
        }
        if bench.shows(Verb::Decline) {
            let form = folded(Verb::Decline)
                .danger()
                .field(
                    Field::area("reason", ui.t("field-public-why"))
                        .rows(3)
                        .max(1_000),
                )
                .field(
                    Field::area("elsewhere", ui.t("decline-elsewhere"))
                        .hint(ui.t("decline-elsewhere-hint"))
                        .rows(2)
                        .max(1_000),
                )
                .note(ui.t("decline-note"));
            forms.push(answers::offer(form, ui.lang, self.own, Verb::Decline));
        }
        forms
    }

    /// Notice and conflicts: what the plan itself cannot know.
    fn checks(&self) -> Vec<Check> {
        let ui = self.ui;
        let Some(content) = self.content else {
            return Vec::new();
        };
        let state = self.bench.state();
        let first = content.sessions.iter().map(|s| s.starts_at).min();
        let days = first.map_or(0, |at| notice_days(&ui.calendar, self.bench.at, at));
        let want = state.rules.notice(state.level);
        let check = |met: bool, text: String| Check {
            met,
            text,
            count: String::new(),
            href: String::new(),
        };
        let mut checks = vec![check(
            days >= want,
            ui.t("plan-notice")
                .arg("want", want)
                .arg("have", days)
                .to_string(),
        )];
        if self.clashes.is_empty() {
            checks.push(check(true, ui.t("plan-no-clash").to_string()));
        }
        checks.extend(self.clashes.iter().map(|c| {
            let key = if c.same_room {
                "plan-clash-room"
            } else {
                "plan-clash-people"
            };
            let text = ui
                .t(key)
                .arg("code", c.code.as_str())
                .arg("at", ui.lang.short_date_time(c.starts_at))
                .arg("n", c.people);
            check(false, text.to_string())
        }));
        checks
    }

    fn asides(&self) -> Vec<Aside> {
        let (ui, code) = (self.ui, &self.bench.held.row.code);
        let aside = |path: String, key: &'static str| Aside {
            href: ui.path(&path),
            label: ui.t(key).to_string(),
        };
        vec![
            aside(format!("/topics/{code}"), "aside-topic"),
            aside(format!("/desk/topics/{code}/solicitation"), "aside-intake"),
            aside(format!("/topics/{code}/record"), "aside-record"),
            aside(format!("/desk/topics/{code}/more"), "aside-more"),
        ]
    }
}
