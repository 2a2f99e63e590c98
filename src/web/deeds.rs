//! The one handler of every verb: it finds what the verb is done to, lets `service` do it, and
//! answers with a redirect, with the form again, or with the refusal.

use axum::Extension;
use axum::response::Response;
use uuid::Uuid;

use super::kit::asked::Asked;
use super::kit::{self, Flash, PageError, PageResult, Sent, answer, bench};
use super::topics;
use crate::domain::policy::{Part, Sight, Viewer, Visibility, visible};
use crate::domain::workflow::{Base, Refusal, Step, Verb};
use crate::service::topics::undoes;
use crate::service::{self, Done, Me, Problem, Target, step};
use crate::store::record::entries;

/// `POST` of a verb.
///
/// # Errors
/// A [`PageError`]; then nothing has changed.
pub async fn post(verb: Verb, sent: Sent) -> PageResult {
    let target = target(verb, &sent)?;
    let before = sent.deed(target, verb.code()).await?;
    let (me, seen) = (before.me.clone(), before.version);
    match service::deeds::perform(verb, before).await {
        Ok(done) => Ok(after(verb, &sent, &me, &done).await),
        Err(problem) => match pressed(verb, &sent, &me, seen).await? {
            Some(done) => Ok(after(verb, &sent, &me, &done).await),
            None => refused(&sent, &me, problem).await,
        },
    }
}

/// What came of the same form, if the same person has sent it before.
async fn pressed(
    verb: Verb,
    sent: &Sent,
    me: &Me,
    seen: Option<u32>,
) -> Result<Option<Done>, PageError> {
    let (code, Some(seen)) = (sent.param("code"), seen) else {
        return Ok(None);
    };
    let (app, street) = (&sent.web.app, sent.street.id);
    let at = (code, seen);
    Ok(step::pressed(app, street, me.account(), verb, at, sent.raw()).await?)
}

/// Nothing was done, and why.
async fn refused(sent: &Sent, me: &Me, problem: Problem) -> PageResult {
    match problem {
        Problem::Invalid(errors) => Ok(kit::invalid(&sent.asked, sent.page(), errors).await),
        Problem::Stale { seen, .. } => {
            let changes = changes(sent, me, seen).await?;
            Ok(kit::stale(&sent.asked, sent.page(), changes).await)
        }
        Problem::TakenOver(lock) => {
            let who = topics::lock::since(sent.lang, &lock);
            Ok(kit::taken(&sent.asked, sent.page(), who).await)
        }
        Problem::Refused(Refusal::ContentChanged) => {
            let what = vec![sent.lang.refusal(&Refusal::ContentChanged)];
            Ok(kit::stale(&sent.asked, sent.page(), what).await)
        }
        problem => Err(problem.into()),
    }
}

/// Somebody reads the address of a verb, as after a form that was refused and a press of Enter in the
/// address line: on to the page that the verb belongs to.
pub async fn not_read(Extension(asked): Extension<Asked>) -> PageResult {
    let Some(street) = asked.street.as_ref() else {
        return Err(PageError::NotFound);
    };
    let path = asked.path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').skip(2).collect();
    match parts.as_slice() {
        [room @ ("topics" | "sessions"), code, _, ..] if asked.reads => Ok(answer::see_other(
            &format!("/{}/{room}/{code}", street.slug),
        )),
        [_, ..] if asked.reads => Ok(answer::see_other(&format!("/{}", street.slug))),
        _ => Err(PageError::Method),
    }
}

/// What the verb is done to, from the address.
fn target(verb: Verb, sent: &Sent) -> Result<Target, PageError> {
    let id = || Uuid::try_parse(sent.param("id")).map_err(|_| PageError::NotFound);
    Ok(match verb.base() {
        Base::Street => Target::default(),
        Base::Topic if verb.address().contains("{n}") => {
            let n = sent.param("n").parse().map_err(|_| PageError::NotFound)?;
            Target::task(sent.param("code"), n)
        }
        Base::Topic => Target::topic(sent.param("code")),
        Base::Session => Target::session(id()?),
        Base::Council => Target::council(id()?),
    })
}

/// Where the browser goes on: back to the page of the form, or, when the topic has moved on from the
/// step of that page, to the topic itself, where the track shows where it stands now. Whoever handed the
/// topic on has no part in it any more: their way leads to what they still see.
async fn after(verb: Verb, sent: &Sent, me: &Me, done: &Done) -> Response {
    let page = sent.page();
    let now = done.state.step;
    let at = page.strip_prefix(&format!("/{}/desk/topics/{}/", sent.street.slug, done.code));
    let at = at.and_then(|s| s.split('?').next());
    let was: Option<Step> = at.and_then(|s| s.parse().ok());
    let ended = done.state.standing.is_ended();
    let moved = was.filter(|step| *step != now).map(|_| now);
    let flash = match voice(verb, sent) {
        Some(said) => Flash::said(said),
        None => Flash::Done { verb, moved, ended },
    };
    if page.is_empty() || verb == Verb::Submit || moved.is_some() || ended {
        return sent.to(&format!("/topics/{}", done.code), Some(&flash));
    }
    let viewer = Viewer::of(Some(&me.actor));
    let sight = Sight {
        visibility: Visibility::of(&done.state),
        council: done.state.council,
        author: None,
    };
    match at {
        Some(at) if !works(sent, me, done, &viewer, &sight, at).await => {
            if visible(&viewer, &sight, Part::Trace) {
                sent.to(&format!("/topics/{}", done.code), Some(&flash))
            } else {
                sent.to("/desk", Some(&flash))
            }
        }
        Some(_) | None => sent.to_path(page, Some(&flash)),
    }
}

/// Whether a work page of the topic is still open to the person. The deed is done whatever comes of this.
async fn works(
    sent: &Sent,
    me: &Me,
    done: &Done,
    viewer: &Viewer,
    sight: &Sight,
    at: &str,
) -> bool {
    if visible(viewer, sight, Part::Drafts) {
        return true;
    }
    let app = &sent.web.app;
    let Ok(mut tx) = app.store.read(sent.street.id, "web.works").await else {
        return false;
    };
    let verbs: &[Verb] = if at == "more" {
        &topics::more::OFFERED
    } else {
        &[]
    };
    bench::works(&mut tx, app, me, &done.code, verbs)
        .await
        .unwrap_or(false)
}

/// Of the verbs that are given and taken back by one button: what was done.
fn voice(verb: Verb, sent: &Sent) -> Option<&'static str> {
    let undone = undoes(sent.raw());
    let [on, off] = if verb == Verb::Support {
        ["support-on", "support-off"]
    } else if verb == Verb::Follow {
        ["follow-on", "follow-off"]
    } else {
        return None;
    };
    Some(if undone { off } else { on })
}

/// What was decided since the version that the person saw, as sentences, the latest last.
async fn changes(sent: &Sent, me: &Me, seen: u32) -> Result<Vec<String>, PageError> {
    let mut tx = sent
        .web
        .app
        .store
        .read(sent.street.id, "web.changes")
        .await?;
    let held = step::see(&mut tx, sent.param("code")).await?;
    let mut lines = entries::timeline(&mut tx, held.row.id).await?;
    lines.retain(|line| !line.came());
    let lang = sent.lang;
    let new = lines
        .len()
        .saturating_sub(usize::try_from(seen).unwrap_or(0));
    let street = sent.web.app.street_key(sent.street.id);
    let mine = street.person_ref(me.account(), held.row.id);
    let first = lines.len().saturating_sub(new.clamp(1, 5));
    let sentence = |line: &entries::TimelineRow| {
        let verb = Verb::from_code(&line.verb).or_else(|| line.verb.parse().ok());
        let name = verb.map_or(String::new(), |v| lang.t(v.key()).to_string());
        let mine = line.by_whom.split(' ').nth(1) == Some(&mine);
        lang.t(if mine { "stale-mine" } else { "stale-change" })
            .arg("at", lang.short_date_time(line.at))
            .arg("verb", name)
            .to_string()
    };
    Ok(lines[first..].iter().map(sentence).collect())
}
