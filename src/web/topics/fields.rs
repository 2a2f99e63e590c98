//! The fields of a topic's words: the wizard asks for them, and so do the forms of a changed text.

use super::degrees;
use crate::domain::privacy::{ShowName, public_label};
use crate::domain::workflow::{Source, State};
use crate::service::Me;
use crate::store::people::places::Category;
use crate::store::photos::Thumb;
use crate::store::topics::TopicRow;
use crate::store::topics::papers::Papers;
use crate::web::kit::Shell;
use crate::web::kit::form::{Choice, Field, Form, Kind};
use crate::web::kit::panel::Ask;

/// Whether the text can be changed now.
#[must_use]
pub fn can_change(state: &State) -> bool {
    let intake = &state.intake;
    !state.accepted() || intake.asked_at.is_some() || intake.returned
}

/// The author changes the text.
#[must_use]
pub fn revise(ask: &Ask<'_>, form: Form, categories: &[Category]) -> Form {
    let (ui, row) = (ask.ui, &ask.held.row);
    let resident = row.source == Source::PublicCall.code();
    let me = ask
        .me
        .map(|(me, _)| me)
        .filter(|me| resident && me.post.is_empty());
    let salutation = ask.papers.beside.salutation.as_deref().unwrap_or_default();
    let show = me.map(|me| {
        let label = "topic-field-show-name";
        show_name(ui, label, Some(me), salutation, &row.show_name)
    });
    let place = match row.community_name.as_str() {
        "" => ui.t("topic-whole-street").to_string(),
        name => ui.named(name).to_owned(),
    };
    let fixed = ui.t("revise-community").arg("place", place);
    let fixed = fixed.arg("field", ui.t("topic-field-body"));
    let form = changed(ui, form, categories, row, ask.papers)
        .fields(show)
        .intro(fixed.to_string());
    if ask.state().accepted() {
        form.field(why(ui))
    } else {
        form
    }
}

/// The council changes the text for somebody who has no account (代录).
#[must_use]
pub fn revise_for(
    ui: &Shell,
    form: Form,
    categories: &[Category],
    row: &TopicRow,
    papers: &Papers,
) -> Form {
    let show = show_name(ui, "behalf-show-name", None, "", &row.show_name);
    let note = ui.t("revise-for-note");
    changed(ui, form, categories, row, papers)
        .field(show)
        .field(why(ui))
        .note(note.arg("transfer", ui.t("verb-transfer")))
}

fn why(ui: &Shell) -> Field {
    Field::area("reason", ui.t("topic-revise-why"))
        .rows(3)
        .max(1_000)
}

/// All that can be changed, with the values it has.
fn changed(
    ui: &Shell,
    form: Form,
    categories: &[Category],
    row: &TopicRow,
    papers: &Papers,
) -> Form {
    let detail = row.detail();
    let spot = detail.spot(&row.place);
    let mut fields = words(
        ui,
        categories,
        [&row.title, &row.body, spot, &row.category_id],
    );
    let spot = fields.pop();
    let category = fields.pop();
    let point = detail.point.map(|p| [p.latitude_e6, p.longitude_e6]);
    let [latitude, longitude] = point.map_or_else(Default::default, |p| p.map(degrees));
    let kept = [&detail.estate, &detail.building, &latitude, &longitude];
    let number = detail.people.map_or_else(String::new, |n| n.to_string());
    let mut places = place(ui, kept.map(String::as_str), spot);
    let mut all = places.iter_mut();
    if let Some(north) = all.find(|f| f.name == "latitude" && detail.point.is_some()) {
        north.hint = ui.t("revise-point-hint").to_string();
    }
    form.quiet()
        .folded()
        .fields(fields)
        .field(people(ui, &number))
        .fields(category)
        .fields(places)
        .field(photo_field(ui, &papers.photos))
}

/// The photos of a topic's text, with those that it has.
#[must_use]
pub fn photo_field(ui: &Shell, photos: &[Thumb]) -> Field {
    let own = photos.iter().filter(|p| p.task_id.is_none());
    let field = Field::photos(ui.t("photos-field")).hint(ui.t("photos-hint"));
    own.fold(field, |field, p| field.keeps(p.id, &*p.alt))
}

/// The fields of a topic's words, with the values they have; the place is the last one.
#[must_use]
pub fn words(
    ui: &Shell,
    categories: &[Category],
    [title, body, place, category]: [&str; 4],
) -> Vec<Field> {
    let choices = categories
        .iter()
        .map(|c| Choice::new(&*c.id, ui.lang.name(&c.name, &c.english_name)));
    vec![
        Field::text("title", ui.t("topic-field-title"))
            .hint(ui.t("topic-field-title-hint"))
            .max(120)
            .value(title),
        Field::area("body", ui.t("topic-field-body"))
            .hint(ui.t("topic-field-body-hint"))
            .rows(7)
            .value(body),
        Field::select("category", ui.t("topic-field-category"), choices).value(category),
        Field::text("place", ui.t("wizard-spot"))
            .hint(ui.t("wizard-spot-hint"))
            .optional()
            .max(120)
            .value(place),
    ]
}

/// Whom it affects.
#[must_use]
pub fn people(ui: &Shell, value: &str) -> Field {
    Field {
        kind: Kind::Number,
        ..Field::text("people", ui.t("wizard-people"))
            .hint(ui.t("wizard-people-hint"))
            .optional()
            .value(value)
    }
}

/// Where exactly it is: what stands beside estate and building, and a point that need not be given.
#[must_use]
pub fn place(
    ui: &Shell,
    [estate, building, latitude, longitude]: [&str; 4],
    spot: Option<Field>,
) -> Vec<Field> {
    let text = |name: &str, label: &'static str, hint: &'static str, max: usize, value: &str| {
        Field::text(name, ui.t(label))
            .hint(ui.t(hint))
            .optional()
            .max(max)
            .value(value)
    };
    let [about_estate, about_building] = ["wizard-estate-hint", "wizard-building-hint"];
    let [about_north, about_east] = ["wizard-latitude-hint", "wizard-longitude-hint"];
    let mut fields = vec![
        text("estate", "wizard-estate", about_estate, 40, estate),
        text("building", "wizard-building", about_building, 40, building),
    ];
    fields.extend(spot);
    fields.extend([
        Field::fold(ui.t("wizard-point")).value(if latitude.is_empty() { "" } else { "yes" }),
        text("latitude", "wizard-latitude", about_north, 20, latitude),
        text("longitude", "wizard-longitude", about_east, 20, longitude),
        Field::unfold(),
    ]);
    fields
}

/// How a name is shown: each way with how it looks, where the name is the reader's own. What nobody has said cannot
/// be shown.
fn show_name(
    ui: &Shell,
    label: &'static str,
    me: Option<&Me>,
    salutation: &str,
    now: &str,
) -> Field {
    let offered = |s: &ShowName| *s != ShowName::Salutation || !salutation.is_empty();
    let choices = ShowName::ALL.into_iter().filter(offered);
    let choices = choices.map(|s| shown_as(ui, s, me, salutation));
    Field::radio("show_name", ui.t(label), choices)
        .hint(ui.t("wizard-show-name-hint"))
        .value(now)
}

/// One way to show a name, as it will look where it is the reader's own.
#[must_use]
pub fn shown_as(ui: &Shell, show: ShowName, me: Option<&Me>, salutation: &str) -> Choice {
    let choice = Choice::new(show.code(), ui.lang.t(show.key()));
    match me.filter(|_| show != ShowName::Resident) {
        Some(me) => choice.hint(public_label(&me.name, salutation, show)),
        None => choice.hint(ui.lang.t(format!("{}-hint", show.key())).to_string()),
    }
}
