//! The routes by which people come in and look after their account: those that the platform has as well as
//! a street, and a street's own.

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use super::super::people::{
    account, counter, entry, invitations, phone, read, residents, second, write,
};
use super::Access::{self, LoggedIn, Public};
use super::{AppState, Route};
use crate::domain::people::Check;

fn read_at(path: String, access: Access, handler: MethodRouter<AppState>) -> Route {
    Route {
        method: Method::GET,
        path,
        verb: None,
        access,
        files: false,
        handler,
    }
}

fn send_to(path: String, access: Access, handler: MethodRouter<AppState>) -> Route {
    Route {
        method: Method::POST,
        ..read_at(path, access, handler)
    }
}

/// Log-in, log-out and account below `root`: `/platform` or `/{street}`.
pub(super) fn of(root: &str) -> Vec<Route> {
    let at = |below: &str| format!("{root}{below}");
    vec![
        read_at(at("/login"), Public, get(read::login)),
        send_to(at("/login"), Public, post(write::login)),
        send_to(at("/logout"), Public, post(write::logout)),
        send_to(
            at("/logout/everywhere"),
            LoggedIn,
            post(write::logout_everywhere),
        ),
        read_at(at("/login/code"), Public, get(second::code_page)),
        send_to(at("/login/code"), Public, post(second::code)),
        read_at(at("/login/set-up"), Public, get(second::must_page)),
        send_to(at("/login/set-up"), Public, post(second::must)),
        read_at(at("/account"), LoggedIn, get(read::account)),
        read_at(
            at("/account/second-factor"),
            LoggedIn,
            get(second::account_page),
        ),
        send_to(at("/account/second-factor"), LoggedIn, post(second::begin)),
        send_to(
            at("/account/second-factor/confirm"),
            LoggedIn,
            post(second::confirm),
        ),
        send_to(
            at("/account/second-factor/remove"),
            LoggedIn,
            post(second::take_off),
        ),
        send_to(at("/account"), LoggedIn, post(account::change)),
        send_to(at("/account/export"), LoggedIn, post(account::export)),
        read_at(at("/account/close"), LoggedIn, get(account::close_page)),
        send_to(at("/account/close"), LoggedIn, post(account::close)),
        send_to(at("/password"), LoggedIn, post(write::password)),
    ]
}

/// Registration, forgotten passwords, invitations and the check of residents: of streets alone.
pub(super) fn of_street() -> Vec<Route> {
    let at = |below: &str| format!("/{{street}}{below}");
    let decide = Check::OF_STAFF.map(|check| {
        let path = at(&format!("/desk/residents/{{id}}/{}", check.code()));
        let decide = post(move |sent| residents::decide(check, sent));
        send_to(path, LoggedIn, decide)
    });
    let mut routes = vec![
        read_at(at("/register"), Public, get(entry::register)),
        send_to(at("/register"), Public, post(entry::begin_register)),
        send_to(at("/register/again"), Public, post(entry::register_again)),
        read_at(at("/register/code"), Public, get(entry::register_code)),
        send_to(at("/register/code"), Public, post(entry::end_register)),
        read_at(at("/password"), Public, get(entry::forgotten)),
        send_to(at("/password/code"), Public, post(entry::begin_reset)),
        send_to(at("/password/again"), Public, post(entry::reset_again)),
        read_at(at("/password/new"), Public, get(entry::password_code)),
        send_to(at("/password/new"), Public, post(entry::end_reset)),
        read_at(at("/account/phone"), LoggedIn, get(phone::page)),
        send_to(at("/account/phone"), LoggedIn, post(phone::begin)),
        send_to(
            at("/account/phone/again"),
            LoggedIn,
            post(phone::code_again),
        ),
        read_at(at("/account/phone/code"), LoggedIn, get(phone::code)),
        send_to(at("/account/phone/code"), LoggedIn, post(phone::end)),
        send_to(at("/account/invitation"), LoggedIn, post(write::invited)),
        send_to(at("/account/ask-again"), LoggedIn, post(write::ask_again)),
        read_at(at("/desk/residents"), LoggedIn, get(residents::list)),
        read_at(at("/desk/residents/{id}"), LoggedIn, get(residents::page)),
        read_at(
            at("/desk/residents/{id}/phone"),
            LoggedIn,
            get(counter::page),
        ),
        send_to(
            at("/desk/residents/{id}/phone"),
            LoggedIn,
            post(counter::begin),
        ),
        read_at(
            at("/desk/residents/{id}/phone/code"),
            LoggedIn,
            get(counter::code),
        ),
        send_to(
            at("/desk/residents/{id}/phone/code"),
            LoggedIn,
            post(counter::end),
        ),
        send_to(
            at("/desk/residents/{id}/phone/again"),
            LoggedIn,
            post(counter::code_again),
        ),
        read_at(at("/desk/invitations"), LoggedIn, get(invitations::page)),
        send_to(at("/desk/invitations"), LoggedIn, post(invitations::make)),
    ];
    routes.extend(decide);
    routes
}
