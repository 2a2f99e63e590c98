//! Words about sessions and their people, shared by the room's pages.

use chrono::{DateTime, Utc};

use crate::domain::calendar::local_day;
use crate::domain::plans::Identity;
use crate::domain::workflow::Form as SessionForm;
use crate::kit::i18n::Lang;
use crate::kit::times::clock;
use crate::store::sessions::Session;
use crate::store::sessions::board::Board;
use crate::store::sessions::people::Person;
use crate::web::kit::Names;
use crate::web::kit::parts::Chip;

/// The name of a session's form.
pub fn form_name(lang: Lang, code: &str) -> String {
    SessionForm::from_code(code).map_or_else(|| code.to_owned(), |f| lang.t(f.key()).to_string())
}

/// `2026年11月27日 周五 09:00–11:00`; both days where it ends on another.
pub fn span(lang: Lang, from: DateTime<Utc>, until: DateTime<Utc>) -> String {
    if local_day(from) == local_day(until) {
        lang.t("session-span")
            .arg("from", lang.date_time(from))
            .arg("until", clock(until))
            .to_string()
    } else {
        lang.t("session-span")
            .arg("from", lang.date_time(from))
            .arg("until", lang.date_time(until))
            .to_string()
    }
}

/// Where a session stands.
pub fn status(lang: Lang, code: &str) -> Chip {
    Chip::session(lang, code)
}

/// The name of an identity.
pub fn identity(lang: Lang, code: &str) -> String {
    Identity::from_code(code).map_or_else(String::new, |i| lang.t(i.key()).to_string())
}

/// Who somebody is and for whom they sit.
pub fn role(lang: Lang, board: &Board, p: &Person) -> String {
    let group = board.group(p.group_id);
    let identity = identity(lang, &p.identity);
    if group.is_empty() {
        identity
    } else {
        format!("{identity} · {group}")
    }
}

/// What became of somebody's invitation.
pub fn reply(lang: Lang, p: &Person) -> String {
    let key = match (p.reply.as_str(), p.invited_at, p.second_invited_at) {
        ("coming", _, _) => "session-reply-coming",
        ("not_coming", _, _) => "session-reply-not-coming",
        (_, _, Some(_)) => "session-invited-twice",
        (_, Some(_), None) => "session-invited-once",
        (_, None, None) => "session-not-invited",
    };
    lang.t(key).to_string()
}

/// How somebody is present; empty when not.
pub fn present(lang: Lang, p: &Person) -> String {
    match (p.present_at, p.present_way.as_str()) {
        (None, _) => String::new(),
        (Some(at), way) => lang
            .t(format!("session-present-{way}"))
            .arg("clock", clock(at))
            .to_string(),
    }
}

/// The line of a session under its title.
pub fn facts(lang: Lang, names: &Names, s: &Session) -> Vec<String> {
    let mut facts = vec![form_name(lang, &s.form), span(lang, s.starts_at, s.ends_at)];
    if !s.room.is_empty() {
        facts.push(names.of(&s.room).to_owned());
    }
    facts
}

/// The share that a ballot's winner must exceed, in words.
pub fn threshold(lang: Lang, of: i16, all: i16) -> String {
    lang.t("ballot-threshold-more")
        .arg("of", i64::from(of))
        .arg("all", i64::from(all))
        .to_string()
}

/// Where somebody speaks who writes their own remark: as they are present.
pub fn own_place(p: &Person) -> &'static str {
    if p.present_way == "room" {
        "room"
    } else {
        "online"
    }
}
