//! Similar topics: the wizard's second page, and `/{street}/topics/similar` as page, fragment and JSON.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;

use super::{Head, Lists, head, raw_of, shell, written};
use crate::domain::policy::{Viewer, waits_to};
use crate::domain::topics::WHOLE_STREET;
use crate::domain::workflow::{Standing, Step, Verb};
use crate::kit::i18n::Lang;
use crate::kit::likeness::{Chosen, Word, Written};
use crate::service::topics::{Similar, similar as find};
use crate::store::people::places;
use crate::store::topics::drafts::Draft;
use crate::web::kit::parts::Chip;
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit, answer};
use crate::web::topics::why::Why;

/// The most characters of a question.
const ASKED: usize = 500;

/// A similar topic.
struct Card {
    code: String,
    href: String,
    title: String,
    chip: Chip,
    facts: Vec<String>,
    why: Why,
    /// It can be joined: what the button says; empty where it cannot.
    joins: String,
    /// The one who asks stands behind it already, or raised it; empty for neither.
    joined: String,
    /// What the link to its page says.
    look: String,
}

/// The cards, in one form when they can be joined.
#[derive(Template)]
#[template(path = "topics/wizard/alike.html")]
struct Alike {
    lang: Lang,
    action: String,
    cards: Vec<Card>,
    /// Those that may be about the same.
    near: Vec<Card>,
}

impl HtmlSafe for Alike {}

/// What stands under the title while it is typed: the nearest few, to be joined on the next page.
#[derive(Template)]
#[template(path = "topics/wizard/found.html")]
struct Found {
    lang: Lang,
    /// Which of them can be joined, in a sentence.
    joins: String,
    cards: Vec<Card>,
}

impl Found {
    fn of(lang: Lang, cards: Vec<Card>) -> Self {
        let n = cards.iter().filter(|c| !c.joins.is_empty()).count();
        let key = match n {
            0 => "similar-found-none",
            n if n == cards.len() => "similar-found-all",
            _ => "similar-found-some",
        };
        let joins = lang.t(key).arg("n", n).to_string();
        Self { lang, joins, cards }
    }
}

/// How many stand there.
const NEAREST: usize = 3;

#[derive(Template)]
#[template(path = "topics/wizard/second.html")]
struct Page {
    ui: Shell,
    head: Head,
    said: String,
    /// What stands before what was written, what after it, and on the button that goes on.
    words: [&'static str; 3],
    /// Whose name nobody has checked joins nothing yet.
    waits: bool,
    again: bool,
    any: bool,
    alike: Alike,
}

/// The second page: what is like it already, and why.
pub(super) async fn page(mut visit: Visit, draft: &Draft, lists: &Lists) -> PageResult {
    let raw = raw_of(draft);
    let asked = written(&raw, lists)?;
    let found = of(&mut visit, &asked).await?;
    let (n, near) = (found.alike.len(), found.near.len());
    let behalf = lists.behalf();
    let title = match (n, behalf) {
        (0, false) if near > 0 => "wizard-near-title",
        (0, true) if near > 0 => "behalf-near-title",
        (0, _) => "wizard-none-title",
        (_, false) => "wizard-alike-title",
        (_, true) => "behalf-alike-title",
    };
    let title = visit.lang.t(title).arg("n", n).to_string();
    let ui = shell(&visit, title);
    let wants = !raw.first("join").is_empty();
    // A clerk would join in their own name.
    let wants = wants && !behalf;
    let waits = (wants || n + near > 0) && !behalf && waits(&ui);
    let again = wants && visit.me.is_some() && !waits;
    let alike = Alike::of(&ui, &asked.place, found, !behalf);
    let joins = alike.cards.iter().any(|c| !c.joins.is_empty());
    let page = Page {
        head: head(&visit, 2, Some(draft), behalf),
        said: asked.title,
        words: match (behalf, n + near > 0) {
            (false, true) if joins => ["wizard-you-wrote", "wizard-join-lead", "wizard-go-on"],
            (false, true) => ["wizard-you-wrote", "wizard-look-lead", "wizard-go-on"],
            (false, false) => ["wizard-you-wrote", "wizard-none-lead", "wizard-next"],
            (true, true) => ["behalf-wrote", "behalf-join-lead", "behalf-go-on"],
            (true, false) => ["behalf-wrote", "wizard-none-lead", "wizard-next"],
        },
        waits,
        again,
        any: n + near > 0,
        alike,
        ui,
    };
    visit.answer(&page)
}

async fn of(visit: &mut Visit, asked: &Written) -> Result<Chosen<Similar>, PageError> {
    let me = visit.me.clone();
    let viewer = Viewer::of(me.as_ref().map(|m| &m.actor));
    Ok(find(&mut visit.tx, &viewer, asked, None).await?)
}

#[derive(Template)]
#[template(path = "topics/wizard/similar.html")]
struct WholePage {
    ui: Shell,
    asked: String,
    any: bool,
    alike: Alike,
}

/// A similar topic for programs.
#[derive(Serialize)]
struct Line {
    code: String,
    title: String,
    community: String,
    state: String,
    step_no: i16,
    supports: i32,
    /// It is said to be similar; else it may be.
    likely: bool,
    score: f64,
    shared_words: Vec<String>,
    /// Pairs of words that mean the same: what was asked, and the topic.
    same_meaning: Vec<(String, String)>,
    same_place: bool,
    same_community: bool,
    url: String,
}

/// `GET /{street}/topics/similar?q=&community=&place=&category=`: JSON when it is asked for, a fragment for
/// a page that asks while one types, else a page.
///
/// # Errors
/// When the database is away.
pub async fn similar(headers: HeaderMap, mut visit: Visit) -> PageResult {
    let short = |name: &str| -> String { visit.query(name).chars().take(ASKED).collect() };
    let (q, wanted) = (short("q") + &short("title"), short("community"));
    let (place, category) = (short("place"), short("category"));
    let communities = places::communities(&mut visit.tx).await?;
    let community = communities
        .iter()
        .find(|c| c.slug == wanted || c.id.to_string() == wanted);
    let asked = Written {
        title: q.clone(),
        place,
        community: community.map(|c| c.id),
        category,
        ..Written::default()
    };
    let mut found = of(&mut visit, &asked).await?;
    let accept = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok());
    if accept.is_some_and(|a| a.contains("application/json")) {
        return json(&visit, found);
    }
    let ui = visit.shell(visit.lang.t("similar-title"), Nav::Topics);
    if headers.contains_key("hx-request") {
        found.alike.truncate(NEAREST);
        // Whether the next page lets one join hangs on the place; and a clerk joins nothing for others.
        let placed = community.is_some() || wanted == WHOLE_STREET;
        let joins = placed && visit.query("behalf").is_empty();
        let cards = Alike::of(&ui, &asked.place, found, joins).cards;
        return answer::page(&Found::of(ui.lang, cards), StatusCode::OK);
    }
    let any = !(found.alike.is_empty() && found.near.is_empty());
    let alike = Alike::of(&ui, &asked.place, found, true);
    let asked = q;
    visit.answer(&WholePage {
        ui,
        asked,
        any,
        alike,
    })
}

fn json(visit: &Visit, found: Chosen<Similar>) -> PageResult {
    let base = format!(
        "{}/{}/topics/",
        visit.web.config.public_url, visit.street.slug
    );
    let line = |likely: bool, s: Similar| {
        let (mut shared_words, mut same_meaning) = (Vec::new(), Vec::new());
        for word in s.like.words {
            match word {
                Word::Both(word) => shared_words.push(word),
                Word::Means(yours, theirs) => same_meaning.push((yours, theirs)),
            }
        }
        Line {
            likely,
            url: format!("{base}{}", s.topic.code),
            code: s.topic.code,
            title: s.topic.title,
            community: s.topic.community_name,
            state: s.topic.state,
            step_no: s.topic.step,
            supports: s.topic.supports,
            score: (s.like.score * 100.0).round() / 100.0,
            shared_words,
            same_meaning,
            same_place: s.like.place,
            same_community: s.like.community,
        }
    };
    let alike = found.alike.into_iter().map(|s| line(true, s));
    let near = found.near.into_iter().map(|s| line(false, s));
    let lines: Vec<Line> = alike.chain(near).collect();
    let text = serde_json::to_string(&lines).map_err(PageError::fault)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

impl Alike {
    /// `own`: the reader can join; a clerk who enters for somebody else cannot join for them.
    fn of(ui: &Shell, place: &str, found: Chosen<Similar>, own: bool) -> Self {
        let cards = |of: Vec<Similar>, near| {
            let of = of.into_iter();
            of.map(|s| card(ui, place, s, near, own)).collect()
        };
        Self {
            lang: ui.lang,
            action: ui.path("/topics/new"),
            cards: cards(found.alike, false),
            near: cards(found.near, true),
        }
    }
}

/// Whether the reader may not join for the one reason that nobody has checked the name yet.
fn waits(ui: &Shell) -> bool {
    let me = ui.me.as_ref();
    me.is_some_and(|me| waits_to(&me.actor, Verb::Support))
}

fn card(ui: &Shell, place: &str, s: Similar, near: bool, own: bool) -> Card {
    let lang = ui.lang;
    let t = s.topic;
    let standing = Standing::from_code(&t.state).unwrap_or(Standing::Open);
    let public = t.is_public();
    let step = u8::try_from(t.step).ok().and_then(Step::from_no);
    let chip = match (standing, step) {
        (Standing::Open, Some(step)) if public => {
            let line = lang.t("track-step").arg("n", step.no());
            Chip::new("calm", line.arg("name", lang.t(step.key())).to_string())
        }
        (Standing::Open, _) => Chip::new("wait", lang.t("topics-waiting")),
        (Standing::Concluded, _) => Chip::new("good", lang.t(standing.key())),
        (other, _) => Chip::new("plain", lang.t(other.key())),
    };
    let mut why = Why::of(lang, &s.like, "similar-means");
    why.more.extend(if s.like.place && !place.is_empty() {
        Some(lang.t("similar-same-place").to_string())
    } else if s.like.community {
        let line = lang.t("similar-same-community");
        Some(line.arg("name", ui.named(&t.community_name)).to_string())
    } else {
        None
    });
    // Of what may be about the same one looks first: a press must not join what is not meant.
    let joins = match own && t.runs() && public && !t.supported && !t.own && !near {
        false => String::new(),
        true if waits(ui) => lang.t("similar-follow").to_string(),
        true => lang.t("similar-join").to_string(),
    };
    Card {
        href: ui.path(&format!("/topics/{}", t.code)),
        title: t.title,
        chip,
        facts: vec![
            ui.named(&t.community_name).to_owned(),
            lang.t("topics-supports").arg("n", t.supports).to_string(),
            lang.t("topics-changed")
                .arg("date", lang.short_date(t.updated_at))
                .to_string(),
            t.code.clone(),
        ],
        why,
        joins,
        joined: match (own, t.own, t.supported) {
            (true, true, _) => lang.t("similar-own").to_string(),
            (true, false, true) => lang.t("similar-joined").to_string(),
            (true, false, false) | (false, _, _) => String::new(),
        },
        look: lang
            .t(if near {
                "similar-look-near"
            } else if standing == Standing::Concluded {
                "similar-look-solved"
            } else {
                "similar-look"
            })
            .to_string(),
        code: t.code,
    }
}
