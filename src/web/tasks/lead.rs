//! Forms about who leads a task and until when: the office's and the lead unit's first answer.

use chrono::TimeDelta;

use super::forms::Desk;
use super::work::unit_name;
use crate::domain::calendar::local_day;
use crate::domain::tasks::WORDS;
use crate::domain::workflow::{Evidence, Ruling, Target, Task, Verb};
use crate::kit::i18n::Lang;
use crate::store::tasks::TaskRow;
use crate::store::tasks::supervisors::Unit;
use crate::web::kit::form::{Choice, Field, Form};

/// The office's: assign, decide, transfer, grant.
pub fn office(desk: &Desk, row: &TaskRow, units: &[Unit]) -> Vec<Form> {
    [
        assign(desk, units),
        decide(desk, row, units),
        approve_extension(desk),
        transfer(desk, units),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The lead unit's first answer.
pub fn answer(desk: &Desk) -> Vec<Form> {
    let n = desk.task.n;
    let lang = desk.lang;
    let accept = desk.offer(Verb::TaskAccept, Evidence::Task { n }, || {
        desk.form(Verb::TaskAccept)
            .title(lang.t("task-accept-title").to_string())
            .note(lang.t("task-accept-note").to_string())
    });
    let refuse = desk.offer(
        Verb::TaskRefuse,
        Evidence::TaskReason { n, reason: true },
        || {
            desk.form(Verb::TaskRefuse)
                .quiet()
                .folded()
                .field(reason(lang))
                .note(lang.t("task-refuse-note").to_string())
        },
    );
    [accept, refuse].into_iter().flatten().collect()
}

/// Why.
pub fn reason(lang: Lang) -> Field {
    Field::area("reason", lang.t("task-reason").to_string())
        .max(*WORDS.end())
        .rows(3)
}

/// A day to come, filled with one so many days ahead.
pub fn day(desk: &Desk, name: &str, key: &'static str, ahead: i64) -> Field {
    let day = local_day(desk.bench.at + TimeDelta::days(ahead));
    Field::date(name, desk.lang.t(key).to_string()).value(day.to_string())
}

fn unit(lang: Lang, units: &[Unit], task: &Task) -> Field {
    let choices = units
        .iter()
        .map(|u| Choice::new(u.id.to_string(), unit_name(lang, u)));
    let field = Field::select("unit", lang.t("task-unit-choose").to_string(), choices);
    match task.unit {
        Some(unit) => field.value(unit.to_string()),
        None => field,
    }
}

fn assign(desk: &Desk, units: &[Unit]) -> Option<Form> {
    let (lang, task) = (desk.lang, desk.task);
    let evidence = Evidence::TaskAssign {
        n: task.n,
        unit: desk.bench.held.row.id,
        target: Target::Other,
        due: desk.later(30),
    };
    desk.offer(Verb::TaskAssign, evidence, || {
        let targets = Target::ALL.iter().map(|t| {
            let hint = lang.t(format!("task-target-hint-{}", t.code())).to_string();
            Choice::new(t.code(), lang.t(t.key()).to_string()).hint(hint)
        });
        desk.form(Verb::TaskAssign)
            .title(lang.t("task-assign-title").to_string())
            .field(unit(lang, units, task))
            .field(
                Field::text("assisting", lang.t("task-assisting").to_string())
                    .hint(lang.t("task-assisting-hint").to_string())
                    .max(120)
                    .optional(),
            )
            .field(Field::radio(
                "target_kind",
                lang.t("task-target").to_string(),
                targets,
            ))
            .field(
                Field::text("target_detail", lang.t("task-target-detail").to_string())
                    .max(300)
                    .optional(),
            )
            .field(day(desk, "due", "task-due-by", 90).hint(lang.t("task-due-hint").to_string()))
            .note(lang.t("task-assign-note").to_string())
    })
}

fn transfer(desk: &Desk, units: &[Unit]) -> Option<Form> {
    let (lang, task) = (desk.lang, desk.task);
    let evidence = Evidence::TaskTransfer {
        n: task.n,
        unit: desk.bench.held.row.id,
        reason: true,
    };
    desk.offer(Verb::TaskTransfer, evidence, || {
        desk.form(Verb::TaskTransfer)
            .quiet()
            .folded()
            .field(unit(lang, units, task))
            .field(reason(lang))
            .note(lang.t("task-transfer-note").to_string())
    })
}

/// The office proposes; the leader signs what was proposed, or nothing.
fn decide(desk: &Desk, row: &TaskRow, units: &[Unit]) -> Option<Form> {
    let (lang, task) = (desk.lang, desk.task);
    let proposed = task.ruling.clone();
    let evidence = Evidence::TaskDecide {
        n: task.n,
        ruling: proposed.clone().unwrap_or(Ruling::Kept),
        reason: true,
    };
    let leader = desk.is_leader();
    desk.offer(Verb::TaskDecide, evidence, || {
        let form = desk
            .form(Verb::TaskDecide)
            .title(lang.t("task-decide-title").to_string());
        if let (true, Some(ruling)) = (leader, &proposed) {
            return form
                .intro(ruled(lang, ruling, row))
                .field(Field::hidden("agree", "yes"))
                .submit(lang.t("task-decide-sign").to_string())
                .note(lang.t("task-decide-sign-note").to_string());
        }
        let kinds = ["binding", "kept", "not_feasible"].map(|k| {
            let key = format!("task-ruling-{}", k.replace('_', "-"));
            Choice::new(k, lang.t(key).to_string())
        });
        form.intro(lang.t("task-decide-intro").to_string())
            .field(Field::radio(
                "ruling",
                lang.t("task-ruling").to_string(),
                kinds,
            ))
            .field(
                unit(lang, units, task)
                    .hint(lang.t("task-ruling-unit-hint").to_string())
                    .optional(),
            )
            .field(day(desk, "due", "task-due-by", 90).optional())
            .field(reason(lang))
            .note(lang.t("task-decide-note").to_string())
    })
}

/// What was proposed, in words.
fn ruled(lang: Lang, ruling: &Ruling, row: &TaskRow) -> String {
    let what = match ruling {
        Ruling::Binding { due, .. } => lang
            .t("task-ruled-binding")
            .arg("date", lang.date(*due))
            .to_string(),
        Ruling::Kept => lang.t("task-ruling-kept").to_string(),
        Ruling::NotFeasible => lang.t("task-ruling-not-feasible").to_string(),
    };
    lang.t("task-ruled")
        .arg("what", what)
        .arg("reason", row.reason.clone())
        .to_string()
}

fn approve_extension(desk: &Desk) -> Option<Form> {
    let (lang, task) = (desk.lang, desk.task);
    let asked = task.extension_asked?;
    let evidence = Evidence::TaskExtend {
        n: task.n,
        due: asked,
        reason: true,
    };
    desk.offer(Verb::TaskApproveExtension, evidence, || {
        desk.form(Verb::TaskApproveExtension)
            .title(lang.t("task-grant-title").to_string())
            .intro(
                lang.t("task-grant-intro")
                    .arg("date", lang.date(asked))
                    .to_string(),
            )
    })
}
