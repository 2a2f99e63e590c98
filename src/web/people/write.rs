//! What is posted.

use std::collections::BTreeMap;

use axum::http::header;
use axum::response::Response;

use super::{joining, second};
use crate::domain::fields::Raw;
use crate::service::people::{self, Entered, LoggedIn, Origin};
use crate::service::topics::drafts;
use crate::service::{Me, Problem, photos};
use crate::store::TenantTx;
use crate::store::system_tx::PLATFORM;
use crate::web::kit::cookies::{self, Kept};
use crate::web::kit::{self, Flash, PageError, PageResult, Sent, is_path, login as token, net};

/// `POST /{street}/login`.
///
/// # Errors
/// 429 after too many tries; when the database is away.
pub async fn login(sent: Sent) -> PageResult {
    let phone = people::plain_phone(sent.raw().first("phone"));
    held(&sent, &phone)?;
    let origin = Origin {
        network: net::network(sent.asked.client),
        device: cookies::value(
            &sent.asked.jar,
            &cookies::device_name(&sent.web.config, sent.street.id),
        )
        .to_owned(),
        token: token::token(&sent.web, &sent.asked, &sent.street).to_owned(),
    };
    match people::login(&sent.web.app, &sent.street, &origin, sent.raw()).await {
        Ok(LoggedIn::Entered(entered)) => kept(&sent, &entered).await,
        Ok(LoggedIn::Second(mark)) => Ok(second::after_password(&sent, &mark, "/login/code").await),
        Ok(LoggedIn::SetUp(mark)) => {
            Ok(second::after_password(&sent, &mark, "/login/set-up").await)
        }
        Err(Problem::Invalid(errors)) => {
            let page = login_page(&sent);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// The page of the form: after an expired log-in that is not the page it stood on.
fn login_page(sent: &Sent) -> String {
    let page = sent.page();
    let plain = format!("/{}/login", sent.street.slug);
    if page == plain || page.starts_with(&format!("{plain}?")) {
        page.to_owned()
    } else {
        plain
    }
}

/// After a log-in: what was posted before it ran out is shown again; else on to where one wanted.
pub(super) async fn kept(sent: &Sent, entered: &Entered) -> PageResult {
    let home = home_of(sent, entered.staff);
    let next = sent.raw().first("next");
    let next = if is_path(next) && !next.is_empty() {
        next
    } else {
        &home
    };
    let posted: Option<(String, BTreeMap<String, Vec<String>>)> =
        serde_json::from_str(sent.raw().first("kept")).ok();
    let ours = format!("/{}/", sent.street.slug);
    let mut response = match posted {
        Some((action, raw)) if action.starts_with(&ours) => {
            let cookie = format!(
                "{}={}",
                cookies::login_name(&sent.web.config, sent.street.id),
                entered.token.text()
            );
            kit::continued(&sent.web, &sent.asked, action, Raw(raw), &cookie, &home).await
        }
        Some(_) | None => match joining::join(sent, entered, next).await? {
            Some(joined) => joined,
            None => sent.to_path(next, None),
        },
    };
    set_cookies(sent, entered, &mut response);
    Ok(response)
}

/// Where somebody comes who wanted nowhere else.
pub(super) fn home_of(sent: &Sent, staff: bool) -> String {
    let desk = staff && sent.street.id != PLATFORM && sent.web.offers("/desk");
    let home = if desk { "/desk" } else { "" };
    format!("/{}{home}", sent.street.slug)
}

pub(super) fn set_cookies(sent: &Sent, entered: &Entered, response: &mut Response) {
    let config = &sent.web.config;
    let tenant = sent.street.id;
    let how_long = if entered.remembered {
        Kept::Days(people::REMEMBER_DAYS)
    } else {
        Kept::Open
    };
    let login = cookies::login_name(config, tenant);
    let device = cookies::device_name(config, tenant);
    let set = [
        cookies::set(config, &login, entered.token.text(), how_long),
        cookies::set(config, &device, &entered.device, Kept::Days(400)),
    ];
    for cookie in set {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Leaves nothing of somebody behind who has logged out: whoever sits down at the same computer next is not
/// shown what the last one began to write, nor photos that no topic has yet. Nobody else has their cookies, so
/// they go with them.
/// An entry on behalf of somebody that waits here for its clerk stays: it is no work of theirs.
pub(super) async fn forget(
    sent: &Sent,
    waits: bool,
    response: &mut Response,
) -> Result<(), PageError> {
    let (config, tenant) = (&sent.web.config, sent.street.id);
    let draft = cookies::draft_name(config, tenant);
    let token = cookies::value(&sent.asked.jar, &draft);
    let mut gone = vec![cookies::login_name(config, tenant)];
    if !waits && !token.is_empty() {
        let tx = sent.web.app.store.write(tenant, "people.forget").await?;
        drafts::discard(tx, token).await?;
        gone.push(draft);
    }
    if let Some(device) = sent.device().filter(|_| !waits) {
        photos::leave(&sent.web.app, tenant, &device).await?;
        gone.push(cookies::photos_name(config, tenant));
    }
    for name in gone {
        let cookie = cookies::set(config, &name, "", Kept::Gone);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(())
}

/// Whether the draft of this browser waits for another person than whoever leaves.
pub(super) async fn waits(
    sent: &Sent,
    tx: &mut TenantTx,
    me: Option<&Me>,
) -> Result<bool, PageError> {
    let draft = cookies::draft_name(&sent.web.config, sent.street.id);
    let token = cookies::value(&sent.asked.jar, &draft);
    let me = me.map(|me| &me.actor);
    Ok(drafts::waiting(tx, &sent.web.app, token, me).await?)
}

pub(super) fn held(sent: &Sent, phone: &str) -> Result<(), PageError> {
    let limits = &sent.web.limits;
    limits
        .enter(sent.asked.client, sent.street.id, phone)
        .map_err(|kit::TooMany| PageError::TooMany)
}

/// `POST /{street}/logout`.
///
/// # Errors
/// When the database is away.
pub async fn logout(sent: Sent) -> PageResult {
    let (mut tx, me) = sent.open("people.logout-who").await?;
    let waits = waits(&sent, &mut tx, me.as_deref()).await?;
    drop(tx);
    let token = token::token(&sent.web, &sent.asked, &sent.street);
    people::logout(&sent.web.app, &sent.street, token).await?;
    let mut response = sent.to("", Some(&Flash::said("logged-out")));
    forget(&sent, waits, &mut response).await?;
    Ok(response)
}

/// `POST /{street}/logout/everywhere`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; when the database is away.
pub async fn logout_everywhere(sent: Sent) -> PageResult {
    let (mut tx, me) = sent.open("people.logout-everywhere").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    let waits = waits(&sent, &mut tx, Some(&me)).await?;
    people::logout_everywhere(tx, &me).await?;
    let mut response = sent.to("", Some(&Flash::said("logged-out-everywhere")));
    forget(&sent, waits, &mut response).await?;
    Ok(response)
}

/// `POST /{street}/password`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; when the database is away.
pub async fn password(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.password").await?;
    drop(tx);
    let me = me.ok_or(PageError::LoginNeeded)?;
    held(&sent, &me.phone)?;
    match people::change_password(&sent.web.app, &sent.street, &me, sent.raw()).await {
        Ok(entered) => {
            let mut response = sent.to("/account", Some(&Flash::said("password-changed")));
            set_cookies(&sent, &entered, &mut response);
            Ok(response)
        }
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/account", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /{street}/account/invitation`: a household's code checks who registered without one.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 429 after too many tries.
pub async fn invited(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.invited").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    held(&sent, &me.phone)?;
    match people::invited(&sent.web.app, tx, &me, sent.raw()).await {
        Ok(()) => Ok(sent.to("/account", Some(&Flash::said("invitation-used")))),
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/account", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /{street}/account/ask-again`: somebody who was turned down asks to be checked again.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 for who was not; 429 after too many.
pub async fn ask_again(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.ask-again").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    held(&sent, &me.phone)?;
    people::ask_again(&sent.web.app, tx, &me).await?;
    Ok(sent.to("/account", Some(&Flash::said("asked-again"))))
}
