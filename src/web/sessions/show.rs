//! What everybody sees: the list of sessions and a session's own page.

use askama::Template;
use uuid::Uuid;

use super::lines;
use super::view::{RemarkLine, remarks};
use crate::domain::opinions::Minutes;
use crate::domain::policy::{self, Part, Scope, Viewer, Who, visible};
use crate::domain::sessions::code_valid;
use crate::domain::workflow::Verb;
use crate::kit::i18n::Lang;
use crate::service::sessions::{form_of, label};
use crate::service::step::Held;
use crate::store::page::{After, Page as Rows};
use crate::store::sessions::Session;
use crate::store::sessions::board::Board;
use crate::store::sessions::list::ListRow;
use crate::store::sessions::people::Person;
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::parts::{Chip, Empty, Pager};
use crate::web::kit::share::{Share, address};
use crate::web::kit::{Nav, Shell, Visit, still};

/// A session of the list.
pub struct Line {
    href: String,
    title: String,
    chip: Chip,
    facts: Vec<String>,
}

/// The list.
#[derive(Template)]
#[template(path = "sessions/list.html")]
pub struct ListPage {
    ui: Shell,
    further: bool,
    coming: Vec<Line>,
    held: Vec<Line>,
    none_coming: Empty,
    none_held: Empty,
    pager: Pager,
}

/// Where the next page begins, out of the address.
pub fn after(text: &str) -> Option<After> {
    (!text.is_empty()).then(|| After::parse(text)).flatten()
}

/// The list of sessions.
pub fn list(visit: &Visit, coming: &[ListRow], held: &Rows<ListRow>) -> ListPage {
    let lang = visit.lang;
    let base = format!("/{}/sessions", visit.street.slug);
    let further = !visit.query("after").is_empty();
    let next = held
        .next
        .as_ref()
        .map_or(String::new(), |a| format!("{base}?after={a}"));
    let first = if further { base } else { String::new() };
    ListPage {
        ui: visit
            .shell(lang.t("sessions-title"), Nav::Sessions)
            .about(&lang.t("sessions-lead").to_string()),
        further,
        coming: coming.iter().map(|r| line(visit, r)).collect(),
        held: held.rows.iter().map(|r| line(visit, r)).collect(),
        none_coming: Empty::new(lang.t("sessions-none-coming").to_string()),
        none_held: Empty::new(lang.t("sessions-none-held").to_string()),
        pager: Pager::new(lang, first, next),
    }
}

fn line(visit: &Visit, r: &ListRow) -> Line {
    let lang = visit.lang;
    let mut facts = vec![
        lines::form_name(lang, &r.form),
        lines::span(lang, r.starts_at, r.ends_at),
        visit.names.of(&r.council_name).to_owned(),
    ];
    if !r.room.is_empty() {
        facts.push(visit.names.of(&r.room).to_owned());
    }
    Line {
        href: format!("/{}/sessions/{}", visit.street.slug, r.id),
        title: r.topic_title.clone(),
        chip: lines::status(lang, &r.status),
        facts,
    }
}

/// The minutes as the public reads them.
pub struct MinutesCard {
    head: String,
    parts: Vec<(String, String)>,
    hash: String,
}

/// Somebody named, as the public sees them.
pub struct PublicPerson {
    name: String,
    role: String,
}

/// A session's own page.
#[derive(Template)]
#[template(path = "sessions/session.html")]
pub struct SessionPage {
    ui: Shell,
    code: String,
    topic: String,
    title: String,
    chip: Chip,
    facts: Vec<(String, String)>,
    agenda: String,
    reason: String,
    people_title: String,
    people: Vec<PublicPerson>,
    mine: String,
    forms: Vec<Form>,
    remarks: Vec<RemarkLine>,
    minutes: Option<MinutesCard>,
    work: String,
    /// What is handed on, where others see it.
    share: Option<Share>,
    /// The session for a calendar.
    ics: String,
}

/// The page of one session; nothing when the topic has no such session.
pub fn session(
    visit: &Visit,
    held: &Held,
    id: Uuid,
    scope: Option<&Scope>,
    board: &Board,
    staff: bool,
) -> Option<SessionPage> {
    let lang = visit.lang;
    let s = board.sessions.iter().find(|s| s.id == id)?;
    let people = board.of_session(id);
    let me = visit.me.as_ref().map(|m| m.account());
    let mine = people
        .iter()
        .find(|p| p.account_id.is_some() && p.account_id == me);
    let title = lang
        .t("session-title")
        .arg("form", lines::form_name(lang, &s.form))
        .arg("topic", held.row.title.clone())
        .to_string();
    let work = if staff {
        visit_path(
            visit,
            &format!("/desk/topics/{}/deliberation", held.row.code),
        )
    } else {
        String::new()
    };
    let forms = forms(visit, held, s, scope, mine, board);
    let facts = facts(visit, s);
    let said: Vec<&str> = facts.iter().map(|(_, said)| said.as_str()).collect();
    let ui = visit.shell(title.clone(), Nav::Sessions);
    let ui = ui.about(&said.join(" · "));
    let open = visible(&Viewer::of(None), &held.sight(), Part::Papers);
    Some(SessionPage {
        ics: ui.path(&format!("/sessions/{id}.ics")),
        share: open.then(|| {
            let qr = ui.path(&format!("/sessions/{id}/qr.svg"));
            Share::of(&ui, address(visit, &format!("/sessions/{id}")), qr)
        }),
        ui,
        code: held.row.code.clone(),
        topic: held.row.title.clone(),
        title,
        chip: lines::status(lang, &s.status),
        facts,
        agenda: s.agenda.clone(),
        reason: s.reason.clone(),
        people_title: lang
            .t("session-participants")
            .arg("n", i64::try_from(people.len()).unwrap_or(i64::MAX))
            .to_string(),
        people: people
            .iter()
            .map(|p| PublicPerson {
                name: still(lang, &label(p)),
                role: lines::role(lang, board, p),
            })
            .collect(),
        mine: mine.map_or(String::new(), |p| standing(lang, p)),
        forms: forms.into_iter().map(|f| visit.form(f)).collect(),
        // What was said is public with the signed minutes; until then those who were invited read it.
        remarks: if staff || mine.is_some() {
            remarks(lang, board, id)
        } else {
            Vec::new()
        },
        minutes: minutes(lang, board, id),
        work,
    })
}

fn visit_path(visit: &Visit, below: &str) -> String {
    format!("/{}{below}", visit.street.slug)
}

fn facts(visit: &Visit, s: &Session) -> Vec<(String, String)> {
    let lang = visit.lang;
    let mut facts = vec![
        (
            lang.t("session-when").to_string(),
            lines::span(lang, s.starts_at, s.ends_at),
        ),
        (
            lang.t("session-form").to_string(),
            lines::form_name(lang, &s.form),
        ),
    ];
    if !s.room.is_empty() {
        let room = visit.names.of(&s.room).to_owned();
        facts.push((lang.t("session-where").to_string(), room));
    }
    facts
}

/// How one's own invitation stands.
fn standing(lang: Lang, p: &Person) -> String {
    let present = lines::present(lang, p);
    if present.is_empty() {
        lang.t("session-you-are-invited")
            .arg("reply", lines::reply(lang, p))
            .to_string()
    } else {
        lang.t("session-you-are-here")
            .arg("present", present)
            .to_string()
    }
}

/// What the invited can do here: check in and vote while it lasts, else reply.
fn forms(
    visit: &Visit,
    held: &Held,
    s: &Session,
    scope: Option<&Scope>,
    mine: Option<&Person>,
    board: &Board,
) -> Vec<Form> {
    let lang = visit.lang;
    let (Some(scope), Some(me), Some(person)) = (scope, visit.me.as_ref(), mine) else {
        return Vec::new();
    };
    let may = |verb| {
        Who::Participant.holds(&me.actor, scope).is_some()
            && policy::may(&me.actor, verb, scope).is_ok()
    };
    let form = |verb: Verb| {
        let path = format!("/sessions/{}/{}", s.id, verb.address());
        Form::new(visit_path(visit, &path), lang.t(verb.key()))
    };
    let mut forms = Vec::new();
    let now = visit.web.app.clock.now();
    let waiting = s.status == "planned" || s.status == "open";
    let valid = form_of(s).is_ok_and(|f| code_valid(f, s.starts_at, s.ends_at, now));
    if waiting && valid && person.present_at.is_none() && may(Verb::SessionCheckIn) {
        forms.push(
            form(Verb::SessionCheckIn)
                .title(lang.t("session-check-in-own"))
                .field(
                    Field::text("code", lang.t("session-code"))
                        .hint(lang.t("session-code-hint"))
                        .autocomplete("one-time-code")
                        .max(12),
                ),
        );
    }
    if let Some(b) = board
        .ballots
        .iter()
        .find(|b| b.session_id == s.id && b.closed_at.is_none())
        && s.status == "open"
        && person.counts
        && person.present_at.is_some_and(|at| at <= b.opened_at)
        && may(Verb::SessionVote)
    {
        let options = b
            .options
            .iter()
            .zip(1..)
            .map(|(o, n): (&String, i32)| Choice::new(n.to_string(), o.clone()));
        let kind = if b.secret {
            "ballot-secret-hint"
        } else {
            "ballot-open-hint"
        };
        forms.push(
            form(Verb::SessionVote)
                .title(b.question.clone())
                .field(Field::hidden("ballot", b.id.to_string()))
                .field(Field::radio("choice", lang.t("ballot-choice"), options))
                .note(lang.t(kind)),
        );
    }
    if s.status == "planned" && person.present_at.is_none() && may(Verb::SessionReply) {
        let replies = ["coming", "not_coming"].map(|r| {
            let key = format!("session-reply-{}", r.replace('_', "-"));
            Choice::new(r, lang.t(key))
        });
        let mut answer = Field::radio("reply", lang.t("session-reply-field"), replies);
        if !person.reply.is_empty() {
            answer = answer.value(person.reply.clone());
        }
        let reply = form(Verb::SessionReply)
            .title(lang.t("session-reply-title"))
            .field(answer)
            .field(
                Field::text("note", lang.t("session-reply-note"))
                    .max(200)
                    .value(person.reply_note.clone())
                    .optional(),
            );
        let again = forms.is_empty() && person.reply.is_empty();
        forms.push(if again { reply } else { reply.quiet().folded() });
    }
    if s.status == "open" && may(Verb::SessionRemark) {
        forms.push(
            form(Verb::SessionRemark)
                .quiet()
                .title(lang.t("session-remark-own"))
                .field(Field::hidden("version", held.row.version.to_string()))
                .field(Field::hidden("place", lines::own_place(person)))
                .field(Field::area("body", lang.t("session-remark-body")).rows(3)),
        );
    }
    forms
}

fn minutes(lang: Lang, board: &Board, session: Uuid) -> Option<MinutesCard> {
    let row = board
        .minutes
        .iter()
        .rev()
        .find(|m| m.session_id == session)?;
    let content: Minutes = serde_json::from_value(row.content.clone()).ok()?;
    let part = |key: &'static str, text: String| (lang.t(key).to_string(), text);
    let mut parts = vec![
        part("minutes-course", content.course),
        part("minutes-points", content.points),
        part("minutes-conclusions", content.conclusions),
    ];
    if !content.divided.is_empty() {
        parts.push(part("minutes-divided", content.divided));
    }
    Some(MinutesCard {
        head: lang
            .t("minutes-signed-at")
            .arg("at", lang.date_time(row.signed_at))
            .to_string(),
        parts,
        hash: row.hash.clone(),
    })
}
