//! Another mobile number: two small pages, the second with the code from the new phone and the password.

use askama::Template;

use super::entry::{
    again, another, asker, code_page, keep_phone, marked, may_be_texted, on_to_code,
};
use super::view;
use super::write::{held, set_cookies};
use crate::service::people::{self, Purpose};
use crate::web::kit::form::Form;
use crate::web::kit::{Flash, Nav, PageError, PageResult, Sent, Shell, Visit};

#[derive(Template)]
#[template(path = "people/phone.html")]
struct PhonePage {
    ui: Shell,
    form: Form,
}

/// `GET /{street}/account/phone`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; when the database is away.
pub async fn page(visit: Visit) -> PageResult {
    visit.me()?;
    let form = visit.form(view::new_phone(visit.lang, &visit.street.slug));
    let ui = visit.shell(visit.lang.t("phone-title"), Nav::Account);
    visit.answer(&PhonePage { ui, form })
}

/// `GET /{street}/account/phone/code`.
///
/// # Errors
/// As [`page`].
pub async fn code(visit: Visit) -> PageResult {
    visit.me()?;
    let Some(by) = marked(&visit.web, &visit.asked, &visit.street, Purpose::Phone) else {
        return Ok(visit.to("/account/phone"));
    };
    let form = view::change_phone(visit.lang, &visit.street.slug);
    let page = code_page(&visit, Purpose::Phone, &by.phone, form);
    visit.answer(&page)
}

/// `POST /{street}/account/phone`: a code goes to the new number.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 429 after too many; when the database is away.
pub async fn begin(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.phone-begin").await?;
    drop(tx);
    let me = me.ok_or(PageError::LoginNeeded)?;
    may_be_texted(&sent, &people::plain_phone(sent.raw().first("phone")))?;
    let app = &sent.web.app;
    let by = asker(&sent);
    let asked = people::new_phone(app, &sent.street, sent.lang, &me, sent.raw(), &by).await;
    on_to_code(&sent, Purpose::Phone, asked, "/account/phone").await
}

/// `POST /{street}/account/phone/again`: another code.
///
/// # Errors
/// As [`begin`].
pub async fn code_again(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.phone-again").await?;
    drop(tx);
    me.ok_or(PageError::LoginNeeded)?;
    let Some(by) = marked(&sent.web, &sent.asked, &sent.street, Purpose::Phone) else {
        return Ok(sent.to("/account/phone", Some(&Flash::said("code-late"))));
    };
    let page = "/account/phone/code";
    another(&sent, Purpose::Phone, &by, asker(&sent), page).await
}

/// `POST /{street}/account/phone/code`: the number is changed.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 429 after too many tries; when the database is away.
pub async fn end(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.phone-end").await?;
    drop(tx);
    let me = me.ok_or(PageError::LoginNeeded)?;
    let Some(by) = marked(&sent.web, &sent.asked, &sent.street, Purpose::Phone) else {
        return Ok(sent.to("/account/phone", Some(&Flash::said("code-late"))));
    };
    held(&sent, &me.phone)?;
    let app = &sent.web.app;
    match people::change_phone(app, &sent.street, sent.lang, &me, &by, sent.raw()).await {
        Ok(entered) => {
            let mut response = sent.to("/account", Some(&Flash::said("phone-changed")));
            set_cookies(&sent, &entered, &mut response);
            keep_phone(&sent, None, &mut response);
            Ok(response)
        }
        Err(problem) => again(&sent, "/account/phone/code", problem).await,
    }
}
