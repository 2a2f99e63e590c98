//! What the work page of step 3 shows: the next decision on top, the groups' work below.

use askama::Template;
use uuid::Uuid;

use crate::domain::workflow::{self, ContentHash, Evidence, Verb};
use crate::kit::i18n::Lang;
use crate::kit::times;
use crate::service::step;
use crate::store::people::directory::Official;
use crate::store::research::{Board, Group, Note};
use crate::web::kit::bench::{Bench, calm};
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::parts::Chip;
use crate::web::kit::seals::Seals;
use crate::web::kit::work::Work;
use crate::web::kit::{Nav, Shell, Visit, still};

/// A note as shown.
pub struct NoteLine {
    kind: String,
    head: String,
    body: String,
}

/// A research group as shown.
pub struct GroupCard {
    name: String,
    chip: Chip,
    task: String,
    facts: Vec<(String, String)>,
    report: String,
    findings: Vec<String>,
    notes: Vec<NoteLine>,
    notes_title: String,
}

/// A pack as shown.
pub struct PackCard {
    head: String,
    papers: Vec<String>,
    note: String,
}

/// The waiver under way.
pub struct WaiverCard {
    reason: String,
    seals: Seals,
}

/// The page.
#[derive(Template)]
#[template(path = "research/board.html")]
pub struct Page {
    ui: Shell,
    work: Work,
    next: Option<Form>,
    groups: Vec<GroupCard>,
    packs: Vec<PackCard>,
    waiver: Option<WaiverCard>,
}

/// The page for who looks.
pub fn page(visit: &Visit, bench: &Bench, board: &Board, officials: &[Official]) -> Page {
    let lang = visit.lang;
    let forms = forms(visit, bench, board, officials);
    let heading = lang.t("research-heading").to_string();
    let ui = visit.shell(heading.clone(), Nav::Desk);
    let mut work = bench.work(visit, heading, calm(forms), Vec::new());
    Page {
        ui,
        next: work.first(),
        work,
        groups: board
            .groups
            .iter()
            .map(|g| card(bench, lang, board, g))
            .collect(),
        packs: board
            .briefings
            .iter()
            .rev()
            .map(|b| PackCard {
                head: lang
                    .t("research-pack-sent")
                    .arg("at", lang.short_date_time(b.sent_at))
                    .arg("n", i64::from(b.sent_to))
                    .to_string(),
                papers: b.papers.clone(),
                note: b.note.clone(),
            })
            .collect(),
        waiver: waiver(visit, bench, board),
    }
}

fn waiver(visit: &Visit, bench: &Bench, board: &Board) -> Option<WaiverCard> {
    let research = &bench.state().research;
    let on_table: Option<&ContentHash> = research.waiver.as_ref();
    let row = board
        .waiver
        .as_ref()
        .filter(|w| Some(&w.hash) == on_table.map(|h| &h.0))?;
    let signers = bench.signers(visit);
    Some(WaiverCard {
        reason: row.reason.clone(),
        seals: Seals::of(
            visit.lang,
            bench.state(),
            (&research.waiver_signatures, on_table),
            None,
            &signers,
            &bench.person,
        ),
    })
}

fn card(bench: &Bench, lang: Lang, board: &Board, g: &Group) -> GroupCard {
    let of_group: Vec<&Note> = board.notes.iter().filter(|n| n.group_id == g.id).collect();
    let (findings, notes): (Vec<&Note>, Vec<&Note>) =
        of_group.into_iter().partition(|n| n.kind == "finding");
    let chip = match (g.reported_at, leader(bench, g)) {
        (Some(_), _) => Chip::new("good", lang.t("research-reported")),
        (None, Some(_)) => Chip::new("wait", lang.t("research-under-way")),
        (None, None) => Chip::new("calm", lang.t("research-unassigned")),
    };
    let members: Vec<String> = board
        .members
        .iter()
        .filter(|m| m.group_id == g.id)
        .map(|m| still(lang, &m.name))
        .collect();
    let mut facts = Vec::new();
    let mut fact = |key: &'static str, text: String| {
        if !text.is_empty() {
            facts.push((lang.t(key).to_string(), text));
        }
    };
    fact("research-leader", g.leader_name.clone());
    fact("research-members", lang.join(&members));
    fact(
        "research-due",
        g.due_at.map_or(String::new(), |at| lang.date_time(at)),
    );
    fact(
        "research-counts",
        lang.t("research-counts-text")
            .arg("visits", g.visits)
            .arg("surveys", g.surveys)
            .arg("findings", g.findings)
            .to_string(),
    );
    GroupCard {
        name: g.name.clone(),
        chip,
        task: g.task.clone(),
        facts,
        report: g.report.clone(),
        findings: findings.iter().map(|n| n.body.clone()).collect(),
        notes_title: lang
            .t("research-notes")
            .arg("n", i64::try_from(notes.len()).unwrap_or(0))
            .to_string(),
        notes: notes.into_iter().map(|n| line(lang, n)).collect(),
    }
}

fn line(lang: Lang, n: &Note) -> NoteLine {
    let day = n.day.map_or(String::new(), |d| lang.day(d));
    let key = if n.kind == "survey" {
        "research-survey-people"
    } else {
        "research-visit-people"
    };
    let people = lang.t(key).arg("n", i64::from(n.people)).to_string();
    let kind = if n.kind == "survey" {
        lang.t("research-survey")
    } else {
        lang.t("research-visit")
    };
    NoteLine {
        kind: kind.to_string(),
        head: [day, n.place.clone(), people].join(" · "),
        body: n.body.clone(),
    }
}

/// Who leads a group since it was given its task; the plan only proposes somebody.
fn leader(bench: &Bench, g: &Group) -> Option<Uuid> {
    let work = bench.state().research.groups.get(&g.id);
    work.and_then(|w| w.leader)
}

/// What the person can do: their group's work, then what leads on, then what is seldom done.
fn forms(visit: &Visit, bench: &Bench, board: &Board, officials: &[Official]) -> Vec<Form> {
    let lang = visit.lang;
    let mine = own_groups(bench, board);
    let mut forms = Vec::new();
    if !mine.is_empty() && bench.shows(Verb::ResearchReport) {
        let waiting = mine.iter().any(|g| g.reported_at.is_none());
        let form = report(bench, lang, &mine);
        forms.push(if waiting { form } else { form.quiet().folded() });
        forms.push(note(bench, lang, &mine, Verb::ResearchVisit));
        forms.push(note(bench, lang, &mine, Verb::ResearchSurvey));
    }
    if bench.shows(Verb::ResearchAssign) && !officials.is_empty() {
        let form = assign(visit, bench, lang, board, officials);
        let open = board.groups.iter().any(|g| leader(bench, g).is_none());
        forms.push(if open { form } else { form.quiet().folded() });
    }
    if bench.shows(Verb::ResearchBriefing) {
        let form = briefing(bench, lang, board);
        let due = bench.state().research.briefed_at.is_none();
        forms.push(if due { form } else { form.quiet().folded() });
    }
    if bench.shows(Verb::ResearchAdopt) {
        forms.push(
            bench
                .form(Verb::ResearchAdopt)
                .title(lang.t("research-adopt-title"))
                .note(lang.t("research-adopt-note"))
                .blocked(bench.blocked(Verb::ResearchAdopt, Evidence::Nothing)),
        );
    }
    if bench.shows(Verb::ResearchWaive) {
        forms.push(waive(bench, lang, board));
    }
    if bench.shows(Verb::Replan) {
        forms.push(
            bench
                .form(Verb::Replan)
                .danger()
                .folded()
                .field(Field::area("reason", lang.t("research-replan-reason")).rows(3))
                .note(lang.t("research-replan-note")),
        );
    }
    forms
}

/// The groups that the person leads or works in.
fn own_groups<'a>(bench: &Bench, board: &'a Board) -> Vec<&'a Group> {
    let me = Some(bench.me.account());
    let member = |g: &Group| {
        board
            .members
            .iter()
            .any(|m| m.group_id == g.id && m.account_id == me)
    };
    board
        .groups
        .iter()
        .filter(|g| g.leader_id == me || member(g))
        .collect()
}

fn group_field(lang: Lang, groups: &[&Group]) -> Field {
    let choices = groups
        .iter()
        .map(|g| Choice::new(g.id.to_string(), g.name.clone()));
    let field = Field::select("group", lang.t("research-group"), choices);
    match groups {
        [only] => field.value(only.id.to_string()),
        _ => field,
    }
}

fn report(bench: &Bench, lang: Lang, groups: &[&Group]) -> Form {
    bench
        .form(Verb::ResearchReport)
        .title(lang.t("research-report-title"))
        .field(group_field(lang, groups))
        .field(Field::area("report", lang.t("research-report-text")).rows(6))
        .field(
            Field::area("findings", lang.t("research-findings"))
                .hint(lang.t("research-findings-hint"))
                .rows(4),
        )
        .note(lang.t("research-report-note"))
}

fn note(bench: &Bench, lang: Lang, groups: &[&Group], verb: Verb) -> Form {
    let survey = verb == Verb::ResearchSurvey;
    let (place, body) = if survey {
        ("research-survey-place", "research-survey-body")
    } else {
        ("research-visit-place", "research-visit-body")
    };
    let today = crate::domain::calendar::local_day(bench.at);
    bench
        .form(verb)
        .quiet()
        .folded()
        .field(group_field(lang, groups))
        .field(Field::date("day", lang.t("research-day")).value(today.to_string()))
        .field(Field::text("place", lang.t(place)).max(120))
        .field(Field::number("people", lang.t("research-people")))
        .field(Field::area("body", lang.t(body)))
}

fn assign(visit: &Visit, bench: &Bench, lang: Lang, board: &Board, officials: &[Official]) -> Form {
    let open: Vec<&Group> = board
        .groups
        .iter()
        .filter(|g| leader(bench, g).is_none())
        .collect();
    let all: Vec<&Group> = board.groups.iter().collect();
    let first = open.first().or(all.first());
    let person = |o: &Official| {
        let label = if o.post.is_empty() {
            o.name.clone()
        } else {
            lang.t("research-person")
                .arg("name", o.name.clone())
                .arg("post", o.post.clone())
                .to_string()
        };
        Choice::new(o.id.to_string(), label)
    };
    let working = |o: &&Official| {
        o.roles.iter().any(|r| {
            matches!(
                r.as_str(),
                "member" | "department_officer" | "delegate" | "convener"
            )
        })
    };
    let due = workflow::deadline(bench.state())
        .map(|d| step::due(&visit.web.app.calendar, &d))
        .filter(|due| *due > bench.at);
    let mut date =
        Field::date_time("due", lang.t("research-due")).hint(lang.t("research-due-hint"));
    if let Some(due) = due {
        date = date.value(times::field_value(due));
    }
    let groups = group_field(lang, &all);
    let groups = match (first, all.len()) {
        (Some(g), n) if n > 1 => groups.value(g.id.to_string()),
        _ => groups,
    };
    bench
        .form(Verb::ResearchAssign)
        .title(lang.t("research-assign-title"))
        .field(groups)
        .field(
            Field::select(
                "leader",
                lang.t("research-leader"),
                officials.iter().map(person),
            )
            .value(
                first
                    .and_then(|g| g.leader_id)
                    .map_or(String::new(), |id| id.to_string()),
            ),
        )
        .field(
            Field::area("task", lang.t("research-task"))
                .rows(3)
                .value(first.map_or(String::new(), |g| g.task.clone())),
        )
        .field(date)
        .field(
            Field::checks(
                "members",
                lang.t("research-members"),
                officials.iter().filter(working).take(40).map(person),
            )
            .optional(),
        )
        .field(
            Field::area("named", lang.t("research-named"))
                .hint(lang.t("research-named-hint"))
                .rows(2)
                .optional(),
        )
}

fn briefing(bench: &Bench, lang: Lang, board: &Board) -> Form {
    let evidence = Evidence::Briefing {
        papers: 1,
        sent_to: u32::try_from(board.receivers).unwrap_or(0),
    };
    bench
        .form(Verb::ResearchBriefing)
        .title(lang.t("research-briefing-title"))
        .field(
            Field::area("papers", lang.t("research-papers"))
                .hint(lang.t("research-papers-hint"))
                .rows(3),
        )
        .field(
            Field::area("note", lang.t("research-briefing-words"))
                .rows(3)
                .optional(),
        )
        .note(
            lang.t("research-briefing-note")
                .arg("n", board.receivers)
                .to_string(),
        )
        .blocked(bench.blocked(Verb::ResearchBriefing, evidence))
}

/// The one who signs second signs the reason that lies on the table.
fn waive(bench: &Bench, lang: Lang, board: &Board) -> Form {
    let research = &bench.state().research;
    let on_table = board
        .waiver
        .as_ref()
        .filter(|w| research.waiver.as_ref().map(|h| h.0.as_str()) == Some(w.hash.as_str()));
    let hash = on_table.map_or_else(String::new, |w| w.hash.clone());
    let evidence = Evidence::SignReason {
        hash: ContentHash(hash),
        reason: true,
    };
    let form = bench
        .form(Verb::ResearchWaive)
        .note(lang.t("research-waive-note"))
        .blocked(bench.blocked(Verb::ResearchWaive, evidence));
    match on_table {
        Some(w) => form
            .title(lang.t("research-waive-sign-title"))
            .submit(lang.t("research-waive-sign"))
            .field(Field::hidden("reason", w.reason.clone())),
        None => form.quiet().folded().field(
            Field::area("reason", lang.t("research-waive-reason"))
                .hint(lang.t("research-waive-hint"))
                .rows(3),
        ),
    }
}
