//! What somebody can do to a task, the main thing first.

use chrono::{DateTime, TimeDelta, Utc};

use super::lead::{self, day, reason};
use super::work::scope;
use crate::domain::actor::Role;
use crate::domain::policy::Scope;
use crate::domain::tasks::{LegalKind, WORDS};
use crate::domain::workflow::{Evidence, Grade, Task, Verb};
use crate::kit::i18n::Lang;
use crate::store::tasks::TaskRow;
use crate::store::tasks::notes::TaskNote;
use crate::store::tasks::supervisors::{Supervisor, Unit};
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Choice, Field, Form, Kind};
use crate::web::kit::offer::{Offer, told_apart};
use crate::web::kit::still;

/// A task with who looks at it.
pub struct Desk<'a> {
    /// The topic's bench.
    pub bench: &'a Bench,
    /// The page's language.
    pub lang: Lang,
    /// The task.
    pub task: &'a Task,
    scope: Scope,
}

impl Desk<'_> {
    /// The form of a verb of this task.
    pub fn form(&self, verb: Verb) -> Form {
        self.bench.form(verb).task(self.task.n)
    }

    /// The form, where policy and machine let it be.
    pub fn offer(
        &self,
        verb: Verb,
        evidence: Evidence,
        form: impl FnOnce() -> Form,
    ) -> Option<Form> {
        Offer::within(self.bench, &self.scope, self.lang, verb, evidence).form(form)
    }

    /// A moment so many days ahead.
    pub fn later(&self, days: i64) -> DateTime<Utc> {
        self.bench.at + TimeDelta::days(days)
    }

    /// A leader, and not of the office: signs what the office proposes.
    pub fn is_leader(&self) -> bool {
        let actor = &self.bench.me.actor;
        actor.has(Role::Leader) && !actor.has(Role::OfficeOfficer)
    }
}

/// Every form that is offered.
pub fn all(
    bench: &Bench,
    lang: Lang,
    row: &TaskRow,
    task: &Task,
    units: &[Unit],
    _notes: &[TaskNote],
) -> Vec<Form> {
    let desk = Desk {
        bench,
        lang,
        task,
        scope: scope(bench, task),
    };
    let mut forms = lead::answer(&desk);
    forms.extend(lead::office(&desk, row, units));
    forms.extend(
        [
            verify(&desk),
            complete(&desk),
            explain(&desk),
            progress(&desk),
            legal(&desk),
            inspect(&desk),
            urge(&desk),
            extend(&desk),
        ]
        .into_iter()
        .flatten(),
    );
    forms
}

/// The form by which a resident is appointed to look after the tasks.
pub fn appoint(bench: &Bench, lang: Lang) -> Form {
    bench
        .form(Verb::SupervisorAppoint)
        .title(lang.t("supervisor-title").to_string())
        .quiet()
        .field(
            Field::new(Kind::Phone, "phone", lang.t("supervisor-phone").to_string())
                .hint(lang.t("supervisor-phone-hint").to_string())
                .max(30),
        )
        .note(lang.t(Verb::SupervisorAppoint.next_key()).to_string())
}

/// The button that ends an appointment.
pub fn dismiss(bench: &Bench, lang: Lang, s: &Supervisor) -> Form {
    let form = bench
        .form(Verb::SupervisorAppoint)
        .submit(
            lang.t("supervisor-dismiss")
                .arg("name", still(lang, &s.name))
                .to_string(),
        )
        .quiet()
        .field(Field::hidden("undo", "yes"))
        .field(Field::hidden("account", s.id.to_string()));
    told_apart(form, "account", s.id)
}

fn words(lang: Lang, key: &'static str) -> Field {
    Field::area("words", lang.t(key).to_string())
        .max(*WORDS.end())
        .rows(4)
}

fn evidence_lines(lang: Lang) -> Field {
    Field::area("evidence", lang.t("task-evidence").to_string())
        .hint(lang.t("task-evidence-hint").to_string())
        .rows(3)
}

fn photos(lang: Lang) -> Field {
    Field::photos(lang.t("photos-field").to_string()).hint(lang.t("photos-task-hint").to_string())
}

fn progress(desk: &Desk) -> Option<Form> {
    let lang = desk.lang;
    let evidence = Evidence::Task { n: desk.task.n };
    desk.offer(Verb::TaskProgress, evidence, || {
        desk.form(Verb::TaskProgress)
            .quiet()
            .folded()
            .field(words(lang, "task-progress-words"))
            .field(evidence_lines(lang).optional())
            .field(photos(lang))
    })
}

fn complete(desk: &Desk) -> Option<Form> {
    let lang = desk.lang;
    let evidence = Evidence::TaskComplete {
        n: desk.task.n,
        proofs: 1,
    };
    desk.offer(Verb::TaskComplete, evidence, || {
        desk.form(Verb::TaskComplete)
            .title(lang.t("task-complete-title").to_string())
            .field(words(lang, "task-complete-words"))
            .field(evidence_lines(lang).optional())
            .field(photos(lang))
            .note(lang.t("task-complete-note").to_string())
    })
}

fn explain(desk: &Desk) -> Option<Form> {
    let lang = desk.lang;
    let sample = |grade| Evidence::TaskExplain {
        n: desk.task.n,
        grade,
        reason: true,
        due: Some(desk.later(30)),
        next_check: Some(desk.later(20)),
    };
    // One who has graded B can still say C or D; the machine refuses the grade that stands.
    let grade = if desk.task.grade == Some(Grade::B) {
        Grade::C
    } else {
        Grade::B
    };
    desk.offer(Verb::TaskExplain, sample(grade), || {
        let grades = [Grade::B, Grade::C, Grade::D]
            .into_iter()
            .filter(|g| desk.task.grade != Some(*g))
            .map(|g| Choice::new(g.code(), lang.t(g.key()).to_string()));
        desk.form(Verb::TaskExplain)
            .title(lang.t("task-explain-title").to_string())
            .quiet()
            .folded()
            .field(Field::radio(
                "grade",
                lang.t("task-grade").to_string(),
                grades,
            ))
            .field(reason(lang))
            .field(
                day(desk, "due", "task-due-by", 90)
                    .hint(lang.t("task-b-only").to_string())
                    .optional(),
            )
            .field(
                day(desk, "next_check", "task-next-check-by", 30)
                    .hint(lang.t("task-b-only").to_string())
                    .optional(),
            )
            .note(lang.t("task-explain-note").to_string())
    })
}

fn extend(desk: &Desk) -> Option<Form> {
    let lang = desk.lang;
    let due = desk.task.due.map_or(desk.later(30), |d| {
        d.max(desk.bench.at) + TimeDelta::days(30)
    });
    let evidence = Evidence::TaskExtend {
        n: desk.task.n,
        due,
        reason: true,
    };
    desk.offer(Verb::TaskExtend, evidence, || {
        desk.form(Verb::TaskExtend)
            .quiet()
            .folded()
            .field(Field::date("due", lang.t("task-due-new").to_string()))
            .field(reason(lang))
            .note(lang.t("task-extend-note").to_string())
    })
}

fn legal(desk: &Desk) -> Option<Form> {
    let lang = desk.lang;
    let evidence = Evidence::TaskLegal {
        n: desk.task.n,
        obtained: true,
    };
    let number = |name: &'static str| {
        let key = format!("task-legal-{}", name.replace('_', "-"));
        Field::number(name, lang.t(key).to_string()).optional()
    };
    desk.offer(Verb::TaskLegal, evidence, || {
        let kinds = LegalKind::ALL
            .into_iter()
            .map(|k| Choice::new(k.code(), lang.t(k.key()).to_string()));
        desk.form(Verb::TaskLegal)
            .title(lang.t("task-legal-title").to_string())
            .intro(lang.t("task-legal-intro").to_string())
            .quiet()
            .folded()
            .field(Field::radio(
                "legal_kind",
                lang.t("task-legal-kind").to_string(),
                kinds,
            ))
            .field(Field::date("day", lang.t("task-legal-day").to_string()))
            .field(Field::text("paper", lang.t("task-legal-paper").to_string()).max(200))
            .field(number("entitled"))
            .field(number("took_part"))
            .field(number("in_favour"))
            .field(number("area_entitled").hint(lang.t("task-legal-area-hint").to_string()))
            .field(number("area_took_part"))
            .field(number("area_in_favour"))
            .field(words(lang, "task-legal-words").rows(2).optional())
    })
}

fn inspect(desk: &Desk) -> Option<Form> {
    let lang = desk.lang;
    let evidence = Evidence::TaskInspect {
        n: desk.task.n,
        next_check: desk.later(30),
    };
    desk.offer(Verb::TaskInspect, evidence, || {
        desk.form(Verb::TaskInspect)
            .quiet()
            .folded()
            .field(words(lang, "task-inspect-words"))
            .field(
                Field::text("evidence", lang.t("task-inspect-place").to_string())
                    .max(300)
                    .optional(),
            )
            .field(day(desk, "next_check", "task-next-check-by", 30))
    })
}

fn urge(desk: &Desk) -> Option<Form> {
    let lang = desk.lang;
    if !desk.task.overdue(desk.bench.at) {
        return None;
    }
    let evidence = Evidence::Task { n: desk.task.n };
    desk.offer(Verb::TaskUrge, evidence, || {
        desk.form(Verb::TaskUrge)
            .title(lang.t("task-urge-title").to_string())
            .field(reason(lang))
            .note(lang.t("task-urge-note").to_string())
    })
}

fn verify(desk: &Desk) -> Option<Form> {
    let lang = desk.lang;
    let evidence = Evidence::TaskVerify {
        n: desk.task.n,
        confirmed: true,
        due: None,
        next_check: None,
    };
    desk.offer(Verb::TaskVerify, evidence, || {
        let results = ["confirmed", "not_confirmed"].map(|r| {
            let key = format!("task-verify-{}", r.replace('_', "-"));
            Choice::new(r, lang.t(key).to_string())
        });
        desk.form(Verb::TaskVerify)
            .title(lang.t("task-verify-title").to_string())
            .field(Field::radio(
                "result",
                lang.t("task-verify-result").to_string(),
                results,
            ))
            .field(words(lang, "task-verify-words"))
            .field(
                day(desk, "due", "task-due-by", 30)
                    .hint(lang.t("task-not-confirmed-only").to_string())
                    .optional(),
            )
            .field(
                day(desk, "next_check", "task-next-check-by", 30)
                    .hint(lang.t("task-not-confirmed-only").to_string())
                    .optional(),
            )
            .note(lang.t("task-verify-note").to_string())
    })
}
