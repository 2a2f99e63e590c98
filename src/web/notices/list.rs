//! `/{street}/notices`: what happened to the topics that one has a part in.

use askama::Template;

use crate::domain::policy::Viewer;
use crate::domain::workflow::Verb;
use crate::kit::i18n::Lang;
use crate::kit::times;
use crate::service::notices;
use crate::store::notices as rows;
use crate::web::kit::form::Form;
use crate::web::kit::parts::{Chip, Empty};
use crate::web::kit::{Flash, Nav, PageError, PageResult, Sent, Shell, Visit};

/// Notices shown at most.
const MANY: i64 = 100;

/// A notice: what happened to which topic.
struct Line {
    machine: String,
    date: String,
    title: String,
    href: String,
    /// The title was written by somebody, in their language.
    theirs: bool,
    verb: String,
    /// What was said with it; empty without.
    words: Vec<String>,
    /// It was not read yet.
    new: Option<Chip>,
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct Page {
    ui: Shell,
    lines: Vec<Line>,
    empty: Empty,
    form: Option<Form>,
}

/// `GET /{street}/notices`.
///
/// # Errors
/// When nobody is logged in; when the database is away.
pub async fn list(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let found = rows::of_account(&mut visit.tx, me.account(), MANY).await?;
    let lang = visit.lang;
    let viewer = Viewer::of(Some(&me.actor));
    let staff = viewer.office || viewer.admin;
    let ui = visit.shell(lang.t("notices-title"), Nav::Other);
    let lines = found
        .iter()
        .filter_map(|n| {
            // What happened, in a sentence; else the name of the act. What became of a comment is no act.
            let verb = sentence(&ui, n)
                .or_else(|| Verb::from_code(&n.event).map(|v| lang.t(v.key()).to_string()))?;
            let unread = n.read_at.is_none();
            let account = n.event.starts_with("resident_");
            Some(Line {
                machine: times::machine(n.at),
                date: lang.short_date_time(n.at),
                title: if account {
                    lang.t("account-title").to_string()
                } else if n.hidden && !staff {
                    lang.t("topic-hidden-title").to_string()
                } else {
                    n.title.clone()
                },
                theirs: !account,
                verb,
                words: words(lang, n),
                new: unread.then(|| Chip::new("wait", lang.t("notice-new"))),
                href: if account {
                    ui.path("/account")
                } else if n.code.is_empty() {
                    String::new()
                } else {
                    ui.path(&format!("/topics/{}", n.code))
                },
            })
        })
        .collect();
    let unread = found.iter().any(|n| n.read_at.is_none());
    let form = unread.then(|| {
        let form = Form::new(ui.path("/notices"), ui.t("notices-read")).quiet();
        visit.form(form)
    });
    let page = Page {
        lines,
        empty: Empty::new(lang.t("notices-none")),
        form,
        ui,
    };
    visit.answer(&page)
}

/// What happened, in a sentence; none where the name of the act says it.
fn sentence(ui: &Shell, n: &rows::NoticeRow) -> Option<String> {
    let lang = ui.lang;
    let key = match n.event.as_str() {
        "restore" => return Some(lang.t(restored(&n.payload)).to_string()),
        "transfer" if !n.receiver.is_empty() => {
            let line = lang
                .t("notice-transfer-to")
                .arg("to", ui.named(&n.receiver));
            return Some(line.to_string());
        }
        "merge" | "merge_here" | "unmerge" | "unmerge_here" | "escalate" if !n.other.is_empty() => {
            let line = lang.t(format!("notice-{}-of", n.event.replace('_', "-")));
            let other = lang.topic(&n.other, &n.other_title);
            return Some(line.arg("other", other).to_string());
        }
        event => event.replace('_', "-"),
    };
    lang.maybe(&format!("notice-{key}"))
}

/// Of one verb three things: the author asks that a text be shown again, an officer shows it, or does not.
fn restored(payload: &serde_json::Value) -> &'static str {
    let events = payload["events"].as_array();
    let shown = events.is_some_and(|all| all.iter().any(|e| e["hidden"] == false));
    let to_office = payload["told"].as_array();
    let to_office = to_office.is_some_and(|all| all.iter().any(|circle| circle == "office"));
    match (shown, to_office) {
        (true, _) => "notice-restore-shown",
        (false, true) => "notice-restore-asked",
        (false, false) => "notice-restore-refused",
    }
}

/// What was asked, or why and where else to go.
fn words(lang: Lang, n: &rows::NoticeRow) -> Vec<String> {
    let mut words = vec![n.reason.clone()];
    if !n.elsewhere.is_empty() {
        words.push(
            lang.t("event-elsewhere")
                .arg("where", &n.elsewhere)
                .to_string(),
        );
    }
    words.retain(|w| !w.is_empty());
    words
}

/// `POST /{street}/notices`: all of them are read.
///
/// # Errors
/// When nobody is logged in; when the database is away.
pub async fn read_all(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("notices.read").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    notices::read_all(tx, me.account(), sent.web.app.clock.now()).await?;
    Ok(sent.to("/notices", Some(&Flash::said("notices-read"))))
}
