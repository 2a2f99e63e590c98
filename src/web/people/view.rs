//! The forms of this room.

use crate::kit::i18n::Lang;
use crate::store::people::places::Place;
use crate::web::kit::form::{Choice, Field, Form, Kind};

/// The log-in. `next` is where to go on.
pub fn login(lang: Lang, street: &str, next: &str, second_proof: bool) -> Form {
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
    form.field(
        Field::tick("remember", lang.t("login-remember")).hint(lang.t("login-remember-hint")),
    )
    .field(Field::hidden("next", next))
}

/// The registration.
pub fn register(lang: Lang, street: &str, communities: &[Place]) -> Form {
    let community = |p: &Place| {
        Choice::new(
            p.id.to_string(),
            lang.name(&p.name, &p.english_name).to_owned(),
        )
    };
    Form::new(format!("/{street}/register"), lang.t("register-submit"))
        .field(
            Field::text("name", lang.t("field-name"))
                .hint(lang.t("register-name-hint"))
                .autocomplete("name")
                .max(20),
        )
        .field(
            phone(lang)
                .hint(lang.t("register-phone-hint"))
                .autocomplete("tel"),
        )
        .field(Field::select(
            "community",
            lang.t("field-community"),
            communities.iter().map(community),
        ))
        .field(new_password(
            lang,
            "password",
            lang.t("field-password").to_string(),
        ))
        .field(Field::tick("of_age", lang.t("register-of-age")))
        .field(
            Field::tick("consent", lang.t("register-consent"))
                .hint(lang.t("register-consent-hint")),
        )
        .note(lang.t("register-note"))
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
