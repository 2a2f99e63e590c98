//! The wizard by which a topic is raised, `/{street}/topics/new?step=1..4`: what and where, what is like
//! it already, details and name, check and send. Four plain pages; what is typed lies in a draft that a
//! cookie leads to, so that a closed tab or a log-in that ran out loses nothing.

mod alike;
mod check;
mod steps;
mod waiting;
mod write;

pub use alike::similar;
pub use write::send;

use std::collections::BTreeMap;

use axum::http::{HeaderValue, header};
use axum::response::Response;
use uuid::Uuid;

use crate::domain::actor::Unverified;
use crate::domain::fields::{FieldErrors, Raw};
use crate::domain::topics::draft::{self, First, as_form};
use crate::domain::topics::{
    NOT_THEIR_COMMUNITY, WHOLE_STREET, enters_for_others, for_somebody, origin,
};
use crate::domain::workflow::Source;
use crate::kit::likeness::Written;
use crate::service::topics::{drafts, enters_in};
use crate::service::{Me, Problem};
use crate::store::people::places::{self, Category, Place};
use crate::store::topics::calls::{self, CallRow};
use crate::store::topics::drafts::Draft;
use crate::store::{TenantTx, settings};
use crate::web::kit::cookies;
use crate::web::kit::{AppState, Nav, PageError, PageResult, Shell, Visit, asked::Asked};

/// What every page of the wizard shows at its top.
struct Head {
    /// 我要提议题 · 第 2 步，共 4 步.
    where_we_are: String,
    /// The page before; empty on the first.
    back: String,
    /// When the draft was saved; empty without one.
    saved: String,
}

/// The street's lists that a topic is chosen from.
struct Lists {
    communities: Vec<Place>,
    categories: Vec<Category>,
    /// Where a clerk may enter for somebody, none for the whole street; not asked for anything else.
    theirs: Option<Vec<Option<Uuid>>>,
}

impl Lists {
    /// For a clerk (`me`) who enters for somebody else, or for anybody.
    async fn of_street(tx: &mut TenantTx, clerk: Option<&Me>) -> Result<Self, Problem> {
        let communities = places::communities(tx).await?;
        let categories = places::categories(tx).await?;
        let theirs = match clerk {
            Some(me) => Some(enters_in(tx, me, &communities).await?),
            None => None,
        };
        Ok(Self {
            communities,
            categories,
            theirs,
        })
    }

    /// What a form names: a community, or none for the whole street; nothing where there is no such one.
    fn community(&self, wanted: &str) -> Option<Option<&Place>> {
        if wanted == WHOLE_STREET {
            return Some(None);
        }
        let mut all = self.communities.iter();
        let there = all.find(|c| c.slug == wanted || c.id.to_string() == wanted);
        there.map(Some)
    }

    /// A clerk enters for somebody else.
    fn behalf(&self) -> bool {
        self.theirs.is_some()
    }

    /// Whether it can be chosen: all can, unless a clerk enters for somebody else.
    fn offers(&self, community: Option<Uuid>) -> bool {
        let theirs = self.theirs.as_ref();
        theirs.is_none_or(|theirs| theirs.contains(&community))
    }
}

/// The public call from whose page somebody came.
enum Call {
    /// From none.
    None,
    /// From one that takes topics today.
    Open(Box<CallRow>),
    /// From one that there is not, or that is over or ahead.
    Shut,
}

impl Call {
    async fn find(visit: &mut Visit, id: &str) -> Result<Self, Problem> {
        let id = match (id, Uuid::try_parse(id)) {
            ("", _) => return Ok(Self::None),
            (_, Err(_)) => return Ok(Self::Shut),
            (_, Ok(id)) => id,
        };
        let today = visit.web.app.clock.today();
        let call = calls::find(&mut visit.tx, id).await?;
        let open = call.filter(|c| c.takes(today));
        Ok(open.map_or(Self::Shut, |call| Self::Open(Box::new(call))))
    }
}

/// Who enters for somebody else, if the form does.
fn clerk<'a>(me: Option<&'a Me>, raw: &Raw) -> Option<&'a Me> {
    me.filter(|me| enters_for_others(&me.actor) && for_somebody(raw))
}

/// `GET /{street}/topics/new?step=1..4`.
///
/// # Errors
/// When the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let app = visit.web.app.clone();
    let token = token(&visit.web, &visit.asked, visit.street.id).to_owned();
    let draft = drafts::find(&mut visit.tx, &app, &token).await?;
    let wanted = visit.query("step").parse::<usize>().ok();
    let draft = match (draft, wanted) {
        // The way back after sending leads to what was sent, not to a second sending.
        (
            Some(Draft {
                sent: Some(code), ..
            }),
            Some(_),
        ) => {
            return Ok(visit.to(&format!("/topics/{code}/sent")));
        }
        (Some(Draft { sent: Some(_), .. }), None) => None,
        (draft, _) => draft,
    };
    let step = wanted.unwrap_or(1);
    let me = visit.me.clone();
    let me = me.as_deref();
    if let Some(draft) = &draft
        && draft::waits(&draft.fields, me.map(|me| &me.actor))
    {
        return Ok(kept_from_caches(waiting::page(visit, step)?));
    }
    let draft = draft.map(|draft| theirs(draft, me));
    let ready = draft
        .as_ref()
        .is_some_and(|d| First::parse(&raw_of(d)).is_ok());
    if !(1..=4).contains(&step) || (step > 1 && !ready) {
        return Ok(visit.to("/topics/new?step=1"));
    }
    let mut raw = draft.as_ref().map(raw_of).unwrap_or_default();
    if step == 1 && raw.first("behalf").is_empty() {
        let begun = steps::begun_with(&visit, "behalf").to_owned();
        raw.0.insert("behalf".to_owned(), vec![begun]);
    }
    let lists = Lists::of_street(&mut visit.tx, clerk(me, &raw)).await?;
    // Who logged in at the last page as a member or an officer is asked first what comes with the topic.
    let unasked = draft.as_ref().is_some_and(|d| {
        let raw = raw_of(d);
        let usual = me.map_or(Source::PublicCall, |m| origin::usual(&m.actor));
        raw.first("source").is_empty() && origin::source(&raw, usual) != Source::PublicCall
    });
    if step == 4 && unasked {
        return Ok(visit.to("/topics/new?step=3"));
    }
    // Whoever has no account yet is told what an account alone does not open.
    let checked_first = step == 4 && visit.me.is_none() && {
        let street = settings::of_street(&mut visit.tx).await?;
        street.unverified == Unverified::Follow
    };
    let call = match step {
        1 => match steps::begun_with(&visit, "call") {
            "" => raw.first("call").to_owned(),
            asked => asked.to_owned(),
        },
        4 => raw.first("call").to_owned(),
        _ => String::new(),
    };
    let call = Call::find(&mut visit, &call).await?;
    let answer = match (step, draft) {
        (2, Some(draft)) => alike::page(visit, &draft, &lists).await,
        (3, Some(draft)) => steps::third(visit, &draft, lists.behalf()).await,
        (4, Some(draft)) => check::page(visit, &draft, &lists, &call, checked_first).await,
        (_, draft) => steps::first(visit, draft.as_ref(), &lists, &call),
    }?;
    Ok(kept_from_caches(answer))
}

/// The address of a page.
fn at(street: &str, page: usize) -> String {
    format!("/{street}/topics/new?step={page}")
}

/// The draft of another visitor must not come out of anybody's cache.
fn kept_from_caches(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
    answer
}

/// The token of the draft's cookie; empty without one.
fn token<'a>(web: &AppState, asked: &'a Asked, tenant: i32) -> &'a str {
    cookies::value(&asked.jar, &cookies::draft_name(&web.config, tenant))
}

/// The draft without what its reader may not use: who wrote it may have been somebody else.
fn theirs(mut draft: Draft, me: Option<&Me>) -> Draft {
    if let Some(me) = me {
        let source = draft.fields.get("source").cloned().unwrap_or_default();
        for name in draft::not_theirs(&source, &me.actor) {
            draft.fields.remove(name);
        }
    }
    draft
}

/// What a draft holds, as a form.
fn raw_of(draft: &Draft) -> Raw {
    as_form(&draft.fields)
}

/// What is wrong with a draft that none of its pages tells by itself: a place or category that the street
/// does not have, and two texts that are too long together. On the third page only what it asks for.
fn amiss(fields: &BTreeMap<String, String>, page: usize, lists: &Lists) -> FieldErrors {
    let of = |name: &str| fields.get(name).map_or("", |text| text.trim());
    let field = if page == 1 { "body" } else { "details" };
    let mut errors = draft::together(fields, field).err().unwrap_or_default();
    match lists.community(of("community")) {
        None if page != 3 => errors.add("community", "error-not-a-choice", Vec::new()),
        Some(place) if !lists.offers(place.map(|p| p.id)) => match page {
            3 => errors.add("on_behalf_of", "error-behalf-elsewhere", Vec::new()),
            _ => errors.add("community", NOT_THEIR_COMMUNITY, Vec::new()),
        },
        Some(_) | None => {}
    }
    if page != 3 && !lists.categories.iter().any(|c| c.id == of("category")) {
        errors.add("category", "error-not-a-choice", Vec::new());
    }
    errors
}

/// `behalf`: a clerk enters for somebody else, and is spoken to as such.
fn head(visit: &Visit, step: usize, draft: Option<&Draft>, behalf: bool) -> Head {
    let lang = visit.lang;
    let place = if behalf {
        "behalf-where"
    } else {
        "wizard-where"
    };
    Head {
        where_we_are: lang.t(place).arg("n", step).to_string(),
        back: match step {
            1 => String::new(),
            n => format!("/{}/topics/new?step={}", visit.street.slug, n - 1),
        },
        saved: draft.map_or(String::new(), |d| {
            let at = lang.short_date_time(d.saved_at);
            lang.t("wizard-saved").arg("at", at).to_string()
        }),
    }
}

fn shell(visit: &Visit, title: String) -> Shell {
    visit.shell(title, Nav::Topics)
}

/// The first page as it is compared with the topics of the street.
fn written(raw: &Raw, lists: &Lists) -> Result<Written, PageError> {
    let first = First::parse(raw).map_err(|_| PageError::fault("a draft that is not ready"))?;
    let community = lists.community(&first.community).flatten();
    Ok(Written {
        title: first.words.title,
        body: first.words.body,
        place: first.words.place,
        community: community.map(|c| c.id),
        category: first.words.category,
    })
}
