//! The pages of comments.

use askama::Template;

use super::view;
use crate::domain::comments::{self as rules, Act, State};
use crate::domain::policy::{self, Part, Viewer, visible, waits_to};
use crate::domain::privacy;
use crate::domain::workflow::Verb;
use crate::kit::times;
use crate::service::scope::{self, About};
use crate::service::step;
use crate::store::comments::{self as rows, CommentRow, Queued, Shown};
use crate::store::page::After;
use crate::store::settings;
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::parts::{Around, Chip, Pager};
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};

/// Comments of one page.
const SHOWN: usize = 20;

/// Comments of the queue shown at most.
const QUEUE: i64 = 100;

/// A comment as a page shows it.
struct Entry {
    label: String,
    machine: String,
    date: String,
    topic: Option<(String, String)>,
    chip: Option<Chip>,
    body: Vec<String>,
    lines: Vec<String>,
    forms: Vec<Form>,
}

#[derive(Template)]
#[template(path = "comments/list.html")]
struct List {
    ui: Shell,
    code: String,
    heading: Around,
    own: Vec<Entry>,
    shown: Vec<Entry>,
    form: Option<Form>,
    why_not: String,
    pager: Pager,
}

/// `GET /{street}/topics/{code}/comments?after=`.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such topic, or its text is not for this reader.
pub async fn list(mut visit: Visit) -> PageResult {
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    let me = visit.me.clone();
    let viewer = Viewer::of(me.as_ref().map(|m| &m.actor));
    if !visible(&viewer, &held.sight(), Part::Text) {
        return Err(PageError::NotFound);
    }
    let (topic, after) = (held.row.id, After::parse(visit.query("after")));
    let account = me.as_ref().map(|m| m.account());
    let found = rows::shown(&mut visit.tx, topic, account, after, SHOWN).await?;
    let own = match account {
        Some(account) => rows::own(&mut visit.tx, topic, account).await?,
        None => Vec::new(),
    };
    let lang = visit.lang;
    let title = lang
        .t("comments-title")
        .arg("title", held.row.title.as_str())
        .to_string();
    let ui = visit.shell(title, Nav::Topics);
    let ui = ui.about(&lang.t("comments-about").to_string());
    let state = &held.state;
    let open = !state.standing.is_ended() && state.accepted() && !state.moderation.taken_down;
    let waits = me.as_ref();
    let waits = waits.is_some_and(|m| waits_to(&m.actor, Verb::Comment));
    let may = match &me {
        Some(me) => {
            let app = visit.web.app.clone();
            let about = About::default();
            let scope = scope::between(&mut visit.tx, &app, me, &held, about).await?;
            policy::may(&me.actor, Verb::Comment, &scope).is_ok()
        }
        None => true,
    };
    let private = visit
        .asked
        .again
        .as_ref()
        .is_some_and(|a| !privacy::scan(a.raw.first("body")).is_empty());
    let form = match open && may {
        true => {
            let looked_at = settings::of_street(&mut visit.tx).await?.comments_moderated;
            Some(visit.form(view::form(&ui, &code, private, looked_at)))
        }
        false => None,
    };
    let moderates = me
        .as_ref()
        .is_some_and(|m| rules::moderates(&m.actor, held.row.council_id));
    let here = ui.path(&format!("/topics/{code}/comments"));
    let page = List {
        own: own.iter().map(|c| own_entry(&visit, &ui, c)).collect(),
        shown: found
            .rows
            .iter()
            .map(|c| shown_entry(&visit, &ui, c, moderates))
            .collect(),
        why_not: match (open, waits) {
            (false, _) => ui.t("comments-closed").to_string(),
            (true, true) => ui.t("comment-unverified").to_string(),
            (true, false) => String::new(),
        },
        form,
        pager: Pager::new(
            lang,
            after.map_or(String::new(), |_| here.clone()),
            found
                .next
                .map_or(String::new(), |next| format!("{here}?after={next}")),
        ),
        heading: Around::new(&ui, ui.t("comments-title"), "title", &*held.row.title),
        code,
        ui,
    };
    visit.answer(&page)
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn shown_entry(visit: &Visit, ui: &Shell, c: &Shown, moderates: bool) -> Entry {
    let act = match (c.mine, moderates) {
        (true, _) => Act::Withdraw,
        (false, true) => Act::TakeDown,
        (false, false) => Act::Report,
    };
    Entry {
        label: c.label.clone(),
        machine: times::machine(c.at),
        date: ui.lang.short_date_time(c.at),
        topic: None,
        chip: None,
        body: paragraphs(&c.body),
        lines: Vec::new(),
        forms: vec![visit.form(view::act(ui, c.id, act))],
    }
}

/// A comment that only its writer sees here: what became of it, why, and what they can do.
fn own_entry(visit: &Visit, ui: &Shell, c: &CommentRow) -> Entry {
    let state = State::from_code(&c.state).unwrap_or(State::Waiting);
    let mut lines = Vec::new();
    let mut say = |key: &'static str, words: &str| {
        if !words.is_empty() {
            lines.push(ui.t(key).arg("words", words).to_string());
        }
    };
    say("comment-because", &c.reason);
    say("comment-appealed-with", &c.appeal);
    say("comment-answered-with", &c.answer);
    let act = match state {
        State::Waiting => Some(Act::Withdraw),
        State::Refused | State::TakenDown if c.appealed_at.is_none() => Some(Act::Appeal),
        State::Refused | State::TakenDown | State::Shown | State::Withdrawn => None,
    };
    let tone = if state == State::Waiting {
        "wait"
    } else {
        "plain"
    };
    Entry {
        label: c.label.clone(),
        machine: times::machine(c.at),
        date: ui.lang.short_date_time(c.at),
        topic: None,
        chip: Some(Chip::new(tone, ui.lang.t(state.key()))),
        body: paragraphs(&c.body),
        lines,
        forms: act
            .map(|act| visit.form(view::act(ui, c.id, act)))
            .into_iter()
            .collect(),
    }
}

#[derive(Template)]
#[template(path = "comments/queue.html")]
struct Queue {
    ui: Shell,
    entries: Vec<Entry>,
    rules: bool,
}

/// `GET /{street}/desk/comments`: what waits for somebody to look at it.
///
/// # Errors
/// 403 for who does not look after comments.
pub async fn queue(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let councils =
        rules::looks_after(&me.actor).ok_or(PageError::Forbidden("comment-forbidden"))?;
    let appeals = rules::decides_appeals(&me.actor);
    let tx = &mut visit.tx;
    let found = rows::queue(tx, me.account(), councils.as_deref(), appeals, QUEUE).await?;
    let ui = visit.shell(visit.lang.t("comments-queue-title"), Nav::Desk);
    let page = Queue {
        entries: found.iter().map(|c| queued(&visit, &ui, c)).collect(),
        rules: rules::keeps_rules(&me.actor),
        ui,
    };
    visit.answer(&page)
}

fn queued(visit: &Visit, ui: &Shell, c: &Queued) -> Entry {
    let appealed = !c.appeal.is_empty();
    let waiting = c.state == State::Waiting.code();
    let (tone, key, acts): (_, _, &[Act]) = match (appealed, waiting) {
        (true, _) => ("late", "comment-is-appeal", &[Act::Decide]),
        (false, true) => ("wait", "comment-is-new", &[Act::Show, Act::Refuse]),
        (false, false) => ("late", "comment-is-reported", &[Act::Keep, Act::TakeDown]),
    };
    let mut lines = Vec::new();
    if waiting && !c.held.is_empty() {
        let words = ui.lang.join(&c.held);
        lines.push(ui.t("comment-held").arg("words", words).to_string());
    }
    if appealed {
        lines.push(
            ui.t("comment-because")
                .arg("words", c.reason.as_str())
                .to_string(),
        );
        lines.push(
            ui.t("comment-appealed-with")
                .arg("words", c.appeal.as_str())
                .to_string(),
        );
    } else {
        let said = |r: &String| {
            ui.t("comment-reported-with")
                .arg("words", r.as_str())
                .to_string()
        };
        lines.extend(c.reports.iter().map(said));
    }
    Entry {
        label: c.label.clone(),
        machine: times::machine(c.at),
        date: ui.lang.short_date_time(c.at),
        topic: Some((ui.path(&format!("/topics/{}", c.code)), c.title.clone())),
        chip: Some(Chip::new(tone, ui.t(key))),
        body: paragraphs(&c.body),
        lines,
        forms: acts
            .iter()
            .map(|act| visit.form(view::act(ui, c.id, *act)))
            .collect(),
    }
}

#[derive(Template)]
#[template(path = "comments/rules.html")]
struct Rules {
    ui: Shell,
    rules: Form,
    words: Form,
}

/// `GET /{street}/admin/comments`: whether comments are looked at, and the sensitive words.
///
/// # Errors
/// 403 for all but the street's administrator.
pub async fn rules(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    if !rules::keeps_rules(&me.actor) {
        return Err(PageError::Forbidden("comment-rules-forbidden"));
    }
    let set = settings::of_street(&mut visit.tx).await?;
    let words = rows::words(&mut visit.tx).await?;
    let ui = visit.shell(visit.lang.t("comments-rules-title"), Nav::Desk);
    let choice = |value, key, hint| Choice::new(value, ui.t(key)).hint(ui.t(hint));
    let choices = [
        choice(
            "yes",
            "comments-moderated-yes",
            "comments-moderated-yes-hint",
        ),
        choice("no", "comments-moderated-no", "comments-moderated-no-hint"),
    ];
    let now = if set.comments_moderated { "yes" } else { "no" };
    let rules = Form::new(ui.path("/admin/comments"), ui.t("comments-rules-save"))
        .field(Field::radio("comments_moderated", ui.t("comments-moderated"), choices).value(now));
    let list = Form::new(ui.path("/admin/words"), ui.t("comments-words-save"))
        .quiet()
        .field(
            Field::area("words", ui.t("comments-words"))
                .hint(ui.t("comments-words-hint"))
                .rows(10)
                .optional()
                .value(words.join("\n")),
        );
    let page = Rules {
        rules: visit.form(rules),
        words: visit.form(list),
        ui,
    };
    visit.answer(&page)
}
