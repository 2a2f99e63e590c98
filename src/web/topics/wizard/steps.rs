//! The first page, where and what, and the third, details and name.

use askama::Template;

use super::{Call, Head, Lists, head, raw_of, shell};
use crate::domain::fields::Raw;
use crate::domain::photos as chosen;
use crate::domain::policy::waits_to_raise;
use crate::domain::privacy::ShowName;
use crate::domain::topics::origin::{self, LETTER, SUGGESTED};
use crate::domain::topics::{BODY, BehalfWay, REASON, WHOLE_STREET, enters_for_others};
use crate::domain::workflow::Source;
use crate::service::Me;
use crate::store::people::profile;
use crate::store::topics::drafts::Draft;
use crate::web::kit::form::{Choice, Field, Form, Kind};
use crate::web::kit::{PageError, PageResult, Shell, Visit};
use crate::web::topics::fields::{people, photo_field, place, shown_as, words};

#[derive(Template)]
#[template(path = "topics/wizard/first.html")]
struct FirstPage {
    ui: Shell,
    head: Head,
    lead: String,
    resumed: bool,
    waits: bool,
    form: Form,
    /// The public call that it answers.
    call: Option<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "topics/wizard/third.html")]
struct ThirdPage {
    ui: Shell,
    head: Head,
    lead: String,
    form: Form,
}

/// What the wizard is begun with: by its address, or by the form that is shown again before a draft is known.
pub(super) fn begun_with<'a>(visit: &'a Visit, name: &'static str) -> &'a str {
    let again = visit.asked.again.as_ref();
    match again.map_or("", |again| again.raw.first(name)) {
        "" => visit.query(name),
        sent => sent,
    }
}

/// Where and what.
pub(super) fn first(visit: Visit, draft: Option<&Draft>, lists: &Lists, call: &Call) -> PageResult {
    let raw = draft.map(raw_of).unwrap_or_default();
    let kept_or_asked = |name: &'static str| match raw.first(name) {
        "" => begun_with(&visit, name),
        kept => kept,
    };
    let me = visit.me.as_ref();
    let for_others = me.is_some_and(|m| enters_for_others(&m.actor));
    let behalf = match kept_or_asked("behalf") {
        "" => "",
        _ if for_others => "yes",
        _ => "",
    };
    // Somebody may have been named without its having begun as an entry on behalf.
    let (title, lead, situation) = match lists.behalf() {
        false => ("topic-new-title", "topic-new-lead", "topic-field-body-hint"),
        true => ("behalf-title", "behalf-lead", "behalf-body-hint"),
    };
    let lead = visit.lang.t(lead).to_string();
    let ui = shell(&visit, visit.lang.t(title).to_string());
    let asked = kept_or_asked("community").to_owned();
    let home = visit.me.as_ref().and_then(|m| m.actor.community);
    let offered = lists
        .communities
        .iter()
        .filter(|c| lists.offers(Some(c.id)));
    let home = offered.clone().find(|c| Some(c.id) == home);
    let mut places: Vec<Choice> = offered
        .map(|c| Choice::new(&*c.slug, ui.lang.name(&c.name, &c.english_name)))
        .collect();
    if lists.offers(None) {
        places.push(Choice::new(WHOLE_STREET, ui.t("topic-whole-street")));
    }
    let usual = match (home, places.as_slice()) {
        (Some(home), _) => home.slug.clone(),
        (None, [only]) => only.value.clone(),
        (None, _) => String::new(),
    };
    let community = if asked.is_empty() { usual } else { asked };
    let kept = ["title", "body", "place", "category"].map(|name| raw.first(name));
    let mut fields = words(&ui, &lists.categories, kept);
    if let [title, body, ..] = fields.as_mut_slice() {
        title.watch = ui.path("/topics/similar");
        body.hint = ui.t(situation).to_string();
    }
    // Room for what is needed; the third page has more.
    if let Some(body) = fields.iter_mut().find(|f| f.name == "body") {
        body.rows = 5;
    }
    let spot = fields.pop();
    let category = fields.pop();
    let where_exactly = ["estate", "building", "latitude", "longitude"].map(|name| raw.first(name));
    let form = Form::new(ui.path("/topics/new"), ui.t("wizard-next"))
        .field(Field::hidden("step", "1"))
        .field(Field::hidden(
            "call",
            match call {
                Call::Open(call) => call.id.to_string(),
                Call::None | Call::Shut => String::new(),
            },
        ))
        .field(Field::hidden("behalf", behalf))
        .fields(fields)
        .field(people(&ui, raw.first("people")))
        .fields(category)
        .field(
            Field::select("community", ui.t("topic-field-community"), places)
                .hint(ui.t(match lists.behalf() {
                    false => "topic-field-community-hint",
                    true => "behalf-community-hint",
                }))
                .value(community),
        )
        .fields(place(&ui, where_exactly, spot));
    let page = FirstPage {
        head: head(&visit, 1, draft, lists.behalf()),
        waits: visit.me.as_ref().is_some_and(|m| waits_to_raise(&m.actor)),
        call: answered(&ui, call),
        resumed: visit.asked.again.is_none()
            && ["title", "body"]
                .iter()
                .any(|name| !raw.first(name).is_empty()),
        ui: ui.keeping(&form.id),
        form: visit.form(form),
        lead,
    };
    visit.answer(&page)
}

/// The call that is answered: words, its title and its page; the two are empty where there is no such call.
fn answered(ui: &Shell, call: &Call) -> Option<(String, String, String)> {
    match call {
        Call::None => None,
        Call::Shut => Some((
            ui.t("wizard-call-shut").to_string(),
            String::new(),
            String::new(),
        )),
        Call::Open(call) => {
            let words = match call.community_name.as_str() {
                "" => ui.t("wizard-call-open").to_string(),
                name => ui
                    .t("wizard-call-community")
                    .arg("community", ui.named(name).to_owned())
                    .to_string(),
            };
            let href = ui.path(&format!("/calls/{}", call.id));
            Some((words, call.title.clone(), href))
        }
    }
}

/// Details, and how the name is shown.
pub(super) async fn third(mut visit: Visit, draft: &Draft, behalf: bool) -> PageResult {
    let (usual, salutation) = wish(&mut visit).await?;
    let title = match behalf {
        true => "behalf-third-title",
        false => "wizard-third-title",
    };
    let ui = shell(&visit, visit.lang.t(title).to_string());
    let raw = raw_of(draft);
    let me = visit.me.as_deref();
    let for_others = me.is_some_and(|m| enters_for_others(&m.actor));
    let begun = for_others && !raw.first("behalf").is_empty();
    let post = me.map_or("", |m| m.post.as_str());
    // What nobody has said cannot be shown: of an account without Mr or Ms, and of somebody without an account.
    let titled = me.is_none() || post.is_empty() && !salutation.is_empty();
    let offered = |s: &ShowName| titled || *s != ShowName::Salutation;
    let own = me.filter(|_| post.is_empty());
    let show = ShowName::ALL.into_iter().filter(offered);
    let show = show.map(|s| shown_as(&ui, s, own, &salutation));
    let chosen = ShowName::from_code(raw.first("show_name")).or(ShowName::from_code(&usual));
    let shown = chosen.filter(offered).unwrap_or(ShowName::Masked).code();
    let lead = match begun {
        true => "behalf-third-lead",
        false => "wizard-contact",
    };
    let show_whose = match begun || !post.is_empty() {
        true => "behalf-show-name",
        false => "topic-field-show-name",
    };
    let further = match behalf {
        true => "behalf-details-hint",
        false => "wizard-details-hint",
    };
    let untitled = if titled || !post.is_empty() {
        String::new()
    } else {
        ui.t("wizard-show-name-untitled").to_string()
    };
    let hint = ui.t("wizard-show-name-hint").to_string() + &untitled;
    let show = Field::radio("show_name", ui.t(show_whose), show)
        .hint(hint)
        .value(shown);
    let mut lead = ui.t(lead).to_string();
    if !post.is_empty() && !begun {
        lead += &ui.t("wizard-by-post").arg("post", post).to_string();
    }
    let mut form =
        Form::new(ui.path("/topics/new"), ui.t("wizard-next")).field(Field::hidden("step", "3"));
    // Whom a clerk enters it for comes first; who seldom does finds it folded, below.
    if begun {
        form = form.fields(behalf_fields(&ui, &raw, None));
    }
    form = form
        .field(
            Field::area("details", ui.t("wizard-details"))
                .hint(ui.t(further).arg("n", BODY))
                .rows(5)
                .optional()
                .value(raw.first("details")),
        )
        .field(photos(&ui, &raw));
    // Who works here is shown by the post: the name that can be shown or not is that of somebody else.
    let (folded, asked) = match (begun, post) {
        (false, post) if !post.is_empty() && for_others => (Some(show), None),
        (false, post) if !post.is_empty() => {
            let masked = ShowName::Masked.code();
            (None, Some(Field::hidden("show_name", masked)))
        }
        (true | false, _) => (None, Some(show)),
    };
    if for_others && !begun {
        form = form.fields(behalf_fields(&ui, &raw, folded));
    }
    if let Some(me) = me.filter(|m| m.actor.is_staff()) {
        form = form.fields(for_staff(&ui, me, &raw));
    }
    let form = form.fields(asked);
    let page = ThirdPage {
        head: head(&visit, 3, Some(draft), behalf),
        ui: ui.keeping(&form.id),
        lead,
        form: visit.form(form),
    };
    visit.answer(&page)
}

/// How the name is shown unless chosen otherwise, and as whom it is spoken to: as the account says. Who works here
/// may enter for somebody else, whose name their own wish says nothing about.
pub(super) async fn wish(visit: &mut Visit) -> Result<(String, String), PageError> {
    Ok(match &visit.me {
        Some(me) if !me.actor.is_staff() => {
            let account = me.account();
            let profile = profile::of(&mut visit.tx, account).await?;
            (profile.show_name, profile.salutation)
        }
        Some(_) | None => (ShowName::Masked.code().to_owned(), String::new()),
    })
}

/// The photos that the draft carries already, and a choice of more.
fn photos(ui: &Shell, raw: &Raw) -> Field {
    let kept = chosen::kept(raw, &chosen::PHOTOS).into_iter();
    kept.fold(photo_field(ui, &[]), |field, id| {
        field.keeps(id, raw.first(&chosen::alt_field(id)))
    })
}

/// What this source brings, behind a summary that stands open for whoever usually brings it.
fn origin_fields(ui: &Shell, raw: &Raw, source: Source, usual: Source) -> Vec<Field> {
    let text = |name: &str, label: &'static str, hint: &'static str, max: usize| {
        Field::text(name, ui.t(label))
            .hint(ui.t(hint))
            .max(max)
            .value(raw.first(name))
    };
    let fold = |label: &'static str| {
        let open = if source == usual { "yes" } else { "" };
        Field::fold(ui.t(label)).value(open)
    };
    match source {
        Source::PublicCall => Vec::new(),
        Source::MemberRecommendation => vec![
            fold("origin-recommendation"),
            Field::area("grounds", ui.t("origin-grounds"))
                .hint(ui.t("origin-grounds-hint").arg("n", REASON))
                .rows(4)
                .value(raw.first("grounds")),
            text(
                "suggested",
                "origin-suggested",
                "origin-suggested-hint",
                SUGGESTED,
            )
            .optional(),
            Field::unfold(),
        ],
        Source::Assignment => vec![
            fold("origin-assignment"),
            text("issuer", "origin-issuer", "origin-issuer-hint", LETTER),
            text(
                "document",
                "origin-document",
                "origin-document-hint",
                LETTER,
            ),
            Field::date("deadline", ui.t("origin-deadline"))
                .hint(ui.t("origin-deadline-hint"))
                .value(raw.first("deadline")),
            Field::unfold(),
        ],
    }
}

/// On whose behalf a topic is entered (代录), and the original that it is entered from. Where the entry was
/// begun for somebody else it stands open and asks for the name.
fn behalf_fields(ui: &Shell, raw: &Raw, show: Option<Field>) -> Vec<Field> {
    let begun = !raw.first("behalf").is_empty();
    let ways = BehalfWay::ALL
        .into_iter()
        .map(|w| Choice::new(w.code(), ui.lang.t(w.key())));
    let optional = |field: Field| if begun { field } else { field.optional() };
    let kept = chosen::kept(raw, &chosen::ORIGINALS).into_iter();
    let originals = Field::originals(ui.t("originals-field")).hint(ui.t("originals-hint"));
    let fields = [
        Field::hidden("behalf", if begun { "yes" } else { "" }),
        optional(
            Field::text("on_behalf_of", ui.t("topic-field-behalf"))
                .hint(ui.t("topic-field-behalf-hint"))
                .max(60)
                .value(raw.first("on_behalf_of")),
        ),
        optional(
            Field::radio("on_behalf_way", ui.t("topic-field-behalf-way"), ways)
                .value(raw.first("on_behalf_way")),
        ),
        Field::new(
            Kind::Phone,
            "on_behalf_phone",
            ui.t("topic-field-behalf-phone"),
        )
        .autocomplete("off")
        .max(30)
        .hint(ui.t("topic-field-behalf-phone-hint"))
        .optional()
        .value(raw.first("on_behalf_phone")),
        kept.fold(originals, |field, id| field.keeps(id, "")),
    ];
    if begun {
        return fields.into();
    }
    let filled = [
        "on_behalf_of",
        "on_behalf_way",
        "on_behalf_phone",
        chosen::ORIGINALS.ids,
    ];
    let open = filled.iter().map(|name| raw.first(name));
    let mut folded = vec![Field::fold(ui.t("behalf-fold")).value(open.collect::<String>())];
    folded.extend(fields);
    folded.extend(show);
    folded.push(Field::unfold());
    folded
}

/// Where it comes from.
fn for_staff(ui: &Shell, me: &Me, raw: &Raw) -> Vec<Field> {
    let sources = origin::sources(&me.actor);
    let choices = sources
        .iter()
        .map(|s| Choice::new(s.code(), ui.lang.t(s.key())));
    let usual = origin::source(raw, origin::usual(&me.actor));
    let mut fields =
        vec![Field::radio("source", ui.t("topic-field-source"), choices).value(usual.code())];
    for source in sources.into_iter().skip(1) {
        fields.extend(origin_fields(ui, raw, source, usual));
    }
    fields
}
