//! Accounts: registration, log-in, log-out, password, codes by short message, and the check of a resident
//! by staff.
//!
//! No hash holds a connection: what is known is read, the transaction ends, the password is hashed
//! or checked off the async threads, and what came of it is written in a transaction of its own.

mod account;
mod codes;
mod counter;
mod forgotten;
mod half;
mod invitations;
mod login;
mod looks;
mod mine;
mod phone;
mod profile;
mod readable;
mod residents;
mod second;
mod tidy;
mod unverified;

pub use account::{
    CONSENT_VERSION, Registered, change_password, may_be_either, register, registered,
};
pub use codes::{
    Asked, Asker, CODE_EVERY, CODE_LIFE, CODE_TRIES, CODES_A_DAY, Marked, Purpose, Sending, hidden,
    marked, to_new_phone,
};
pub use counter::{counter_code, may_renumber, renumber, to_renumber};
pub use forgotten::{forgotten, forgotten_again, reset};
pub use half::LoggedIn;
pub use invitations::{LONGEST_DAYS, MOST, Sheet, invite, invited, invites};
pub use login::{
    Entered, LOCK_AFTER, LONG_WINDOW, Origin, PROOF_AFTER, REMEMBER_DAYS, WINDOW, login, logout,
    logout_everywhere,
};
pub use looks::{SHOWN_FOR, note, note_entry};
pub use mine::export;
pub use phone::{change_phone, new_phone};
pub use profile::{SALUTATIONS, change, close, holds_alone};
pub use residents::{Decided, SEEN, ask_again, decide, may_verify, seen, verifies};
pub use second::{
    RECOVERY_CODES, SetUp, Standing, begin, confirm, is_half, must_set_up, second,
    set_up_and_enter, standing, take_off,
};
pub use tidy::tidy;
pub use unverified::{may_set, set_unverified};

pub use crate::domain::fields::plain_phone;
