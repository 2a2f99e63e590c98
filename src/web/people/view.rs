//! The forms of this room.

use uuid::Uuid;

use crate::domain::fields::KEY;
use crate::domain::privacy::{ShowName, public_label};
use crate::kit::i18n::Lang;
use crate::service::Me;
use crate::service::people::{SALUTATIONS, SEEN};
use crate::store::people::places::Place;
use crate::store::people::profile::Profile;
use crate::web::kit::form::{Choice, Field, Form, Kind};

/// The log-in. `next` is where to go on, `kept` a form that was posted before the log-in ran out.
pub fn login(lang: Lang, street: &str, next: &str, kept: &str, second_proof: bool) -> Form {
    let form = Form::new(format!("/{street}/login"), lang.t("login-submit"))
        .field(phone(lang).autocomplete("username"))
        .field(
            Field::new(Kind::Password, "password", lang.t("field-password"))
                .autocomplete("current-password"),
        );
    let form = if second_proof {
        form.field(
            Field::text("name", lang.t("field-name"))
                .hint(lang.t("login-proof-hint"))
                .autocomplete("off"),
        )
    } else {
        form
    };
    let form = form
        .field(
            Field::tick("remember", lang.t("login-remember")).hint(lang.t("login-remember-hint")),
        )
        .field(Field::hidden("next", next));
    if kept.is_empty() {
        form
    } else {
        form.intro(lang.t("page-login-needed-text"))
            .field(Field::hidden("kept", kept))
    }
}

/// The registration's first page. `next` is where to go on at its end; `tick`: the year of birth leaves open whether somebody is 14 already.
pub fn register(lang: Lang, street: &str, next: &str, tick: bool) -> Form {
    let form = Form::new(format!("/{street}/register"), lang.t("code-get"))
        .field(Field::hidden("next", next))
        .field(
            phone(lang)
                .hint(lang.t("register-phone-hint"))
                .autocomplete("tel"),
        )
        .field(
            Field::number("birth_year", lang.t("field-birth-year"))
                .hint(lang.t("register-birth-year-hint"))
                .autocomplete("bday-year")
                .max(4),
        );
    let form = if tick {
        form.field(Field::tick("of_age", lang.t("register-of-age")))
    } else {
        form
    };
    form.field(
        Field::tick("consent", lang.t("register-consent")).hint(lang.t("register-consent-hint")),
    )
}

/// The registration's second page.
pub fn registered(lang: Lang, street: &str, next: &str, communities: &[Place]) -> Form {
    Form::new(
        format!("/{street}/register/code"),
        lang.t("register-submit"),
    )
    .field(Field::hidden("next", next))
    .field(code(lang))
    .field(
        Field::text("name", lang.t("field-name"))
            .hint(lang.t("register-name-hint"))
            .autocomplete("name")
            .max(20),
    )
    .field(Field::select(
        "community",
        lang.t("field-community"),
        communities.iter().map(|p| community(lang, p)),
    ))
    .field(
        Field::text("estate", lang.t("field-estate"))
            .hint(lang.t("register-estate-hint"))
            .max(60)
            .optional(),
    )
    .field(new_password(
        lang,
        "password",
        lang.t("field-password").to_string(),
    ))
    .field(invitation(lang).optional())
    .note(lang.t("register-note"))
}

fn invitation(lang: Lang) -> Field {
    Field::text("invitation", lang.t("field-invitation"))
        .hint(lang.t("invitation-hint"))
        .autocomplete("off")
        .max(30)
}

/// A code that came after the registration.
pub fn invited(lang: Lang, street: &str) -> Form {
    Form::new(
        format!("/{street}/account/invitation"),
        lang.t("invitation-use"),
    )
    .quiet()
    .field(invitation(lang))
}

/// Asks to be checked again after the registration was turned down.
pub fn ask_again(lang: Lang, street: &str) -> Form {
    Form::new(
        format!("/{street}/account/ask-again"),
        lang.t("account-ask-again"),
    )
    .quiet()
}

/// How many codes are to be made, and for which community; `key` tells this sheet from another.
pub fn invitations(lang: Lang, street: &str, communities: &[Place], key: Uuid) -> Form {
    let field = Field::select(
        "community",
        lang.t("invitations-community"),
        communities.iter().map(|p| community(lang, p)),
    );
    let field = match communities {
        [only] => field.value(only.id.to_string()),
        _ => field,
    };
    Form::new(
        format!("/{street}/desk/invitations"),
        lang.t("invitations-make"),
    )
    .field(Field::hidden(KEY, key.to_string()))
    .field(field)
    .field(Field::number("number", lang.t("invitations-number")).value("24"))
    .field(
        Field::number("days", lang.t("invitations-days"))
            .hint(lang.t("invitations-days-hint"))
            .value("60"),
    )
    .note(lang.t("invitations-note"))
}

fn community(lang: Lang, p: &Place) -> Choice {
    Choice::new(
        p.id.to_string(),
        lang.name(&p.name, &p.english_name).to_owned(),
    )
}

/// A forgotten password's first page.
pub fn forgotten(lang: Lang, street: &str, next: &str) -> Form {
    Form::new(format!("/{street}/password/code"), lang.t("code-get"))
        .field(Field::hidden("next", next))
        .field(phone(lang).autocomplete("username"))
}

/// A forgotten password's second page.
pub fn reset(lang: Lang, street: &str, next: &str) -> Form {
    Form::new(
        format!("/{street}/password/new"),
        lang.t("password-reset-submit"),
    )
    .field(Field::hidden("next", next))
    .field(code(lang))
    .field(new_password(
        lang,
        "new_password",
        lang.t("password-new").to_string(),
    ))
    .note(lang.t("password-reset-note"))
}

/// Another number's first page.
pub fn new_phone(lang: Lang, street: &str) -> Form {
    Form::new(format!("/{street}/account/phone"), lang.t("code-get")).field(
        Field::new(Kind::Phone, "phone", lang.t("phone-new"))
            .hint(lang.t("register-phone-hint"))
            .autocomplete("tel")
            .max(30),
    )
}

/// Another number's second page.
pub fn change_phone(lang: Lang, street: &str) -> Form {
    Form::new(
        format!("/{street}/account/phone/code"),
        lang.t("phone-submit"),
    )
    .field(code(lang))
    .field(
        Field::new(Kind::Password, "password", lang.t("field-password"))
            .hint(lang.t("close-password-hint"))
            .autocomplete("current-password"),
    )
    .note(lang.t("phone-note"))
}

/// Another number of somebody who is there in person, the first page.
pub fn counter(lang: Lang, action: String) -> Form {
    Form::new(action, lang.t("code-send"))
        .field(
            Field::new(Kind::Phone, "phone", lang.t("phone-new"))
                .hint(lang.t("counter-phone-hint"))
                .autocomplete("off")
                .max(30),
        )
        .field(Field::tick("identity", lang.t("counter-identity")))
}

/// The second page; `seen` says what was shown of the account.
pub fn counter_code(lang: Lang, action: String, seen: String) -> Form {
    Form::new(action, lang.t("phone-submit"))
        .field(code(lang).autocomplete("off"))
        .field(
            Field::area("reason", lang.t("residents-reason"))
                .hint(lang.t("counter-reason-hint"))
                .rows(2),
        )
        .field(Field::hidden(SEEN, seen))
        .note(lang.t("counter-note"))
}

/// The button that asks for another code.
pub fn code_again(lang: Lang, action: String, next: &str) -> Form {
    Form::new(action, lang.t("code-again"))
        .quiet()
        .field(Field::hidden("next", next))
        .intro(lang.t("code-again-hint"))
}

fn code(lang: Lang) -> Field {
    Field::number("code", lang.t("field-code"))
        .hint(lang.t("code-hint"))
        .autocomplete("one-time-code")
        .max(10)
}

/// What somebody has registered, to be changed.
pub fn change(lang: Lang, street: &str, me: &Me, profile: &Profile, communities: &[Place]) -> Form {
    let home = me
        .actor
        .community
        .map_or(String::new(), |id| id.to_string());
    let community = Field::select(
        "community",
        lang.t("field-community"),
        communities.iter().map(|p| community(lang, p)),
    )
    .value(home.clone());
    let shows = ShowName::ALL.map(|s| {
        let shown = public_label(&me.name, &profile.salutation, s);
        Choice::new(s.code(), lang.t(s.key())).hint(shown)
    });
    let mut salutations = vec![Choice::new("", lang.t("salutation-none"))];
    salutations.extend(SALUTATIONS.map(|s| Choice::new(s, lang.t(format!("salutation-{s}")))));
    let form = Form::new(
        format!("/{street}/account"),
        lang.t("account-change-submit"),
    )
    .title(lang.t("account-change"))
    .quiet();
    // Who was turned down has something to correct here.
    let form = match profile.refused_at {
        None => form.folded(),
        Some(_) => form,
    };
    form.field(
        Field::text("name", lang.t("field-name"))
            .value(me.name.clone())
            .autocomplete("name")
            .max(20),
    )
    .field(if home.is_empty() {
        community.optional()
    } else {
        community
    })
    .field(
        Field::text("estate", lang.t("field-estate"))
            .hint(lang.t("register-estate-hint"))
            .value(profile.estate.clone())
            .max(60)
            .optional(),
    )
    .field(
        Field::radio("show_name", lang.t("account-show-name"), shows)
            .hint(lang.t("account-show-name-hint"))
            .value(profile.show_name.clone()),
    )
    .field(
        Field::radio("salutation", lang.t("account-salutation"), salutations)
            .value(profile.salutation.clone()),
    )
    .note(lang.t("account-change-note"))
}

/// Everything that the street holds of somebody, to take home.
pub fn export(lang: Lang, street: &str) -> Form {
    Form::new(format!("/{street}/account/export"), lang.t("export-submit"))
        .title(lang.t("export-title"))
        .intro(lang.t("export-text"))
        .quiet()
}

/// The end of an account.
pub fn close(lang: Lang, street: &str) -> Form {
    Form::new(format!("/{street}/account/close"), lang.t("close-submit"))
        .danger()
        .field(Field::tick("sure", lang.t("close-sure")))
        .field(
            Field::new(Kind::Password, "password", lang.t("field-password"))
                .hint(lang.t("close-password-hint"))
                .autocomplete("current-password"),
        )
}

/// The code after the password; `kept` is a form that was posted before the log-in ran out.
pub fn second(lang: Lang, street: &str, next: &str, kept: &str) -> Form {
    Form::new(format!("/{street}/login/code"), lang.t("login-submit"))
        .field(
            Field::text("code", lang.t("second-code"))
                .hint(lang.t("second-code-hint"))
                .autocomplete("one-time-code")
                .max(20),
        )
        .field(Field::hidden("next", next))
        .field(Field::hidden("kept", kept))
}

/// The first code of a second factor.
pub fn confirm_second(lang: Lang, action: String, next: &str) -> Form {
    Form::new(action, lang.t("second-confirm"))
        .field(
            Field::number("code", lang.t("second-code"))
                .hint(lang.t("second-confirm-hint"))
                .autocomplete("one-time-code")
                .max(10),
        )
        .field(Field::hidden("next", next))
}

/// A second factor by choice.
pub fn begin_second(lang: Lang, street: &str) -> Form {
    Form::new(
        format!("/{street}/account/second-factor"),
        lang.t("second-begin"),
    )
}

/// No second factor any more.
pub fn take_off_second(lang: Lang, street: &str) -> Form {
    Form::new(
        format!("/{street}/account/second-factor/remove"),
        lang.t("second-take-off"),
    )
    .quiet()
    .field(
        Field::new(Kind::Password, "password", lang.t("field-password"))
            .autocomplete("current-password"),
    )
}

/// The change of one's own password.
pub fn password(lang: Lang, street: &str) -> Form {
    Form::new(format!("/{street}/password"), lang.t("password-submit"))
        .title(lang.t("password-title"))
        .quiet()
        .field(
            Field::new(Kind::Password, "password", lang.t("password-present"))
                .autocomplete("current-password"),
        )
        .field(new_password(
            lang,
            "new_password",
            lang.t("password-new").to_string(),
        ))
        .note(lang.t("password-note"))
}

fn phone(lang: Lang) -> Field {
    Field::new(Kind::Phone, "phone", lang.t("field-phone")).max(30)
}

fn new_password(lang: Lang, name: &str, label: String) -> Field {
    Field::new(Kind::Password, name, label)
        .hint(lang.t("password-hint"))
        .autocomplete("new-password")
}
