//! The portal of a street: what is asked, what is deliberated this week, what was kept.

use askama::Template;
use chrono::Days;

use super::numbers::Numbers;
use crate::domain::calendar::{at_hour, local_day};
use crate::domain::policy::Viewer;
use crate::domain::workflow::Step;
use crate::kit::i18n::Lang;
use crate::store::portal::{self, Kept};
use crate::store::sessions::list::{self as sessions, ListRow as Session};
use crate::store::topics::list::{self, Filter, ListRow};
use crate::web::kit::cards::waits;
use crate::web::kit::parts::{Around, Chip, Empty};
use crate::web::kit::strip::PhotoStrip;
use crate::web::kit::{Nav, PageResult, Shell, Visit};

/// How many topics the portal shows.
const SHOWN: usize = 8;

/// How many sessions of the week.
const MEETINGS: usize = 4;

/// How many councils have a card.
const COUNCILS: i64 = 6;

/// A topic in the portal's list.
struct Row {
    code: String,
    title: String,
    chip: Chip,
    facts: Vec<String>,
    side: String,
}

/// A session of the week.
struct Meeting {
    href: String,
    title: String,
    when: String,
    machine: String,
    room: String,
}

/// A promise kept.
struct Promise {
    title: String,
    href: String,
    topic: Around,
    code: String,
    unit: String,
    photo: PhotoStrip,
}

/// A council's card.
struct Council {
    href: String,
    name: String,
    room: String,
}

/// One of the four numbers.
struct Number {
    label: String,
    value: String,
    unit: String,
    href: String,
}

#[derive(Template)]
#[template(path = "portal/street.html")]
struct StreetPage {
    ui: Shell,
    submits: bool,
    numbers: Vec<Number>,
    calls: Vec<(String, String)>,
    meetings: Vec<Meeting>,
    rows: Vec<Row>,
    empty: Empty,
    kept: Vec<Promise>,
    councils: Vec<Council>,
}

/// `GET /{street}`.
///
/// # Errors
/// When the database is away.
pub async fn street(mut visit: Visit) -> PageResult {
    let now = visit.web.app.clock.now();
    let today = local_day(now);
    let counted = Numbers::read(&mut visit.tx, today).await?;
    let week = sessions::Filter {
        from: Some(at_hour(today, 0)),
        until: today
            .checked_add_days(Days::new(7))
            .map(|day| at_hour(day, 0)),
        ..sessions::Filter::default()
    };
    let meetings = sessions::page(&mut visit.tx, &week, None, MEETINGS).await?;
    let beside = portal::beside(&mut visit.tx, today, COUNCILS).await?;
    let viewer = Viewer::of(visit.me.as_ref().map(|m| &m.actor));
    // What has ended is not under discussion, however lately it did.
    let open = Filter {
        state: Some("open".to_owned()),
        ..Filter::default()
    };
    let page = list::page(&mut visit.tx, &viewer, &open, None, SHOWN).await?;
    let ui = visit.shell("", Nav::Home);
    let slug = visit.street.slug.clone();
    let lang = visit.lang;
    let submits = visit.web.offers("/topics/new");
    let empty = Empty::new(lang.t("portal-empty"));
    let shown = StreetPage {
        submits,
        numbers: numbers(lang, &slug, &counted),
        calls: beside
            .calls
            .into_iter()
            .map(|c| (ui.path(&format!("/calls/{}", c.id)), c.title))
            .collect(),
        kept: beside.kept.iter().map(|k| promise(&ui, k)).collect(),
        councils: beside
            .councils
            .iter()
            .map(|c| Council {
                href: ui.path(&format!("/councils/{}", c.slug)),
                name: ui.named(&c.name).to_owned(),
                room: ui.named(&c.room).to_owned(),
            })
            .collect(),
        meetings: meetings.rows.iter().map(|s| meeting(&ui, s)).collect(),
        rows: page.rows.iter().map(|r| row(&ui, r)).collect(),
        empty: if submits {
            empty.action(format!("/{slug}/topics/new"), lang.t("portal-submit"))
        } else {
            empty
        },
        ui,
    };
    visit.answer(&shown)
}

/// The four numbers, each leading to its rows: what is asked and what is deliberated, as each
/// decision counts it; what was promised and kept, and what the public says of it, this year.
fn numbers(lang: Lang, street: &str, numbers: &Numbers) -> Vec<Number> {
    let ratings = numbers.ratings();
    let share = ratings
        .share()
        .percent()
        .map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"));
    let number = |key: &str, value: String, unit: String, path: &str| Number {
        label: lang.t(key).to_string(),
        value,
        unit,
        href: format!("/{street}{path}"),
    };
    let topics = |n: i32| lang.t("portal-unit").arg("n", n).to_string();
    let (asked, talked) = (numbers.asked(), numbers.deliberated());
    let (all, kept) = (numbers.promised(), numbers.kept());
    vec![
        number(
            "portal-asked",
            asked.to_string(),
            topics(asked),
            "/topics?stage=1",
        ),
        number(
            "portal-talked",
            talked.to_string(),
            topics(talked),
            "/topics?stage=2",
        ),
        number(
            "portal-kept",
            format!("{all} → {kept}"),
            lang.t("portal-kept-unit").arg("n", all).to_string(),
            &format!(
                "/results?from={0}-01-01&until={1}-01-01",
                numbers.year,
                numbers.year + 1
            ),
        ),
        number(
            "portal-satisfied",
            share,
            match ratings.valid() {
                0 => lang.t("portal-no-votes").to_string(),
                n => lang.t("portal-votes").arg("n", n).to_string(),
            },
            &format!("/topics?rated={}", numbers.year),
        ),
    ]
}

fn meeting(ui: &Shell, s: &Session) -> Meeting {
    let place = if s.room.is_empty() {
        &s.council_name
    } else {
        &s.room
    };
    Meeting {
        href: format!("{}/{}", ui.path("/topics"), s.code),
        title: s.topic_title.clone(),
        when: ui.lang.short_date_time(s.starts_at),
        machine: ui.machine_time(&s.starts_at),
        room: ui.named(place).to_owned(),
    }
}

fn promise(ui: &Shell, k: &Kept) -> Promise {
    Promise {
        title: k.title.clone(),
        href: format!("{}/{}#tasks", ui.path("/topics"), k.code),
        topic: Around::new(ui, ui.t("results-of-topic"), "title", k.topic_title.clone()),
        code: k.code.clone(),
        unit: ui.named(&k.unit_name).to_owned(),
        photo: PhotoStrip::of(ui, &k.photo),
    }
}

fn row(ui: &Shell, r: &ListRow) -> Row {
    let lang = ui.lang;
    let place = if r.community_name.is_empty() {
        &r.council_name
    } else {
        &r.community_name
    };
    Row {
        code: r.code.clone(),
        title: r.title.clone(),
        chip: chip(ui, r),
        facts: vec![
            ui.named(place).to_owned(),
            lang.t("portal-supports").arg("n", r.supports).to_string(),
            ui.named(&r.category_name).to_owned(),
        ],
        side: lang
            .t("topics-changed")
            .arg("date", lang.short_date(r.updated_at))
            .to_string(),
    }
}

/// Where a topic stands and what is left, or how it ended.
fn chip(ui: &Shell, r: &ListRow) -> Chip {
    if let Some(chip) = waits(ui, r) {
        return chip;
    }
    let lang = ui.lang;
    let step = u8::try_from(r.step).ok().and_then(Step::from_no);
    let step = step.map_or(String::new(), |s| {
        let line = lang.t("track-step").arg("n", s.no());
        line.arg("name", lang.t(s.key())).to_string()
    });
    match (r.state.as_str(), r.due_at) {
        ("open", Some(due)) => {
            let left = ui.due_chip(&due);
            Chip::new(left.tone, format!("{step} · {}", left.text))
        }
        ("open", None) => Chip::new("calm", step),
        ("concluded", _) => Chip::new("good", lang.t("standing-concluded")),
        (other, _) => {
            let key = format!("standing-{}", other.replace('_', "-"));
            Chip::new("plain", lang.t(key))
        }
    }
}
