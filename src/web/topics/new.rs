//! `/{street}/topics/new`: a topic is raised, on one page.

use askama::Template;

use super::own::{photo_field, words};
use crate::domain::actor::Role;
use crate::domain::privacy::ShowName;
use crate::domain::topics::{BehalfWay, WHOLE_STREET, found};
use crate::domain::workflow::Source;
use crate::service::Me;
use crate::store::people::places::{self, Category, Place};
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::{Nav, PageResult, Shell, Visit};

#[derive(Template)]
#[template(path = "topics/new.html")]
struct Page {
    ui: Shell,
    private: Vec<String>,
    form: Form,
}

/// `GET /{street}/topics/new`.
///
/// # Errors
/// When nobody is logged in; when the database is away.
pub async fn new(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let communities = places::communities(&mut visit.tx).await?;
    let categories = places::categories(&mut visit.tx).await?;
    let ui = visit.shell(visit.lang.t("topic-new-title"), Nav::Topics);
    let app = visit.web.app.clone();
    let key = app.ids.make(app.clock.now()).to_string();
    let private = private(&visit);
    let form = form(
        &ui,
        &me,
        &communities,
        &categories,
        &key,
        !private.is_empty(),
    );
    let form = visit.form(form);
    visit.answer(&Page { ui, private, form })
}

/// What the scan found in what was just typed, by kind.
fn private(visit: &Visit) -> Vec<String> {
    let Some(again) = &visit.asked.again else {
        return Vec::new();
    };
    let raw = &again.raw;
    let mut kinds: Vec<&str> = found(raw.first("title"), raw.first("body"), raw.first("place"))
        .iter()
        .map(|hit| hit.kind.key())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.iter().map(|k| visit.lang.t(*k).to_string()).collect()
}

fn form(
    ui: &Shell,
    me: &Me,
    communities: &[Place],
    categories: &[Category],
    key: &str,
    private: bool,
) -> Form {
    let home = communities
        .iter()
        .find(|c| Some(c.id) == me.actor.community);
    let places = communities
        .iter()
        .map(|c| Choice::new(&*c.slug, ui.lang.name(&c.name, &c.english_name)))
        .chain([Choice::new(WHOLE_STREET, ui.t("topic-whole-street"))]);
    let community = Field::select("community", ui.t("topic-field-community"), places)
        .hint(ui.t("topic-field-community-hint"))
        .value(home.map_or("", |c| c.slug.as_str()));
    let show = ShowName::ALL.into_iter().map(|s| {
        let hint = ui.lang.t(format!("{}-hint", s.key())).to_string();
        Choice::new(s.code(), ui.lang.t(s.key())).hint(hint)
    });
    let mut form = Form::new(ui.path("/topics"), ui.t("topic-send"))
        .field(Field::hidden("key", key))
        .fields(words(ui, categories, ["", "", "", ""]))
        .field(photo_field(ui, &[]))
        .field(community);
    if me.actor.is_staff() {
        form = form.fields(for_staff(ui, me));
    }
    form = form.field(
        Field::radio("show_name", ui.t("topic-field-show-name"), show)
            .value(ShowName::Masked.code()),
    );
    if private {
        form = form.field(Field::tick("mask", ui.t("topic-mask")).hint(ui.t("topic-mask-hint")));
    }
    form.field(Field::tick("consent", ui.t("topic-consent")).hint(ui.t("topic-consent-hint")))
        .note(ui.t("topic-send-note"))
}

/// Where it comes from, and on whose behalf it is entered (代录).
fn for_staff(ui: &Shell, me: &Me) -> Vec<Field> {
    let mut sources = vec![Source::PublicCall];
    let has = |role| me.actor.has(role);
    let council = has(Role::Liaison) || !me.actor.seats.is_empty() || has(Role::OfficeOfficer);
    if has(Role::Member) || council {
        sources.push(Source::MemberRecommendation);
    }
    if has(Role::Leader) || council {
        sources.push(Source::Assignment);
    }
    let choices = sources
        .into_iter()
        .map(|s| Choice::new(s.code(), ui.lang.t(s.key())));
    let mut fields = vec![
        Field::radio("source", ui.t("topic-field-source"), choices)
            .hint(ui.t("topic-field-source-hint"))
            .optional(),
    ];
    if council {
        let ways = BehalfWay::ALL
            .into_iter()
            .map(|w| Choice::new(w.code(), ui.lang.t(w.key())));
        fields.push(
            Field::text("on_behalf_of", ui.t("topic-field-behalf"))
                .hint(ui.t("topic-field-behalf-hint"))
                .optional()
                .max(60),
        );
        fields.push(Field::radio("on_behalf_way", ui.t("topic-field-behalf-way"), ways).optional());
    }
    fields
}
