//! The device that photos come from, before anything has them: known by a random cookie, set with the first
//! photo, so that a log-in that ends meanwhile loses none of them and an id alone opens none.

use axum::http::header;
use axum::response::Response;

use super::asked::Asked;
use super::cookies::{self, Kept};
use super::state::{AppState, Config};
use crate::kit::secret::{Token, token_hash};
use crate::store::TenantId;

/// How long the cookie is kept after the last photo: as long as a draft, which may hold photos.
const KEPT: Kept = Kept::Days(7);

/// The hash of the device's secret; none where no photo was sent from it.
#[must_use]
pub fn hash(config: &Config, asked: &Asked, tenant: TenantId) -> Option<[u8; 32]> {
    match asked.device.get() {
        Some(secret) => Some(token_hash(secret)),
        None => brought(config, asked, tenant).map(token_hash),
    }
}

/// What the browser brought, if it is of our own making.
fn brought<'a>(config: &Config, asked: &'a Asked, tenant: TenantId) -> Option<&'a str> {
    let secret = cookies::value(&asked.jar, &cookies::photos_name(config, tenant));
    let ours = secret.len() == 64 && secret.bytes().all(|b| b.is_ascii_hexdigit());
    ours.then_some(secret)
}

/// The same for a device that sends photos now: it is given a secret where it has none.
pub(super) fn sending(config: &Config, asked: &Asked, tenant: TenantId) -> [u8; 32] {
    let secret = asked.device.get_or_init(|| {
        let brought = brought(config, asked, tenant).map(str::to_owned);
        brought.unwrap_or_else(|| Token::random().text().to_owned())
    });
    token_hash(secret)
}

/// Sets the cookie of a device that has just sent photos.
pub(super) fn keep(web: &AppState, asked: &Asked, answer: &mut Response) {
    if let (Some(secret), Some(street)) = (asked.device.get(), &asked.street) {
        let name = cookies::photos_name(&web.config, street.id);
        let cookie = cookies::set(&web.config, &name, secret, KEPT);
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
