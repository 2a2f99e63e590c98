//! `/{street}/topics/{code}`: the public page of a topic.

use askama::Template;

use super::fields::can_change;
use super::intake::way;
use super::more::OFFERED;
use super::own;
use super::papers::{Section, comments, sections};
use super::timeline::{self, Eyes, Subjects};
use crate::domain::policy::{Part, Scope, Viewer, visible};
use crate::domain::workflow::{Standing, State, Step, Verb};
use crate::service::Me;
use crate::service::scope::{self, About};
use crate::service::step::{self, Held};
use crate::store::opinions;
use crate::store::people::places;
use crate::store::record::entries;
use crate::store::topics::papers::{self as stored, Beside, Reader};
use crate::web::kit::bench::may_one;
use crate::web::kit::form::Form;
use crate::web::kit::panel::{Ask, Panel};
use crate::web::kit::parts::{Chip, Timeline};
use crate::web::kit::share::Share;
use crate::web::kit::strip::PhotoStrip;
use crate::web::kit::track::Track;
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};
use crate::web::panels;

/// The next session, beside the text.
struct Next {
    title: String,
    when: String,
    room: String,
    href: String,
}

/// A link to a topic that this one is bound to, or to the call that it answers.
struct Bound {
    words: String,
    href: String,
    name: String,
    /// It is a number.
    num: bool,
}

#[derive(Template)]
#[template(path = "topics/page.html")]
struct Page {
    ui: Shell,
    code: String,
    community: (String, String),
    title: String,
    chip: Chip,
    facts: Vec<String>,
    track: Track,
    bound: Vec<Bound>,
    /// The text is taken down and this reader sees it no more: when, by whom and why.
    hidden: Option<String>,
    /// It is taken down, and this reader is one of those who still see it.
    veiled: bool,
    /// Everybody reads it: it has a feed.
    fed: bool,
    /// The author looks at what nobody else sees yet.
    waits: bool,
    place: String,
    people: String,
    point: String,
    body: Vec<String>,
    photos: PhotoStrip,
    sections: Vec<Section>,
    /// None where the text is taken down: its words may be quoted there.
    happened: Option<Timeline>,
    next: Option<Next>,
    voices: Vec<Form>,
    /// Nobody has checked the reader's name, so that support waits.
    unchecked: bool,
    panels: Vec<Panel>,
    /// The latest that was said of it, and below it the panels that come last: where one says something oneself.
    comments: Option<Section>,
    last: Vec<Panel>,
    /// What is handed on, where others see it.
    share: Option<Share>,
    work: String,
    length: i32,
    head: String,
}

/// `GET /{street}/topics/{code}`.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such topic, or not for this reader.
pub async fn topic(mut visit: Visit) -> PageResult {
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    let me = visit.me.clone();
    let viewer = Viewer::of(me.as_ref().map(|m| &m.actor));
    let sight = held.sight();
    if !visible(&viewer, &sight, Part::Trace) {
        return Err(PageError::NotFound);
    }
    let staff = visible(&viewer, &sight, Part::Drafts);
    let hidden = !visible(&viewer, &sight, Part::Text);
    let reader = reader(&held, me.as_deref());
    let papers = stored::of_topic(&mut visit.tx, held.row.id, reader).await?;
    let lines = entries::timeline(&mut visit.tx, held.row.id).await?;
    let app = visit.web.app.clone();
    let scope = match &me {
        Some(me) => {
            let tx = &mut visit.tx;
            Some(scope::between(tx, &app, me, &held, About::default()).await?)
        }
        None => None,
    };
    let mine = scope.as_ref().is_some_and(|s| s.is_author);
    let eyes = match (staff, mine) {
        (true, _) => Eyes::Staff,
        (false, true) => Eyes::Author,
        (false, false) => Eyes::Public,
    };
    let categories = if mine && can_change(&held.state) {
        places::categories(&mut visit.tx).await?
    } else {
        Vec::new()
    };
    let table = match &scope {
        Some(scope) if consents(&held, scope) => {
            Some(opinions::table(&mut visit.tx, held.row.id).await?)
        }
        Some(_) | None => None,
    };
    let lang = visit.lang;
    let title = if hidden {
        lang.t("topic-hidden-title").to_string()
    } else {
        held.row.title.clone()
    };
    let ui = visit.shell(title.clone(), Nav::Topics);
    let ui = if hidden { ui } else { ui.about(&held.row.body) };
    // What not everybody reads has no feed of its own.
    let fed = visible(&Viewer::of(None), &held.sight(), Part::Text);
    let ui = if fed {
        ui.fed_by(format!("/topics/{}/feed.atom", held.row.code))
    } else {
        ui
    };
    let ask = Ask {
        ui: &ui,
        held: &held,
        papers: &papers,
        table: table.as_ref(),
        me: me.as_deref().zip(scope.as_ref()),
    };
    let mut shown = panels::all(&ask);
    shown.splice(0..0, own::author(&ask, &categories, &lines));
    for panel in &mut shown {
        panel.forms = panel.forms.drain(..).map(|f| visit.form(f)).collect();
    }
    let mut voices = own::voices(&ask, papers.beside.supports, papers.beside.follows);
    // Nothing of a text that was taken down is left but where it stands: not who raised it, nor how many
    // were for it.
    if hidden {
        shown.clear();
        voices.clear();
    }
    let (last, shown) = shown.into_iter().partition(|p| p.late);
    let sessions = visit.web.offers("/sessions/{id}");
    let state = &held.state;
    let subjects = Subjects::of(lang, &papers).entered(&ui, &held);
    let page = Page {
        community: place_of(&ui, &held),
        chip: chip(&ui, state, held.row.due_at),
        facts: if hidden {
            Vec::new()
        } else {
            facts(&ui, &held)
        },
        track: track(&ui, &held, coming(&papers).filter(|_| !hidden)),
        bound: bound(&ui, &papers.beside, hidden),
        fed,
        hidden: hidden.then(|| taken_down(&ui, &lines)),
        veiled: !hidden && held.state.moderation.taken_down,
        waits: mine && !held.state.accepted() && !held.state.standing.is_ended(),
        place: if hidden {
            String::new()
        } else {
            held.row.place.clone()
        },
        people: held
            .row
            .people
            .filter(|_| !hidden)
            .map_or(String::new(), |n| {
                ui.t("topic-author-people").arg("n", n).to_string()
            }),
        point: match (held.row.latitude_e6, held.row.longitude_e6) {
            (Some(north), Some(east)) if !hidden => super::point(north, east),
            _ => String::new(),
        },
        body: if hidden {
            Vec::new()
        } else {
            paragraphs(&held.row.body)
        },
        photos: if hidden {
            PhotoStrip::default()
        } else {
            PhotoStrip::of(&ui, papers.photos.iter().filter(|p| p.task_id.is_none()))
        },
        sections: if hidden {
            Vec::new()
        } else {
            sections(&ui, state, &papers, sessions)
        },
        happened: (!hidden || staff).then(|| timeline::timeline(lang, &lines, &subjects, eyes)),
        next: next(&ui, &papers, sessions).filter(|_| !hidden),
        unchecked: own::unchecked(&ask, papers.beside.supports),
        voices: voices.into_iter().map(|f| visit.form(f)).collect(),
        panels: shown,
        comments: comments(&ui, &papers, &code).filter(|_| !hidden),
        last,
        share: visible(&Viewer::of(None), &sight, Part::Text).then(|| {
            let qr = ui.path(&format!("/topics/{code}/qr.svg"));
            Share::of(&ui, super::sent::address(&visit, &code), qr)
        }),
        work: work_page(&ui, &held, staff, me.as_deref().zip(scope.as_ref())),
        title,
        length: held.row.record_length,
        head: hex::encode(&held.row.record_head),
        code,
        ui,
    };
    visit.answer(&page)
}

/// When, by whom and why the text was taken down, as the second person confirmed it.
fn taken_down(ui: &Shell, lines: &[entries::TimelineRow]) -> String {
    let confirmed = |row: &&entries::TimelineRow| row.verb == Verb::TakeDownConfirm.code();
    let said = lines.iter().rev().find(confirmed);
    said.map_or_else(String::new, |row| {
        timeline::quoted(ui.lang, "topic-hidden-why", row)
    })
}

/// An opinion lies on the table that those who sat in the session agree to, or not.
fn consents(held: &Held, scope: &Scope) -> bool {
    let state = &held.state;
    let on_table = state.opinion.facts.is_some() && !state.opinion.rejected;
    scope.participant && state.step == Step::Deliberation && on_table
}

/// Where the reader works on the topic; empty for those who do not.
fn work_page(ui: &Shell, held: &Held, staff: bool, me: Option<(&Me, &Scope)>) -> String {
    let concerned = me.is_some_and(|(me, s)| {
        let mut units = me.actor.units();
        s.leads_group
            || s.in_group
            || s.supervisor
            || units.any(|u| s.topic_units.contains(&u) || s.assisting_units.contains(&u))
    });
    let code = &held.row.code;
    match held.state.standing.is_ended() {
        false if staff || concerned => {
            ui.path(&format!("/desk/topics/{code}/{}", held.state.step.code()))
        }
        true if staff => ui.path(&format!("/desk/topics/{code}/more")),
        false | true if me.is_some_and(|(me, s)| may_one(me, s, &OFFERED)) => {
            ui.path(&format!("/desk/topics/{code}/more"))
        }
        false | true => String::new(),
    }
}

/// Who reads, and the topics that this one is bound to.
pub(super) fn reader(held: &Held, me: Option<&Me>) -> Reader {
    let state = &held.state;
    Reader {
        account: me.map(Me::account),
        into: state.merged.as_ref().map(|m| m.into),
        before: state.predecessor,
        after: state.successor,
    }
}

fn bound(ui: &Shell, beside: &Beside, hidden: bool) -> Vec<Bound> {
    let links = [
        ("topic-merged-into", &beside.into),
        ("topic-came-from", &beside.before),
        ("topic-goes-on-as", &beside.after),
    ];
    let topics = links.into_iter().filter_map(|(key, code)| {
        let code = code.clone()?;
        Some(Bound {
            words: ui.t(key).to_string(),
            href: ui.path(&format!("/topics/{code}")),
            name: code,
            num: true,
        })
    });
    let call = beside.call.iter().filter(|_| !hidden).map(|call| Bound {
        words: ui.t("topic-answers-call").to_string(),
        href: ui.path(&format!("/calls/{}", call.id)),
        name: call.title.clone(),
        num: false,
    });
    topics.chain(call).collect()
}

/// Where a topic stands, in the colour of its pressure.
pub(super) fn chip(ui: &Shell, state: &State, due: Option<chrono::DateTime<chrono::Utc>>) -> Chip {
    let lang = ui.lang;
    match state.standing {
        Standing::Open => {
            let line = lang.t("track-step").arg("n", state.step.no());
            let step = line.arg("name", lang.t(state.step.key())).to_string();
            match due {
                Some(due) => {
                    let left = ui.due_chip(&due);
                    Chip::new(left.tone, format!("{step} · {}", left.text))
                }
                None => Chip::new("calm", step),
            }
        }
        Standing::Concluded => Chip::new("good", lang.t(state.standing.key())),
        Standing::Suspended => Chip::new("wait", lang.t(state.standing.key())),
        Standing::Merged
        | Standing::Transferred
        | Standing::Declined
        | Standing::Withdrawn
        | Standing::Escalated
        | Standing::ConcludedUnresolved => Chip::new("plain", lang.t(state.standing.key())),
    }
}

/// Community with the list of its topics; the whole street without one.
fn place_of(ui: &Shell, held: &Held) -> (String, String) {
    let row = &held.row;
    match row.community_id {
        Some(id) => (
            ui.named(&row.community_name).to_owned(),
            ui.path(&format!("/topics?community={id}")),
        ),
        None => (ui.named(&row.council_name).to_owned(), ui.path("/topics")),
    }
}

/// Source, focus, author and supporters.
fn facts(ui: &Shell, held: &Held) -> Vec<String> {
    let (row, lang) = (&held.row, ui.lang);
    let author = if row.author_label.is_empty() {
        lang.t("topic-a-resident").to_string()
    } else {
        row.author_label.clone()
    };
    let mut facts = vec![lang.t(held.state.source.key()).to_string()];
    facts.extend(held.state.focus.map(|f| lang.t(f.key()).to_string()));
    facts.push(ui.named(&row.category_name).to_owned());
    facts.push(
        lang.t("topic-raised-by")
            .arg("who", author)
            .arg("date", lang.date(row.created_at))
            .to_string(),
    );
    if !row.on_behalf_way.is_empty() {
        let way = way(ui, &row.on_behalf_way);
        facts.push(lang.t("topic-behalf").arg("way", way).to_string());
    }
    facts.push(lang.t("topics-supports").arg("n", row.supports).to_string());
    let runs = !held.state.standing.is_ended();
    let until = |day| lang.deadline(&ui.calendar, ui.now, day, runs);
    facts.extend(row.deadline.map(until));
    facts
}

fn track(ui: &Shell, held: &Held, session: Option<&stored::Session>) -> Track {
    let mut track = Track::of(ui.lang, &held.state);
    if let Some(session) = session {
        let when = ui.lang.short_date_time(session.starts_at);
        track = track.note(Step::Deliberation, when);
    }
    match (held.state.standing, held.row.due_at) {
        (Standing::Open, Some(due)) => track.due(ui.lang, &ui.calendar, ui.now, due),
        (Standing::Open, None) => track,
        (Standing::Suspended, _) => track.paused(ui.lang.t(held.state.standing.key())),
        (_, _) => track.ended(ui.lang, &held.state),
    }
}

/// The session that is to come, or open now.
fn coming(papers: &stored::Papers) -> Option<&stored::Session> {
    let comes = |s: &&stored::Session| matches!(s.status.as_str(), "planned" | "open");
    papers.sessions.iter().find(comes)
}

fn next(ui: &Shell, papers: &stored::Papers, have_pages: bool) -> Option<Next> {
    let session = coming(papers)?;
    let title = match session.status.as_str() {
        "open" => "topic-session-now",
        _ => "topic-next-session",
    };
    Some(Next {
        title: ui.t(title).to_string(),
        when: ui.date_time(&session.starts_at),
        room: ui.named(&session.room).to_owned(),
        href: if have_pages {
            ui.path(&format!("/sessions/{}", session.id))
        } else {
            String::new()
        },
    })
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect()
}
