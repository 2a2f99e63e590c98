//! The form of a plan: rows of sessions, participants and research groups, with a few empty ones to
//! fill; saving brings more.

use super::view::is_gone;
use crate::domain::plans::{
    Content, GROUPS, Identity, PARTICIPANTS, Participant, ResearchPlan, SESSIONS, SessionPlan,
};
use crate::domain::workflow::{Form as Meeting, Step};
use crate::kit::times;
use crate::store::plans::OnTable;
use crate::web::kit::Shell;
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Choice, Field};

/// The fields, with what is planned already.
#[must_use]
pub fn plan_fields(
    ui: &Shell,
    bench: &Bench,
    table: &OnTable,
    content: Option<&Content>,
) -> Vec<Field> {
    let rows =
        |have: usize, least: usize, most: usize, more: usize| (have + more).clamp(least, most);
    let (sessions, people, groups): (&[SessionPlan], &[Participant], &[ResearchPlan]) = content
        .map_or((&[], &[], &[]), |c| {
            (&c.sessions, &c.participants, &c.groups)
        });
    // Whoever has closed the account is not planned with again.
    let people: Vec<&Participant> = people.iter().filter(|p| !is_gone(table, p)).collect();
    let mut fields = Vec::new();
    for i in 0..rows(
        sessions.len(),
        1,
        SESSIONS,
        usize::from(!sessions.is_empty()),
    ) {
        fields.extend(session(ui, i + 1, sessions.get(i)));
    }
    // A few rows to fill stand open; the others are there for who has more.
    let shown = (people.len() + 1).max(4);
    let all = rows(people.len(), 8, PARTICIPANTS, 4);
    for i in 0..all {
        if i == shown {
            let more = ui.t("plan-more-people").arg("n", all - shown);
            fields.push(Field::fold(more.to_string()));
        }
        fields.extend(participant(ui, table, i + 1, people.get(i).copied()));
    }
    if all > shown {
        fields.push(Field::unfold());
    }
    if bench.state().step == Step::Scheduling {
        for i in 0..rows(groups.len(), 2, GROUPS, 1) {
            fields.extend(group(ui, table, i + 1, groups.get(i)));
        }
    }
    let agenda = Field::area("agenda", ui.t("plan-agenda"))
        .hint(ui.t("plan-agenda-hint"))
        .optional()
        .rows(5)
        .value(content.map_or("", |c| c.agenda.as_str()));
    fields.push(agenda);
    fields
}

fn session(ui: &Shell, i: usize, s: Option<&SessionPlan>) -> Vec<Field> {
    let name = |part: &str| format!("session{i}_{part}");
    let forms = Meeting::ALL
        .iter()
        .map(|f| Choice::new(f.code(), ui.lang.t(f.key())));
    let form = s.map_or(if i == 1 { "meeting" } else { "" }, |s| s.form.code());
    vec![
        Field::open(ui.t("plan-session-n").arg("n", i)),
        Field::select(name("form"), ui.t("plan-form"), forms).value(form),
        Field::date_time(name("starts"), ui.t("plan-starts"))
            .value(s.map_or(String::new(), |s| times::field_value(s.starts_at))),
        Field::date_time(name("ends"), ui.t("plan-ends"))
            .value(s.map_or(String::new(), |s| times::field_value(s.ends_at))),
        Field::text(name("room"), ui.t("plan-room"))
            .max(60)
            .wide()
            .value(s.map_or("", |s| s.room.as_str())),
        Field::close(),
    ]
}

fn participant(ui: &Shell, table: &OnTable, i: usize, p: Option<&Participant>) -> Vec<Field> {
    let name = |part: &str| format!("person{i}_{part}");
    let identities = Identity::ALL
        .into_iter()
        .map(|id| Choice::new(id.code(), ui.lang.t(id.key())));
    let groups = table
        .groups
        .iter()
        .map(|g| Choice::new(g.id.to_string(), &*g.name));
    let phone = p
        .and_then(|p| p.account)
        .and_then(|id| table.phones.get(&id))
        .map_or("", String::as_str);
    vec![
        Field::open(ui.t("plan-person-n").arg("n", i)),
        Field::text(name("name"), ui.t("plan-person-name"))
            .max(60)
            .value(p.map_or("", |p| p.name.as_str())),
        Field::select(name("identity"), ui.t("plan-person-identity"), identities)
            .value(p.map_or("", |p| p.identity.code())),
        Field::select(name("group"), ui.t("plan-person-group"), groups)
            .optional()
            .value(
                p.and_then(|p| p.group)
                    .map_or(String::new(), |g| g.to_string()),
            ),
        Field::text(name("phone"), ui.t("plan-person-phone"))
            .optional()
            .max(20)
            .value(phone),
        Field::close(),
    ]
}

fn group(ui: &Shell, table: &OnTable, i: usize, g: Option<&ResearchPlan>) -> Vec<Field> {
    let name = |part: &str| format!("group{i}_{part}");
    let leader = g
        .and_then(|g| g.leader)
        .and_then(|id| table.phones.get(&id))
        .map_or("", String::as_str);
    vec![
        Field::open(ui.t("plan-group-n").arg("n", i)),
        Field::text(name("name"), ui.t("plan-group-name"))
            .max(60)
            .value(g.map_or("", |g| g.name.as_str())),
        Field::text(name("leader"), ui.t("plan-group-leader"))
            .optional()
            .max(20)
            .value(leader),
        Field::text(name("task"), ui.t("plan-group-task"))
            .max(500)
            .wide()
            .value(g.map_or("", |g| g.task.as_str())),
        Field::close(),
    ]
}
