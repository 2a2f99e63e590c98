//! `/{street}/councils` and `/{street}/councils/{slug}`: who convenes a council and until when, what it
//! deliberates, and how far its topics have come.

use askama::Template;

use super::kit::cards::{Card, card};
use super::kit::parts::{Around, Chip, Empty};
use super::kit::{Nav, PageError, PageResult, Shell, Visit};
use crate::domain::actor::ConvenerSeat;
use crate::domain::calendar::local_day;
use crate::domain::policy::Viewer;
use crate::domain::workflow::{Stage, Standing};
use crate::store::councils::{self, Belongs, CouncilRow};
use crate::store::page::Count;
use crate::store::sessions::list as sessions;
use crate::store::topics::list as topics;

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
    let ui = ui.about(&lang.t("councils-lead").to_string());
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
    holders: Vec<Around>,
}

/// A number that leads to its rows.
struct Figure {
    label: String,
    n: String,
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
    communities: Vec<(String, String)>,
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
    let all = councils::all(&mut visit.tx).await?;
    let council = all.iter().find(|c| c.slug == slug).cloned();
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
    let reached: Vec<_> = FIGURES.iter().map(|(_, r)| r.filter(&council)).collect();
    let counts = topics::counts(&mut visit.tx, &viewer, &reached).await?;
    let lang = visit.lang;
    let name = lang.name(&council.name, &council.english_name).to_owned();
    let own: Vec<&Belongs> = people.iter().collect();
    let conveners = seats(&council).iter().flat_map(|s| filled(&own, *s));
    let conveners: Vec<&str> = conveners.map(|p| p.name.as_str()).collect();
    let about = lang
        .t("councils-about")
        .arg("council", name.as_str())
        .arg("who", lang.join(&conveners));
    let about = about.to_string();
    let ui = visit.shell(name, Nav::Other).about(&about);
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
            .map(|p| held(&ui, p))
            .collect(),
    };
    let list = ui.path(&format!("/topics?council={}", council.slug));
    let page = Page {
        facts: facts(&ui, &council),
        communities: communities(&ui, &council, &all),
        seats: seats(&council).iter().map(seat).collect(),
        members: others("member"),
        liaisons: others("liaison"),
        figures: figures(&ui, &list, &counts),
        cards: latest.rows.iter().map(|r| card(&ui, r)).collect(),
        all: list,
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
fn held(ui: &Shell, p: &Belongs) -> Around {
    let lang = ui.lang;
    let key = match (p.capacity.as_str(), p.valid_until) {
        ("delegate", _) => "councils-delegate",
        (_, Some(_)) => "councils-term",
        (_, None) => "councils-since",
    };
    let until = p.valid_until.map_or(String::new(), |day| lang.day(day));
    let sentence = lang.t(key).arg("from", lang.day(p.valid_from));
    Around::new(ui, sentence.arg("until", until), "who", titled(p))
}

/// The community of a council with the list of its topics; of the street's council those that have one of their own,
/// with its page.
fn communities(ui: &Shell, council: &CouncilRow, all: &[CouncilRow]) -> Vec<(String, String)> {
    let name = |c: &CouncilRow| ui.named(&c.community_name).to_owned();
    if council.community_id.is_some() {
        let href = ui.path(&format!("/topics?community={}", council.community_slug));
        return vec![(name(council), href)];
    }
    let others = all.iter().filter(|c| c.community_id.is_some());
    let link = |c: &CouncilRow| (name(c), ui.path(&format!("/councils/{}", c.slug)));
    others.map(link).collect()
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

/// How far a council's topics have come: each figure with the query that lists its rows.
const FIGURES: [(&str, Reached); 5] = [
    ("councils-asked", Reached::Stage(Stage::TopicSetting)),
    ("councils-deliberated", Reached::Stage(Stage::Organising)),
    ("councils-carried-out", Reached::Stage(Stage::Conversion)),
    ("councils-evaluated", Reached::Stage(Stage::Evaluation)),
    ("councils-done", Reached::State(Standing::Concluded)),
];

/// What a figure counts.
enum Reached {
    Stage(Stage),
    State(Standing),
}

impl Reached {
    fn filter(&self, council: &CouncilRow) -> topics::Filter {
        let all = topics::Filter {
            council: Some(council.id),
            ..topics::Filter::default()
        };
        match self {
            Self::Stage(stage) => topics::Filter {
                stage: Some(stage.steps().map(|s| i16::from(s.no()))),
                ..all
            },
            Self::State(state) => topics::Filter {
                state: Some(state.code().to_owned()),
                ..all
            },
        }
    }

    fn query(&self) -> String {
        match self {
            Self::Stage(stage) => format!("stage={}", stage.no()),
            Self::State(state) => format!("state={}", state.code()),
        }
    }
}

fn figures(ui: &Shell, all: &str, counts: &[Count]) -> Vec<Figure> {
    let figure = |((key, reached), count): (&(&str, Reached), &Count)| Figure {
        label: ui.t(key).to_string(),
        n: if count.more {
            format!("{}+", count.n)
        } else {
            count.n.to_string()
        },
        href: format!("{all}&{}", reached.query()),
    };
    FIGURES.iter().zip(counts).map(figure).collect()
}
