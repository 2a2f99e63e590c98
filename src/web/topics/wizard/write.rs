//! What the wizard's pages send: kept in the draft first, whatever else comes of it.

use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::{Lists, amiss, at, clerk, raw_of, token};
use crate::domain::fields::{FieldErrors, Raw};
use crate::domain::policy::waits_to_raise;
use crate::domain::topics::draft::{self, DAYS, First};
use crate::domain::workflow::Verb;
use crate::kit::secret::{Token, token_hash};
use crate::service::topics::{self, drafts, send_draft};
use crate::service::{Me, Problem, Target};
use crate::web::kit::answer::encode;
use crate::web::kit::cookies::{self, Kept};
use crate::web::kit::{self, Flash, PageError, PageResult, Sent, switches};

/// `POST /{street}/topics/new`: a page of the wizard.
///
/// # Errors
/// When somebody may not join or raise a topic; when the database is away.
pub async fn send(sent: Sent) -> PageResult {
    if let Some(cookie) = switches::pressed(&sent.web, &sent.asked) {
        return switched(&sent, cookie).await;
    }
    match sent.raw().first("step") {
        "1" if typing(&sent) => kept_so_far(&sent, 1).await,
        "3" if typing(&sent) => kept_so_far(&sent, 3).await,
        "1" => first(&sent).await,
        "2" => join(&sent).await,
        "3" => third(&sent).await,
        "4" => check(&sent).await,
        "clear" => clear(&sent).await,
        _ => Ok(sent.to("/topics/new?step=1", None)),
    }
}

/// The page is not sent yet: a script keeps what is typed.
fn typing(sent: &Sent) -> bool {
    sent.raw().first("keep") == "1"
}

/// A switch of the header was pressed while a page was being typed: what is typed is kept, then the page
/// comes again.
async fn switched(sent: &Sent, cookie: HeaderValue) -> PageResult {
    let page = match sent.raw().first("step") {
        "3" => 3,
        "4" => 4,
        _ => 1,
    };
    // The community stands there before anything is typed.
    let fields = draft::kept(page, sent.raw());
    let typed = |(name, text): (&String, &String)| name != "community" && !text.is_empty();
    let begun = match fields.iter().any(typed) {
        true => keep(sent, page).await?.0,
        false => None,
    };
    let mut answer = sent.to(&format!("/topics/new?step={page}"), None);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    set_cookie(sent, begun.as_ref(), &mut answer);
    Ok(answer)
}

/// Keeps a page that is still being typed, whatever is wrong with it, and answers when that was.
async fn kept_so_far(sent: &Sent, page: usize) -> PageResult {
    let (begun, _) = keep(sent, page).await?;
    let at = sent.lang.short_date_time(sent.web.app.clock.now());
    let mut answer = sent
        .lang
        .t("wizard-saved")
        .arg("at", at)
        .to_string()
        .into_response();
    set_cookie(sent, begun.as_ref(), &mut answer);
    Ok(answer)
}

/// Keeps what a page sent, of who is known what they may use; a draft that begins answers its token.
async fn keep(sent: &Sent, page: usize) -> Result<(Option<Token>, Option<Arc<Me>>), PageError> {
    let app = &sent.web.app;
    let (mut tx, me) = sent.open("topics.draft").await?;
    let actor = me.as_ref().map(|me| &me.actor);
    let token = token(&sent.web, &sent.asked, sent.street.id);
    let fields = draft::kept(page, sent.raw());
    // What is asked on the first and third page can begin a draft; what is ticked on the others cannot.
    let begins = matches!(page, 1 | 3);
    let begun = drafts::keep(&mut tx, app, token, actor, fields, begins).await?;
    tx.commit().await.map_err(Problem::from)?;
    Ok((begun, me))
}

fn set_cookie(sent: &Sent, begun: Option<&Token>, answer: &mut Response) {
    let Some(token) = begun else { return };
    let config = &sent.web.config;
    let name = cookies::draft_name(config, sent.street.id);
    let days = Kept::Days(u32::try_from(DAYS).unwrap_or(7));
    let cookie = cookies::set(config, &name, token.text(), days);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
}

/// The page again with its errors, or the next one. Checked is what this person may use.
async fn after(
    sent: &Sent,
    page: usize,
    check: impl FnOnce(&Raw) -> Result<(), FieldErrors>,
) -> PageResult {
    let (begun, me) = keep(sent, page).await?;
    let me = me.as_deref();
    let checked = match me {
        Some(me) => check(&draft::theirs(sent.raw(), &me.actor)),
        None => check(sent.raw()),
    };
    let checked = match checked {
        Ok(()) => fits(sent, page, begun.as_ref(), me).await?,
        wrong => wrong,
    };
    let mut answer = match checked {
        // The draft of the pages before has lapsed; what this one says begins another.
        _ if page == 3 && begun.is_some() => lapsed(sent, "draft-lapsed-but"),
        Ok(()) => sent.to(&format!("/topics/new?step={}", page + 1), None),
        // The log-in ran out meanwhile: what was typed is kept, and what is wrong with it waits with it.
        Err(_) if waits(sent, begun.as_ref(), me).await? => {
            sent.to(&format!("/topics/new?step={page}"), None)
        }
        Err(errors) => kit::invalid(&sent.asked, &at(&sent.street.slug, page), errors).await,
    };
    set_cookie(sent, begun.as_ref(), &mut answer);
    Ok(answer)
}

/// Whether the draft waits for a clerk, who is not the one that sent this page.
async fn waits(sent: &Sent, begun: Option<&Token>, me: Option<&Me>) -> Result<bool, PageError> {
    let app = &sent.web.app;
    let cookie = token(&sent.web, &sent.asked, sent.street.id);
    let of = begun.map_or(cookie, Token::text);
    let mut tx = app.store.read(sent.street.id, "topics.draft-waits").await?;
    Ok(drafts::waiting(&mut tx, app, of, me.map(|me| &me.actor)).await?)
}

/// Whether a page that was kept fits the street's lists and the draft's other pages.
async fn fits(
    sent: &Sent,
    page: usize,
    begun: Option<&Token>,
    me: Option<&Me>,
) -> Result<Result<(), FieldErrors>, PageError> {
    let app = &sent.web.app;
    let cookie = token(&sent.web, &sent.asked, sent.street.id);
    let of = begun.map_or(cookie, Token::text);
    let mut tx = app.store.read(sent.street.id, "topics.draft-fits").await?;
    let draft = drafts::find(&mut tx, app, of).await?;
    let Some(draft) = draft else {
        return Ok(Ok(()));
    };
    let lists = Lists::of_street(&mut tx, clerk(me, &raw_of(&draft))).await?;
    let errors = amiss(&draft.fields, page, &lists);
    Ok(if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    })
}

async fn first(sent: &Sent) -> PageResult {
    after(sent, 1, |raw| First::parse(raw).map(|_| ())).await
}

async fn third(sent: &Sent) -> PageResult {
    let today = sent.web.app.clock.today();
    after(sent, 3, |raw| draft::third(raw, today)).await
}

/// Joins a topic that is there already: support and follow in one press, as far as this person may.
async fn join(sent: &Sent) -> PageResult {
    let code = sent.raw().first("join").to_owned();
    if code.is_empty() {
        return Ok(sent.to("/topics/new?step=3", None));
    }
    let deed = match sent.deed(Target::topic(&code), Verb::Support.code()).await {
        Err(PageError::LoginNeeded) => {
            keep(sent, 2).await?;
            return Ok(to_log_in(sent, 2));
        }
        other => other?,
    };
    let (code, joined) = topics::join(deed).await?;
    let flash = Flash::said(joined.said());
    Ok(sent.to(&format!("/topics/{code}"), Some(&flash)))
}

/// Sends the draft, once. Without a log-in what was ticked is kept, and the log-in leads back here.
async fn check(sent: &Sent) -> PageResult {
    let token = token(&sent.web, &sent.asked, sent.street.id).to_owned();
    if token.is_empty() {
        return Ok(lapsed(sent, "draft-lapsed"));
    }
    let (_, me) = keep(sent, 4).await?;
    let deed = match sent.deed(Target::default(), Verb::Submit.code()).await {
        Err(PageError::LoginNeeded) => return Ok(to_log_in(sent, 4)),
        other => other?,
    };
    // The page itself says what is waited for, and the way out.
    if waits_to_raise(&deed.me.actor) {
        return Ok(sent.to("/topics/new?step=4", None));
    }
    match send_draft(deed, &token_hash(&token)).await {
        Ok(done) => Ok(sent.to(&format!("/topics/{}/sent", done.code), None)),
        Err(Problem::NotFound) if waits(sent, None, me.as_deref()).await? => {
            Ok(sent.to("/topics/new?step=4", None))
        }
        Err(Problem::NotFound) => Ok(lapsed(sent, "draft-lapsed")),
        Err(Problem::Invalid(errors)) => wrong(sent, &token, errors).await,
        Err(problem) => Err(problem.into()),
    }
}

/// What is wrong with a draft, on the last page; where the first page is wrong there is no last one yet, and it is
/// mended there.
async fn wrong(sent: &Sent, token: &str, errors: FieldErrors) -> PageResult {
    let app = &sent.web.app;
    let mut tx = app.store.read(sent.street.id, "topics.draft-wrong").await?;
    let draft = drafts::find(&mut tx, app, token).await?;
    drop(tx);
    let slug = &sent.street.slug;
    let raw = draft.map(|draft| raw_of(&draft)).unwrap_or_default();
    Ok(match First::parse(&raw) {
        Ok(_) => kit::invalid(&sent.asked, &at(slug, 4), errors).await,
        Err(errors) => kit::invalid_in(&sent.asked, &at(slug, 1), raw, errors).await,
    })
}

/// Back to the first page, which says what became of the draft.
fn lapsed(sent: &Sent, said: &str) -> Response {
    sent.to("/topics/new?step=1", Some(&Flash::said(said)))
}

fn to_log_in(sent: &Sent, page: usize) -> Response {
    let next = encode(&at(&sent.street.slug, page));
    sent.to(&format!("/login?next={next}"), None)
}

/// Throws the draft away and begins anew.
async fn clear(sent: &Sent) -> PageResult {
    let token = token(&sent.web, &sent.asked, sent.street.id);
    let store = &sent.web.app.store;
    let tx = store.write(sent.street.id, "topics.draft-discard").await?;
    drafts::discard(tx, token).await?;
    let mut answer = sent.to("/topics/new", Some(&Flash::said("draft-cleared")));
    let name = cookies::draft_name(&sent.web.config, sent.street.id);
    let gone = cookies::set(&sent.web.config, &name, "", Kept::Gone);
    answer.headers_mut().append(header::SET_COOKIE, gone);
    Ok(answer)
}
