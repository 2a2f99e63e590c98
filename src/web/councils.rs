//! `/{street}/councils` and `/{street}/councils/{slug}`: who convenes a council and until when, what it
//! deliberates, and how far its topics have come.

use askama::Template;

use super::kit::cards::{Card, card};
use super::kit::parts::{Chip, Empty};
use super::kit::{Nav, PageError, PageResult, Shell, Visit};
use crate::domain::actor::ConvenerSeat;
use crate::domain::calendar::local_day;
use crate::domain::policy::Viewer;
use crate::kit::i18n::Lang;
use crate::store::councils::{self, Belongs, CouncilRow};
use crate::store::sessions::list as sessions;
use crate::store::topics::list::{self as topics, Cell};

/// Topics and sessions shown.
const SHOWN: usize = 8;

/// A council in the list.
struct Line {
    href: String,
    name: String,
    room: String,
    conveners: Vec<String>,
    vacant: Option<Chip>,
}

#[derive(Template)]
#[template(path = "councils/list.html")]
struct List {
    ui: Shell,
    lines: Vec<Line>,
    empty: Empty,
}

/// `GET /{street}/councils`.
///
/// # Errors
/// When the database is away.
pub async fn list(mut visit: Visit) -> PageResult {
    let all = councils::all(&mut visit.tx).await?;
    let ids: Vec<_> = all.iter().map(|c| c.id).collect();
    let today = local_day(visit.web.app.clock.now());
    let people = councils::people(&mut visit.tx, &ids, today).await?;
    let lang = visit.lang;
    let ui = visit.shell(lang.t("councils-title"), Nav::Other);
    let line = |c: &CouncilRow| {
        let own: Vec<&Belongs> = people.iter().filter(|p| p.council_id == c.id).collect();
        let vacant = seats(c).iter().any(|seat| filled(&own, *seat).is_empty());
        Line {
            href: ui.path(&format!("/councils/{}", c.slug)),
            name: lang.name(&c.name, &c.english_name).to_owned(),
            room: ui.named(&c.room).to_owned(),
            conveners: own
                .iter()
                .filter(|p| ConvenerSeat::from_code(&p.place).is_some())
                .map(|p| titled(p))
                .collect(),
            vacant: vacant.then(|| Chip::new("wait", lang.t("councils-vacant"))),
        }
    };
    let page = List {
        lines: all.iter().map(line).collect(),
        empty: Empty::new(lang.t("councils-none")),
        ui,
    };
    visit.answer(&page)
}

/// A seat with whoever fills it.
struct Seat {
    name: String,
    holders: Vec<String>,
}

/// A number that leads to its rows.
struct Figure {
    label: String,
    n: i32,
    href: String,
}

/// A session to come.
struct Meeting {
    when: String,
    href: String,
    title: String,
}

#[derive(Template)]
#[template(path = "councils/page.html")]
struct Page {
    ui: Shell,
    facts: Vec<String>,
    seats: Vec<Seat>,
    members: Vec<String>,
    liaisons: Vec<String>,
    figures: Vec<Figure>,
    cards: Vec<Card>,
    all: String,
    meetings: Vec<Meeting>,
}

/// `GET /{street}/councils/{slug}`.
///
/// # Errors
/// [`PageError::NotFound`]; when the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let slug = visit.param("slug").to_owned();
    let council = councils::by_slug(&mut visit.tx, &slug).await?;
    let council = council.ok_or(PageError::NotFound)?;
    let now = visit.web.app.clock.now();
    let people = councils::people(&mut visit.tx, &[council.id], local_day(now)).await?;
    let viewer = Viewer::of(visit.me.as_ref().map(|m| &m.actor));
    let filter = topics::Filter {
        council: Some(council.id),
        ..topics::Filter::default()
    };
    let latest = topics::page(&mut visit.tx, &viewer, &filter, None, SHOWN).await?;
    let filter = sessions::Filter {
        council: Some(council.id),
        from: Some(now),
        over: Some(false),
        ..sessions::Filter::default()
    };
    let coming = sessions::page(&mut visit.tx, &filter, None, SHOWN).await?;
    let cells = topics::cells(&mut visit.tx).await?;
    let lang = visit.lang;
    let name = lang.name(&council.name, &council.english_name).to_owned();
    let ui = visit.shell(name, Nav::Other);
    let own: Vec<&Belongs> = people.iter().collect();
    let others = |place: &str| -> Vec<String> {
        let seated = |p: &Belongs| {
            own.iter()
                .any(|s| s.name == p.name && ConvenerSeat::from_code(&s.place).is_some())
        };
        let there = own.iter().filter(|p| p.place == place && !seated(p));
        there.map(|p| titled(p)).collect()
    };
    let seat = |seat: &ConvenerSeat| Seat {
        name: lang
            .t(format!("seat-{}", seat.code().replace('_', "-")))
            .to_string(),
        holders: filled(&own, *seat)
            .into_iter()
            .map(|p| held(lang, p))
            .collect(),
    };
    let of_community = if council.community_slug.is_empty() {
        String::new()
    } else {
        format!("community={}", council.community_slug)
    };
    let page = Page {
        facts: facts(&ui, &council),
        seats: seats(&council).iter().map(seat).collect(),
        members: others("member"),
        liaisons: others("liaison"),
        figures: figures(&ui, &council, &cells, &of_community),
        cards: latest.rows.iter().map(|r| card(&ui, r)).collect(),
        all: ui.path(&format!("/topics?{of_community}")),
        meetings: coming
            .rows
            .iter()
            .map(|s| Meeting {
                when: lang.short_date_time(s.starts_at),
                href: ui.path(&format!("/sessions/{}", s.id)),
                title: s.topic_title.clone(),
            })
            .collect(),
        ui,
    };
    visit.answer(&page)
}

/// The seats that a council has to have filled.
fn seats(council: &CouncilRow) -> &'static [ConvenerSeat] {
    if council.level == "subdistrict" {
        &[ConvenerSeat::StreetHead]
    } else {
        &[ConvenerSeat::PartySecretary, ConvenerSeat::LinkedMember]
    }
}

fn filled<'a>(people: &[&'a Belongs], seat: ConvenerSeat) -> Vec<&'a Belongs> {
    let there = people.iter().filter(|p| p.place == seat.code());
    there.copied().collect()
}

/// `李建国 · 云溪社区党委书记`.
fn titled(p: &Belongs) -> String {
    if p.post.is_empty() {
        p.name.clone()
    } else {
        format!("{} · {}", p.name, p.post)
    }
}

/// A holder with the term, or a delegate as such.
fn held(lang: Lang, p: &Belongs) -> String {
    let key = match (p.capacity.as_str(), p.valid_until) {
        ("delegate", _) => "councils-delegate",
        (_, Some(_)) => "councils-term",
        (_, None) => "councils-since",
    };
    let until = p.valid_until.map_or(String::new(), |day| lang.day(day));
    lang.t(key)
        .arg("who", titled(p))
        .arg("from", lang.day(p.valid_from))
        .arg("until", until)
        .to_string()
}

fn facts(ui: &Shell, council: &CouncilRow) -> Vec<String> {
    let mut facts = Vec::new();
    if council.households > 0 {
        let line = ui.t("councils-households").arg("n", council.households);
        facts.push(line.to_string());
    }
    if !council.room.is_empty() {
        facts.push(ui.named(&council.room).to_owned());
    }
    facts
}

/// Topics that are asked, deliberated, carried out, and done: each leads to its rows.
fn figures(ui: &Shell, council: &CouncilRow, cells: &[Cell], community: &str) -> Vec<Figure> {
    let here = council.community_id.unwrap_or_default();
    let own = || {
        cells
            .iter()
            .filter(move |c| c.community_id == here && c.visibility == "public")
    };
    let going = |from: i16, to: i16| -> i32 {
        own()
            .filter(|c| matches!(c.state.as_str(), "open" | "suspended"))
            .filter(|c| (from..=to).contains(&c.step))
            .map(|c| c.n)
            .sum()
    };
    let done = own().filter(|c| c.state == "concluded").map(|c| c.n).sum();
    let figure = |key: &str, n: i32, query: &str| Figure {
        label: ui.t(key).to_string(),
        n,
        href: ui.path(&format!("/topics?{community}&{query}")),
    };
    vec![
        figure("councils-asked", going(1, 2), "step=1"),
        figure("councils-deliberated", going(3, 4), "step=4"),
        figure("councils-carried-out", going(5, 8), "step=6"),
        figure("councils-done", done, "state=concluded"),
    ]
}
