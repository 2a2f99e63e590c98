//! Cookies: the names, and how each is set. None is read by a script, none leaves our own site.

use axum::http::HeaderValue;
use axum_extra::extract::cookie::{Cookie, CookieJar};

use super::Config;
use crate::store::TenantId;

/// The language chosen in the header.
pub const LANGUAGE: &str = "yishi_language";
/// Large type (长辈模式).
pub const LARGE: &str = "yishi_large";
/// What a page says once after a form was done.
pub const FLASH: &str = "yishi_flash";
/// The street visited last, first in the list of streets.
pub const STREET: &str = "yishi_street";

/// The name of the log-in of a street: one street's log-in is nothing in another.
#[must_use]
pub fn login_name(config: &Config, tenant: TenantId) -> String {
    prefixed(config, &format!("yishi_{tenant}"))
}

/// The name of the cookie by which a device that logged in before is known.
#[must_use]
pub fn device_name(config: &Config, tenant: TenantId) -> String {
    prefixed(config, &format!("yishi_device_{tenant}"))
}

/// The name of the cookie that leads to what somebody began to write in a street.
#[must_use]
pub fn draft_name(config: &Config, tenant: TenantId) -> String {
    prefixed(config, &format!("yishi_draft_{tenant}"))
}

/// The name of the cookie by which a device has the photos that it sent and no topic has yet.
#[must_use]
pub fn photos_name(config: &Config, tenant: TenantId) -> String {
    prefixed(config, &format!("yishi_photos_{tenant}"))
}

/// The name of the cookie that carries a phone from the page that took it to the one that asks for its code.
#[must_use]
pub fn phone_name(config: &Config, tenant: TenantId) -> String {
    prefixed(config, &format!("yishi_phone_{tenant}"))
}

/// The name of the cookie of half a log-in: the password was right, the second factor is asked for.
#[must_use]
pub fn half_name(config: &Config, tenant: TenantId) -> String {
    prefixed(config, &format!("yishi_half_{tenant}"))
}

fn prefixed(config: &Config, name: &str) -> String {
    // `__Host-` is only taken over https: the browser then refuses it from any other host or path.
    if config.secure() {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

/// How long a cookie is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Until the browser is closed.
    Open,
    /// So many days.
    Days(u32),
    /// Not any longer: it is removed.
    Gone,
}

/// The header that sets a cookie. `value` is of our own making: figures, letters, `.`, `-`, `:`.
#[must_use]
pub fn set(config: &Config, name: &str, value: &str, kept: Kept) -> HeaderValue {
    debug_assert!(
        value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-:_".contains(&b))
    );
    let mut text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax");
    if config.secure() {
        text.push_str("; Secure");
    }
    match kept {
        Kept::Open => {}
        Kept::Days(days) => text.push_str(&format!("; Max-Age={}", u64::from(days) * 86_400)),
        Kept::Gone => text.push_str("; Max-Age=0"),
    }
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}

/// The value of a cookie; empty when there is none.
#[must_use]
pub fn value<'a>(jar: &'a CookieJar, name: &str) -> &'a str {
    jar.get(name).map_or("", Cookie::value)
}
