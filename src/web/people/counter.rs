//! Another number of a resident who has lost the old one: a clerk's two pages, the second with the code from the new
//! phone, which the person reads out or types.

use askama::Template;
use uuid::Uuid;

use super::entry::{
    again, another, asker, code_page, keep_phone, marked, may_be_texted, on_to_code,
};
use super::view;
use super::write::held;
use crate::domain::privacy::LookedAt;
use crate::service::people::{self, Asker, Decided, Marked, Purpose, seen};
use crate::store::people::checks::Subject;
use crate::web::kit::form::Form;
use crate::web::kit::{Flash, Nav, PageError, PageResult, Sent, Shell, Visit};

#[derive(Template)]
#[template(path = "people/counter.html")]
struct CounterPage {
    ui: Shell,
    name: String,
    community: String,
    estate: String,
    phone: String,
    form: Form,
    back: String,
}

fn id(text: &str) -> Result<Uuid, PageError> {
    Uuid::try_parse(text).map_err(|_| PageError::NotFound)
}

async fn there(visit: &mut Visit) -> Result<Subject, PageError> {
    let me = visit.me()?;
    let account = id(visit.param("id"))?;
    Ok(people::to_renumber(&mut visit.tx, &me, account).await?)
}

/// `GET /{street}/desk/residents/{id}/phone`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 where it is not theirs to change.
pub async fn page(mut visit: Visit) -> PageResult {
    let there = there(&mut visit).await?;
    let at = format!("/{}/desk/residents/{}", visit.street.slug, there.id);
    let form = view::counter(visit.lang, format!("{at}/phone"));
    let page = CounterPage {
        form: visit.form(form),
        community: visit.names.of(&there.community_name).to_owned(),
        name: there.name,
        estate: there.estate,
        phone: people::hidden(&there.phone),
        back: at,
        ui: visit.shell(visit.lang.t("counter-title"), Nav::Desk),
    };
    visit
        .answer_seen(&page, LookedAt::Residents, "", [there.id])
        .await
}

/// `GET /{street}/desk/residents/{id}/phone/code`.
///
/// # Errors
/// As [`page`].
pub async fn code(mut visit: Visit) -> PageResult {
    let there = there(&mut visit).await?;
    let at = format!("/desk/residents/{}/phone", there.id);
    let by = marked(&visit.web, &visit.asked, &visit.street, Purpose::Counter);
    let Some(by) = by.filter(|by| by.is_about(there.id)) else {
        return Ok(visit.to(&at));
    };
    let action = format!("/{}{at}/code", visit.street.slug);
    let form = view::counter_code(visit.lang, action, seen(&there));
    let mut page = code_page(&visit, Purpose::Counter, &by.phone, form);
    page.whose = there.name;
    visit
        .answer_seen(&page, LookedAt::Residents, "", [there.id])
        .await
}

/// Whose number it is, and who asks for the code.
async fn about(sent: &Sent, name: &'static str) -> Result<(Subject, Asker), PageError> {
    let (mut tx, me) = sent.open(name).await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    let there = people::to_renumber(&mut tx, &me, id(sent.param("id"))?).await?;
    let asker = Asker {
        about: Some(there.id),
        ..asker(sent)
    };
    Ok((there, asker))
}

fn proved(sent: &Sent, account: Uuid) -> Option<Marked> {
    let by = marked(&sent.web, &sent.asked, &sent.street, Purpose::Counter);
    by.filter(|by| by.is_about(account))
}

/// `POST /{street}/desk/residents/{id}/phone`: a code goes to the new number.
///
/// # Errors
/// As [`page`]; 429 after too many.
pub async fn begin(sent: Sent) -> PageResult {
    let (there, by) = about(&sent, "people.counter-begin").await?;
    may_be_texted(&sent, &people::plain_phone(sent.raw().first("phone")))?;
    let app = &sent.web.app;
    let asked = people::counter_code(app, &sent.street, sent.lang, &there, sent.raw(), &by).await;
    let page = format!("/desk/residents/{}/phone", there.id);
    on_to_code(&sent, Purpose::Counter, asked, &page).await
}

/// `POST /{street}/desk/residents/{id}/phone/again`: another code.
///
/// # Errors
/// As [`begin`].
pub async fn code_again(sent: Sent) -> PageResult {
    let (there, asker) = about(&sent, "people.counter-again").await?;
    let page = format!("/desk/residents/{}/phone", there.id);
    let Some(by) = proved(&sent, there.id) else {
        return Ok(sent.to(&page, Some(&Flash::said("code-late"))));
    };
    another(&sent, Purpose::Counter, &by, asker, &format!("{page}/code")).await
}

/// `POST /{street}/desk/residents/{id}/phone/code`: the number is changed.
///
/// # Errors
/// As [`page`]; 409 when the account was changed since the page was shown; 429 after too many tries.
pub async fn end(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.counter-end").await?;
    drop(tx);
    let me = me.ok_or(PageError::LoginNeeded)?;
    let account = id(sent.param("id"))?;
    let page = format!("/desk/residents/{account}");
    let Some(by) = proved(&sent, account) else {
        let late = Flash::said("code-late");
        return Ok(sent.to(&format!("{page}/phone"), Some(&late)));
    };
    held(&sent, &by.phone)?;
    let (app, raw) = (&sent.web.app, sent.raw());
    match people::renumber(app, &sent.street, sent.lang, &me, account, &by, raw).await {
        Ok(Decided::Done) => {
            let mut response = sent.to(&page, Some(&Flash::said("counter-done")));
            keep_phone(&sent, None, &mut response);
            Ok(response)
        }
        Ok(Decided::Late(_) | Decided::Changed) => {
            let text = sent.lang.t("residents-changed").to_string();
            Err(PageError::Decided(text.into()))
        }
        Err(problem) => again(&sent, &format!("{page}/phone/code"), problem).await,
    }
}
