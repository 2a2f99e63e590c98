//! Who stands behind the log-in cookie: read in one statement with the page's own transaction.

use std::sync::Arc;

use chrono::TimeDelta;

use super::asked::Asked;
use super::cookies;
use super::error::PageError;
use super::state::AppState;
use crate::kit::secret::token_hash;
use crate::service::Me;
use crate::store::TenantTx;
use crate::store::people::logins;
use crate::store::system_tx::Street;

/// The log-in token of this street; empty without one.
#[must_use]
pub fn token<'a>(web: &AppState, asked: &'a Asked, street: &Street) -> &'a str {
    cookies::value(&asked.jar, &cookies::login_name(&web.config, street.id))
}

/// Who asks.
///
/// # Errors
/// When the database is away, or holds a role that this program does not know.
pub(super) async fn find(
    web: &AppState,
    asked: &Asked,
    street: &Street,
    tx: &mut TenantTx,
) -> Result<Option<Arc<Me>>, PageError> {
    of(web, asked, street, tx, token(web, asked, street)).await
}

/// Whose log-in this token is.
///
/// # Errors
/// When the database is away, or holds a role that this program does not know.
pub(super) async fn of(
    web: &AppState,
    asked: &Asked,
    street: &Street,
    tx: &mut TenantTx,
    token: &str,
) -> Result<Option<Arc<Me>>, PageError> {
    if token.is_empty() {
        return Ok(None);
    }
    let hash = token_hash(token);
    let now = web.app.clock.now();
    let Some(row) = logins::find(tx, &hash, now).await? else {
        return Ok(None);
    };
    let me = Arc::new(Me::from_login(row)?);
    asked.learn(|learnt| {
        learnt.me = Some(me.clone());
        if now - me.last_seen_at >= TimeDelta::minutes(1) {
            learnt.touch = Some((street.id, hash));
        }
    });
    Ok(Some(me))
}
