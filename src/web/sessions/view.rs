//! What the work page of step 4 shows of sessions: the one that is next, who comes, whether it is
//! quorate, what was said and voted.

use askama::Template;
use uuid::Uuid;

use super::{course, lines};
use crate::domain::sessions::code_valid;
use crate::domain::sessions::quorum::Quorum;
use crate::domain::workflow::{self, Duty, Meeting, MeetingState};
use crate::kit::i18n::Lang;
use crate::service::sessions::{check_in_code, count, form_of, rule_of};
use crate::store::sessions::Session;
use crate::store::sessions::ballots::Ballot;
use crate::store::sessions::board::Board;
use crate::web::kit::bench::{Bench, calm};
use crate::web::kit::form::Form;
use crate::web::kit::parts::{Check, Checks, Chip};
use crate::web::kit::work::{Aside, Work};
use crate::web::kit::{Nav, PageError, Shell, Visit, places, still};

/// Somebody of the list.
pub struct PersonLine {
    name: String,
    role: String,
    reply: String,
    present: String,
}

/// A remark as shown.
pub struct RemarkLine {
    pub(super) head: String,
    pub(super) body: String,
}

/// A ballot as shown.
pub struct BallotCard {
    question: String,
    chip: Chip,
    facts: String,
    results: Vec<(String, String)>,
}

/// The session that is worked on.
pub struct SessionCard {
    href: String,
    title: String,
    chip: Chip,
    facts: Vec<String>,
    agenda: String,
    reason: String,
    code: String,
    code_hint: String,
    quorum: Checks,
    people_title: String,
    people: Vec<PersonLine>,
    remarks: Vec<RemarkLine>,
    ballots: Vec<BallotCard>,
}

/// Another session of the topic.
pub struct OtherLine {
    href: String,
    text: String,
    chip: Chip,
}

/// The page.
#[derive(Template)]
#[template(path = "sessions/board.html")]
pub struct Page {
    ui: Shell,
    work: Work,
    next: Option<Form>,
    /// Where nothing is to be done here: what this person owes on the other half of the step.
    onward: Option<Aside>,
    session: Option<SessionCard>,
    others: Vec<OtherLine>,
}

/// The session that is next: the one under way, else the first that is announced, else the last.
fn next<'a>(bench: &Bench, board: &'a Board) -> Option<&'a Session> {
    let talk = &bench.state().deliberation;
    let planned = |m: &&Meeting| m.state == MeetingState::Planned;
    let id = talk
        .under_way()
        .or_else(|| talk.now().filter(planned).min_by_key(|m| m.at))
        .map(|m| m.id);
    match id {
        Some(id) => board.sessions.iter().find(|s| s.id == id),
        None => board
            .sessions
            .iter()
            .rev()
            .find(|s| s.status != "cancelled"),
    }
}

/// The page for who looks.
pub fn page(visit: &Visit, bench: &Bench, board: &Board) -> Result<Page, PageError> {
    let lang = visit.lang;
    let heading = lang.t("sessions-heading").to_string();
    let now = next(bench, board);
    let mut forms = Vec::new();
    let mut card = None;
    if let Some(s) = now {
        let people = board.of_session(s.id);
        let quorum = count(
            bench.state(),
            &rule_of(bench.state()),
            &people,
            &bench.seats,
        );
        forms = course::forms(bench, lang, board, s, &quorum)?;
        card = Some(session(visit, bench, board, s, &quorum)?);
    }
    forms.extend(course::replan(bench, lang));
    let tab = |part: &str, key: &'static str| Aside {
        href: format!(
            "/{}/desk/topics/{}/deliberation?part={part}",
            visit.street.slug, bench.held.row.code
        ),
        label: lang.t(key).to_string(),
    };
    let mut asides = vec![tab("opinion", "sessions-to-opinion")];
    if bench.state().deliberation.further_plan_due {
        asides.insert(
            0,
            Aside {
                href: format!(
                    "/{}/desk/topics/{}/scheduling",
                    visit.street.slug, bench.held.row.code
                ),
                label: lang.t("sessions-to-plan").to_string(),
            },
        );
    }
    let ui = visit.shell(heading.clone(), Nav::Desk);
    let mut work = bench.work(visit, heading, calm(forms), asides);
    let onward = owed(visit, bench).filter(|_| work.forms.is_empty());
    if onward.is_some() {
        work.nothing.clear();
    }
    Ok(Page {
        onward,
        ui,
        next: work.first(),
        work,
        session: card,
        others: others(visit, board, now.map(|s| s.id)),
    })
}

/// The minutes or the opinion, where they lie on the desk of who looks.
fn owed(visit: &Visit, bench: &Bench) -> Option<Aside> {
    let (state, keys) = (bench.state(), bench.me.actor.holder_keys());
    let mine = |d: &Duty| (d.holder.key(state, None, None)).is_some_and(|key| keys.contains(&key));
    let papers = |d: &Duty| places::part_of(d.verb) == Some(places::PAPERS);
    let mut duties = workflow::duties(state, bench.at).into_iter();
    let duty = duties.find(|d| d.since <= bench.at && papers(d) && mine(d))?;
    let (slug, code) = (&visit.street.slug, &bench.held.row.code);
    Some(Aside {
        href: format!("/{slug}{}", places::page_of(duty.verb, state.step, code)),
        label: visit.lang.t(duty.verb.key()).to_string(),
    })
}

fn others(visit: &Visit, board: &Board, but: Option<Uuid>) -> Vec<OtherLine> {
    let lang = visit.lang;
    board
        .sessions
        .iter()
        .filter(|s| Some(s.id) != but)
        .map(|s| OtherLine {
            href: format!("/{}/sessions/{}", visit.street.slug, s.id),
            text: lines::facts(lang, &visit.names, s).join(" · "),
            chip: lines::status(lang, &s.status),
        })
        .collect()
}

fn session(
    visit: &Visit,
    bench: &Bench,
    board: &Board,
    s: &Session,
    quorum: &Quorum,
) -> Result<SessionCard, PageError> {
    let lang = visit.lang;
    let people = board.of_session(s.id);
    let waiting = s.status == "planned" || s.status == "open";
    let form = form_of(s)?;
    let key = visit.web.app.street_key(visit.street.id);
    let staff = course::is_staff(bench);
    let valid = code_valid(form, s.starts_at, s.ends_at, bench.at);
    let code = if staff && waiting {
        check_in_code(&key, s.id)
    } else {
        String::new()
    };
    let code_hint = if valid {
        "session-code-valid"
    } else {
        "session-code-later"
    };
    let coming = people.iter().filter(|p| p.reply == "coming").count();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(SessionCard {
        href: format!("/{}/sessions/{}", visit.street.slug, s.id),
        title: lang
            .t("session-n")
            .arg("n", i64::from(s.n))
            .arg("form", lines::form_name(lang, &s.form))
            .to_string(),
        chip: lines::status(lang, &s.status),
        facts: lines::facts(lang, &visit.names, s),
        agenda: s.agenda.clone(),
        reason: s.reason.clone(),
        code,
        code_hint: lang.t(code_hint).to_string(),
        quorum: checks(lang, board, quorum),
        people_title: lang
            .t("session-people")
            .arg("n", count(people.len()))
            .arg("coming", count(coming))
            .arg("present", i64::from(quorum.present))
            .to_string(),
        people: people
            .iter()
            .map(|p| PersonLine {
                name: still(lang, &p.name),
                role: lines::role(lang, board, p),
                reply: lines::reply(lang, p),
                present: lines::present(lang, p),
            })
            .collect(),
        remarks: remarks(lang, board, s.id),
        ballots: board
            .ballots
            .iter()
            .filter(|b| b.session_id == s.id)
            .map(|b| ballot(lang, b))
            .collect(),
    })
}

/// The quorum, explained: each condition with how much there is of it, each group by name.
fn checks(lang: Lang, board: &Board, q: &Quorum) -> Checks {
    let mut items = vec![
        Check {
            met: q.set_present >= q.set_wanted,
            text: lang.t("quorum-set").to_string(),
            count: format!("{}/{}", q.set_present, q.set_wanted),
            href: String::new(),
        },
        Check {
            met: q.present >= q.wanted,
            text: lang
                .t("quorum-delegates")
                .arg("invited", i64::from(q.invited))
                .arg("wanted", i64::from(q.wanted))
                .to_string(),
            count: format!("{}/{}", q.present, q.wanted),
            href: String::new(),
        },
    ];
    for g in &q.groups {
        let key = if g.present == 0 && g.explained {
            "quorum-group-explained"
        } else {
            "quorum-group"
        };
        items.push(Check {
            met: g.met(),
            text: lang
                .t(key)
                .arg("name", board.group(Some(g.group)).to_owned())
                .to_string(),
            count: format!("{}", g.present),
            href: String::new(),
        });
    }
    Checks {
        lang,
        title: lang.t("quorum-title").to_string(),
        items,
        met: lang.t("work-met").to_string(),
        unmet: lang.t("work-unmet").to_string(),
    }
}

/// The remarks of a session, in order.
pub(super) fn remarks(lang: Lang, board: &Board, session: Uuid) -> Vec<RemarkLine> {
    board
        .remarks
        .iter()
        .filter(|r| r.session_id == session)
        .map(|r| {
            let mut head = vec![still(lang, &r.speaker)];
            let group = board.group(r.group_id);
            if !group.is_empty() {
                head.push(group.to_owned());
            }
            head.push(
                lang.t(format!("remark-place-{}", r.place.replace('_', "-")))
                    .to_string(),
            );
            head.push(crate::kit::times::clock(r.at));
            RemarkLine {
                head: head.join(" · "),
                body: r.body.clone(),
            }
        })
        .collect()
}

fn ballot(lang: Lang, b: &Ballot) -> BallotCard {
    let secret = if b.secret {
        "ballot-secret"
    } else {
        "ballot-open-vote"
    };
    let chip = if b.closed_at.is_some() {
        Chip::new("plain", lang.t("ballot-closed"))
    } else {
        Chip::new("wait", lang.t("ballot-running"))
    };
    let results = match &b.counts {
        Some(counts) => b
            .options
            .iter()
            .zip(counts)
            .map(|(o, n)| {
                let votes = lang.t("ballot-votes").arg("n", i64::from(*n)).to_string();
                (o.clone(), votes)
            })
            .collect(),
        None => b
            .options
            .iter()
            .map(|o| (o.clone(), String::new()))
            .collect(),
    };
    BallotCard {
        question: b.question.clone(),
        chip,
        facts: [
            lang.t(secret).to_string(),
            lang.t("ballot-electorate")
                .arg("n", i64::from(b.electorate))
                .arg("votes", b.votes)
                .to_string(),
            lines::threshold(lang, b.threshold_of, b.threshold_in),
        ]
        .join(" · "),
        results,
    }
}
