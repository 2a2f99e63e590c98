//! The page of one's own export that people read: the rows of its files in the person's language, in plain words,
//! one after the other, so that it is written while it is sent as they are.

use askama::Template;
use chrono::{DateTime, NaiveDate};
use serde_json::Value;

use crate::domain::workflow::{Step, Verb};
use crate::kit::i18n::Lang;

/// The fields in the order in which a row is read; what a person need not read has no place here.
const FIELDS: [&str; 74] = [
    "title",
    "code",
    "name",
    "phone",
    "post",
    "salutation",
    "show_name",
    "role",
    "seat",
    "capacity",
    "council",
    "unit",
    "session",
    "group",
    "topic",
    "event",
    "outcome",
    "community",
    "estate",
    "building",
    "place",
    "latitude_e6",
    "longitude_e6",
    "category",
    "source",
    "grounds",
    "suggested",
    "issuer",
    "document",
    "deadline",
    "call",
    "body",
    "words",
    "people",
    "shown_as",
    "identity",
    "state",
    "step",
    "agrees",
    "way",
    "reason",
    "appeal",
    "answer",
    "by",
    "page",
    "times",
    "round",
    "over_14",
    "consent_version",
    "consented_at",
    "verified_at",
    "refused_at",
    "valid_from",
    "valid_until",
    "starts_at",
    "invited_at",
    "reply",
    "reply_note",
    "replied_at",
    "present_at",
    "present_way",
    "appointed_at",
    "used_at",
    "handled_at",
    "read_at",
    "first_at",
    "last_at",
    "last_seen_at",
    "expires_at",
    "added_at",
    "created_at",
    "updated_at",
    "at",
    "alt",
];

#[derive(Template)]
#[template(
    source = r#"<!doctype html>
<html lang="{{ tag }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<main>
<h1>{{ title }}</h1>
<p>{{ lead }}</p>
"#,
    ext = "html"
)]
struct Head {
    tag: &'static str,
    title: String,
    lead: String,
}

#[derive(Template)]
#[template(
    source = r#"{% if !heading.is_empty() %}<h2>{{ heading }}</h2>
{% endif %}{% if !file.is_empty() %}<p><a href="{{ file }}"><img src="{{ file }}" alt="{{ alt }}" width="240"></a></p>
{% endif %}<ul>{% for (label, text) in pairs %}
<li>{{ label }} {{ text }}</li>{% endfor %}
</ul>
"#,
    ext = "html"
)]
struct Row {
    /// Of the section, before its first row; empty before the others.
    heading: String,
    /// The photo; empty for any other row.
    file: String,
    alt: String,
    pairs: Vec<(String, String)>,
}

/// How the page begins.
///
/// # Errors
/// When the template fails: a fault of the program.
pub(super) fn head(lang: Lang) -> Result<String, askama::Error> {
    Head {
        tag: lang.tag(),
        title: lang.t("export-page-title").to_string(),
        lead: lang.t("export-page-lead").to_string(),
    }
    .render()
}

/// How the page ends.
pub(super) const END: &str = "</main>\n</html>\n";

/// A row of a section.
///
/// # Errors
/// As [`head`].
pub(super) fn row(
    lang: Lang,
    section: &str,
    value: &Value,
    first: bool,
) -> Result<String, askama::Error> {
    let text_of = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let label = |key: &str| {
        let name = lang.t(format!("export-field-{}", key.replace('_', "-")));
        lang.t("export-label")
            .arg("name", name.to_string())
            .to_string()
    };
    let pairs = FIELDS.iter().filter_map(|key| {
        let text = text(lang, section, key, &value[*key]);
        (!text.is_empty()).then(|| (label(key), text))
    });
    Row {
        heading: if first {
            lang.t(format!("export-section-{}", section.replace('_', "-")))
                .to_string()
        } else {
            String::new()
        },
        file: text_of("file"),
        alt: text_of("alt"),
        pairs: pairs.collect(),
    }
    .render()
}

/// A value in words; empty for what was left out.
fn text(lang: Lang, section: &str, key: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => lang.t("export-yes").to_string(),
        Value::Bool(false) => lang.t("export-no").to_string(),
        Value::Number(n) => number(lang, key, n.as_i64().unwrap_or_default()),
        Value::String(text) if key.ends_with("at") => moment(lang, text),
        Value::String(text) if ["valid_from", "valid_until", "deadline"].contains(&key) => {
            let day: Option<NaiveDate> = text.parse().ok();
            day.map_or_else(|| text.clone(), |day| lang.day(day))
        }
        Value::String(text) => {
            named(lang, section, key, &text.replace('_', "-")).unwrap_or_else(|| text.clone())
        }
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

fn moment(lang: Lang, text: &str) -> String {
    DateTime::parse_from_rfc3339(text)
        .map_or_else(|_| text.to_owned(), |at| lang.date_time(at.to_utc()))
}

fn number(lang: Lang, key: &str, n: i64) -> String {
    match key {
        "latitude_e6" | "longitude_e6" => format!("{}.{:06}", n / 1_000_000, n % 1_000_000),
        "step" => u8::try_from(n)
            .ok()
            .and_then(Step::from_no)
            .map_or(String::new(), |step| lang.t(step.key()).to_string()),
        _ => n.to_string(),
    }
}

/// What a code is called where the catalogue knows it.
fn named(lang: Lang, section: &str, key: &str, code: &str) -> Option<String> {
    if code.is_empty() {
        return Some(String::new());
    }
    let prefix = match (section, key) {
        (_, "role") => "role-",
        (_, "seat") => "seat-",
        (_, "capacity") => "export-capacity-",
        (_, "salutation") => "salutation-",
        (_, "show_name") => "show-name-",
        (_, "source") => "source-",
        (_, "identity") => "identity-",
        (_, "reply") => "session-reply-",
        (_, "present_way") => "export-present-",
        (_, "way") => "way-",
        (_, "outcome") => "residents-did-",
        (_, "page") => "look-",
        ("topics", "state") => "standing-",
        ("comments", "state") => "comment-state-",
        ("remarks", "place") => "remark-place-",
        (_, "event") => {
            let verb = || Verb::from_code(&code.replace('-', "_"));
            return lang
                .maybe(&format!("notice-{code}"))
                .or_else(|| verb().map(|v| lang.t(v.key()).to_string()));
        }
        _ => return None,
    };
    lang.maybe(&format!("{prefix}{code}"))
}
