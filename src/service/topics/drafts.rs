//! Drafts: what somebody writes in the wizard is kept page by page, signed in or not.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::domain::actor::Actor;
use crate::domain::topics::draft::{DAYS, waits, with};
use crate::kit::secret::{Token, token_hash};
use crate::service::{App, Problem};
use crate::store::topics::drafts::{self, Draft};
use crate::store::{self, TenantId, TenantTx};

/// The draft of a cookie's token; none for an empty token, or when it has run out.
///
/// # Errors
/// When the database is away.
pub async fn find(tx: &mut TenantTx, app: &App, token: &str) -> store::Result<Option<Draft>> {
    if token.is_empty() {
        return Ok(None);
    }
    drafts::find(tx, &token_hash(token), app.clock.now()).await
}

/// Keeps these fields beside what the draft of the token holds already. Without a draft that can still be
/// written to, a new one begins if `begins`: its token is answered, for the cookie. What a person who is known
/// may not use goes; of nobody all is kept, for a clerk whose log-in ran out comes back to it.
///
/// # Errors
/// When the database is away.
pub async fn keep(
    tx: &mut TenantTx,
    app: &App,
    token: &str,
    me: Option<&Actor>,
    fields: BTreeMap<String, String>,
    begins: bool,
) -> Result<Option<Token>, Problem> {
    let now = app.clock.now();
    let until = now + TimeDelta::days(DAYS);
    if !token.is_empty() {
        drafts::lock(tx, &token_hash(token)).await?;
    }
    match find(tx, app, token).await? {
        Some(draft) if draft.sent.is_none() => {
            let all = with(draft.fields, fields, me);
            drafts::save(tx, draft.id, &all, now, until).await?;
            Ok(None)
        }
        Some(_) | None if begins => {
            let token = Token::random();
            let id = app.ids.make(now);
            let all = with(BTreeMap::new(), fields, me);
            drafts::insert(tx, id, &token.hash(), &all, now, until).await?;
            Ok(Some(token))
        }
        Some(_) | None => Ok(None),
    }
}

/// The code of the topic that somebody wanted to join when a log-in was missing; empty for none.
///
/// # Errors
/// When the database is away.
pub async fn joining(tx: &mut TenantTx, app: &App, token: &str) -> store::Result<String> {
    let draft = find(tx, app, token).await?.filter(|d| d.sent.is_none());
    let code = draft.and_then(|mut d| d.fields.remove("join"));
    Ok(code.unwrap_or_default())
}

/// Whether the draft of the token is an entry on behalf of somebody that waits for another than this person.
///
/// # Errors
/// When the database is away.
pub async fn waiting(
    tx: &mut TenantTx,
    app: &App,
    token: &str,
    me: Option<&Actor>,
) -> store::Result<bool> {
    let draft = find(tx, app, token).await?.filter(|d| d.sent.is_none());
    Ok(draft.is_some_and(|d| waits(&d.fields, me)))
}

/// Throws the draft of the token away.
///
/// # Errors
/// When the database is away.
pub async fn discard(mut tx: TenantTx, token: &str) -> Result<(), Problem> {
    drafts::remove(&mut tx, &token_hash(token)).await?;
    Ok(tx.commit().await?)
}

/// Removes the street's drafts that have run out: for the worker's clean-up. Answers how many.
///
/// # Errors
/// When the database is away.
pub async fn remove_old(app: &App, tenant: TenantId) -> Result<u64, Problem> {
    let mut tx = app.store.write(tenant, "topics.drafts").await?;
    let removed = drafts::remove_old(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(removed)
}
