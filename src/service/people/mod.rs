//! Accounts: registration, log-in, log-out, password, codes by short message, and the check of a resident
//! by staff.
//!
//! No hash holds a connection: what is known is read, the transaction ends, the password is hashed
//! or checked off the async threads, and what came of it is written in a transaction of its own.

mod account;
mod codes;
mod forgotten;
mod half;
mod invitations;
mod login;
mod looks;
mod mine;
mod profile;
mod residents;
mod second;
mod tidy;
mod unverified;

pub use account::{
    CONSENT_VERSION, Registered, change_password, may_be_either, register, register_again,
    registered,
};
pub use codes::{Asked, CODE_EVERY, CODE_LIFE, CODE_TRIES, CODES_A_DAY, Purpose, marked_phone};
pub use forgotten::{forgotten, forgotten_again, reset};
pub use half::LoggedIn;
pub use invitations::{LONGEST_DAYS, MOST, Sheet, invite, invited, invites};
pub use login::{
    Entered, LOCK_AFTER, LONG_WINDOW, Origin, PROOF_AFTER, REMEMBER_DAYS, WINDOW, login, logout,
    logout_everywhere,
};
pub use looks::{SHOWN_FOR, note};
pub use mine::export;
pub use profile::{SALUTATIONS, change, close, holds_alone};
pub use residents::{may_verify, verifies, verify};
pub use second::{
    RECOVERY_CODES, SetUp, Standing, begin, confirm, is_half, must_set_up, second,
    set_up_and_enter, standing, take_off,
};
pub use tidy::tidy;
pub use unverified::{may_set, set_unverified};

use crate::domain::fields::Fields;

/// A mobile number, as people write it.
fn phone(f: &mut Fields<'_>) -> String {
    let typed = f.text("phone", 1..=30);
    let plain = plain_phone(&typed);
    let good = plain.len() == 11 && plain.starts_with('1');
    if !good && f.ok("phone") {
        f.fail("phone", "error-phone");
    }
    plain
}

/// A mobile number without spaces, hyphens and country code, its figures made narrow.
#[must_use]
pub fn plain_phone(text: &str) -> String {
    let figures = figures(text);
    match figures.strip_prefix("86") {
        Some(rest) if rest.len() == 11 => rest.to_owned(),
        Some(_) | None => figures,
    }
}

/// The figures of a text, made narrow: a number or code however it was typed.
fn figures(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xff10 + 0x30),
        _ => Some(c),
    };
    text.chars()
        .filter_map(narrow)
        .filter(char::is_ascii_digit)
        .collect()
}
