//! The fourth page: everything once more as others will see it, and the one button that sends it.

use askama::Template;

use super::steps::wish;
use super::{Call, Head, Lists, amiss, at, head, raw_of, shell};
use crate::domain::fields::{FieldError, Raw, half_width, plain_phone};
use crate::domain::photos as chosen;
use crate::domain::policy::waits_to_raise;
use crate::domain::privacy::{ShowName, mask, public_label, scan};
use crate::domain::topics::calls::fits;
use crate::domain::topics::draft::First;
use crate::domain::topics::{BehalfWay, Submit, draft, found, origin};
use crate::domain::workflow::Source;
use crate::store::topics::drafts::Draft;
use crate::web::kit::answer::encode;
use crate::web::kit::called::called;
use crate::web::kit::form::{Field, Form, asked, sentence};
use crate::web::kit::{PageResult, Shell, Visit};

/// The fields of this page: all others stand on one before; the empty one is the form as a whole.
const HERE: [&str; 3] = ["", "mask", "consent"];

/// A line of what will be sent, and the page where it is changed; 0 for none.
struct Line {
    name: String,
    words: Vec<String>,
    step: u8,
}

/// A row of pictures: what it is, each with its address and what it shows.
type Row = (String, Vec<(String, String)>);

#[derive(Template)]
#[template(path = "topics/wizard/check.html")]
struct Page {
    ui: Shell,
    head: Head,
    lines: Vec<Line>,
    rows: Vec<Row>,
    private: Vec<String>,
    known: bool,
    waits: bool,
    checked_first: bool,
    register: String,
    wrong: Vec<(String, String)>,
    form: Form,
}

/// Check and send. `checked_first`: an account alone does not let anybody send.
pub(super) async fn page(
    mut visit: Visit,
    kept: &Draft,
    lists: &Lists,
    call: &Call,
    checked_first: bool,
) -> PageResult {
    let ui = shell(&visit, visit.lang.t("wizard-check-title").to_string());
    let raw = draft::whole(&kept.fields);
    let private = private(&ui, &raw);
    let known = visit.me.is_some();
    let send = if known {
        "topic-send"
    } else {
        "wizard-send-login"
    };
    let (_, salutation) = wish(&mut visit).await?;
    let mut form = Form::new(ui.path("/topics/new"), ui.t(send)).field(Field::hidden("step", "4"));
    if !private.is_empty() {
        form = form.field(
            Field::tick("mask", ui.t("topic-mask"))
                .hint(ui.t("topic-mask-hint"))
                .value(raw.first("mask")),
        );
    }
    let behalf = !raw.first("on_behalf_of").is_empty();
    let consent = match behalf {
        true => "behalf-consent",
        false => "topic-consent",
    };
    let waits = visit.me.as_ref().is_some_and(|m| waits_to_raise(&m.actor));
    let wrong = wrong(&visit, &ui, kept, lists);
    let reasons = [
        (waits, "wizard-waits-send"),
        (!wrong.is_empty(), "wizard-wrong-send"),
    ];
    let reasons = reasons.iter().filter(|(holds, _)| *holds);
    let form = form
        .blocked(reasons.map(|(_, key)| ui.t(key).to_string()))
        .field(
            Field::tick("consent", ui.t(consent))
                .hint(ui.t("topic-consent-hint"))
                .value(raw.first("consent")),
        )
        .note(ui.t(if known {
            "topic-send-note"
        } else {
            "wizard-login-note"
        }));
    let page = Page {
        head: head(&visit, 4, Some(kept), lists.behalf()),
        lines: lines(&visit, &ui, &raw_of(kept), lists, call, &salutation),
        rows: rows(&ui, &raw),
        private,
        known,
        waits,
        checked_first,
        register: format!(
            "{}?next={}",
            ui.path("/register"),
            encode(&at(&visit.street.slug, 4))
        ),
        wrong,
        ui: ui.keeping(&form.id),
        form: visit.form_told(form, &HERE),
    };
    visit.answer(&page)
}

/// What has to be mended first, each with the field where that is done: what sending would refuse, and what it
/// refused.
fn wrong(visit: &Visit, ui: &Shell, kept: &Draft, lists: &Lists) -> Vec<(String, String)> {
    let mut raw = draft::whole(&kept.fields);
    for name in ["consent", "mask"] {
        raw.0.insert(name.to_owned(), vec!["yes".to_owned()]);
    }
    let me = visit.me.as_ref();
    let actor = me.map(|me| &me.actor);
    let parsed = Submit::parse(&raw, actor, visit.web.app.clock.today());
    let parsed = parsed.err().unwrap_or_default();
    let mut errors = amiss(&kept.fields, 4, lists);
    let refused = visit.asked.again.iter().flat_map(|a| a.errors.0.clone());
    let before = |(field, _): &(String, FieldError)| !HERE.contains(&field.as_str());
    for (field, error) in parsed.0.into_iter().chain(refused).filter(before) {
        // Problem and details are one text by now: that they are too long together is said already.
        let said = field == "body" && errors.of("details").is_some();
        if !said && errors.of(&field).is_none() {
            errors.0.push((field, error));
        }
    }
    let action = ui.path("/topics/new");
    let form = Form::new(&*action, "").id;
    let line = |(field, error): &(String, FieldError)| {
        let name = called(ui.lang, &action, field).unwrap_or_default();
        let text = ui.t("form-mistake").arg("field", asked(&name).to_owned());
        let step = draft::page_of(field);
        let href = format!("{action}?step={step}#{form}-{field}");
        (text.arg("what", sentence(ui.lang, error)).to_string(), href)
    };
    errors.0.iter().map(line).collect()
}

/// The photos with what they show, and the originals.
fn rows(ui: &Shell, raw: &Raw) -> Vec<Row> {
    let photo = |id| {
        let alt = mask(&raw.line(&chosen::alt_field(id)));
        (ui.path(&format!("/photos/{id}/small")), alt)
    };
    let row = |key: &'static str, names: &chosen::Names| {
        let photos = chosen::kept(raw, names).into_iter().map(photo);
        (ui.t(key).to_string(), photos.collect::<Vec<_>>())
    };
    let rows = [
        row("photos-field", &chosen::PHOTOS),
        row("originals-field", &chosen::ORIGINALS),
    ];
    rows.into_iter().filter(|(_, p)| !p.is_empty()).collect()
}

/// What the scan found, by kind.
fn private(ui: &Shell, raw: &Raw) -> Vec<String> {
    let place = First::parse(raw).map_or(String::new(), |f| f.words.place);
    let came = origin::TEXTS.map(|name| scan(&raw.text(name)));
    let mut kinds: Vec<&str> = found(&raw.line("title"), &raw.text("body"), &place)
        .iter()
        .chain(came.iter().flatten())
        .map(|hit| hit.kind.key())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.iter().map(|k| ui.t(k).to_string()).collect()
}

fn lines(
    visit: &Visit,
    ui: &Shell,
    raw: &Raw,
    lists: &Lists,
    call: &Call,
    salutation: &str,
) -> Vec<Line> {
    let Ok(first) = First::parse(raw) else {
        return Vec::new();
    };
    let lang = ui.lang;
    let line = |key: &'static str, text: &str, step: u8| Line {
        name: lang.t(key).to_string(),
        words: text
            .lines()
            .map(|l| mask(l.trim()))
            .filter(|l| !l.is_empty())
            .collect(),
        step,
    };
    let community = match lists.community(&first.community) {
        Some(Some(place)) => lang.name(&place.name, &place.english_name).to_owned(),
        Some(None) => ui.t("topic-whole-street").to_string(),
        None => String::new(),
    };
    let category = lists
        .categories
        .iter()
        .find(|c| c.id == first.words.category);
    let category = category.map_or("", |c| lang.name(&c.name, &c.english_name));
    let people = first.detail.people.map_or(String::new(), |n| {
        ui.t("topic-people-n").arg("n", n).to_string()
    });
    let point = first.detail.point.map_or(String::new(), |p| {
        super::super::point(p.latitude_e6, p.longitude_e6)
    });
    let show = ShowName::from_code(raw.first("show_name")).unwrap_or(ShowName::Masked);
    let of = raw.name("on_behalf_of");
    let of = of.as_str();
    let way = BehalfWay::from_code(raw.first("on_behalf_way"));
    let behalf = match way.filter(|_| !of.is_empty()) {
        Some(way) => ui
            .t("behalf-line")
            .arg("who", of)
            .arg("way", lang.t(way.key()))
            .to_string(),
        // How it came in is still to be said: that stands above.
        None => of.to_owned(),
    };
    let by_post = visit
        .me
        .as_ref()
        .filter(|m| of.is_empty() && !m.post.is_empty());
    let name = match of {
        "" => visit.me.as_ref().map(|m| (m.name.as_str(), salutation)),
        of => Some((of, "")),
    };
    // Chosen before the log-in, or for somebody else: what the name is shown as instead, and why.
    let untitled = show == ShowName::Salutation && name.is_some_and(|(_, title)| title.is_empty());
    let name = name.map(|(name, title)| public_label(name, title, show));
    let shown = match by_post {
        Some(me) => Some(me.label()),
        None => name,
    };
    let shown = shown.filter(|n| !n.is_empty()).unwrap_or_else(|| {
        ui.t(match show {
            ShowName::Masked => "show-name-masked",
            ShowName::Salutation => "show-name-salutation",
            ShowName::Resident => "show-name-resident",
        })
        .to_string()
    });
    let shown = match untitled && by_post.is_none() {
        true if of.is_empty() => format!("{shown}\n{}", ui.t("wizard-show-name-untitled")),
        _ => shown,
    };
    let mut all = vec![
        line("topic-field-title", &first.words.title, 1),
        line("topic-field-body", &first.words.body, 1),
        line("wizard-people", &people, 1),
        line("topic-field-category", category, 1),
        line("topic-field-community", &community, 1),
        line("topic-field-place", &first.words.place, 1),
        line("wizard-point", &point, 1),
        line("wizard-details", &raw.text("details"), 3),
    ];
    all.extend(answers(visit, ui, raw, &first, lists, call));
    all.extend(came(visit, raw, &line));
    all.extend([
        line("topic-field-behalf", &behalf, 3),
        // Not masked: a clerk makes sure of every figure.
        Line {
            words: vec![plain_phone(raw.first("on_behalf_phone"))],
            ..line("topic-field-behalf-phone", "", 3)
        },
        line(
            if of.is_empty() {
                "topic-field-show-name"
            } else {
                "behalf-show-name"
            },
            &shown,
            // Nobody chooses how a post is shown.
            if by_post.is_some() { 0 } else { 3 },
        ),
    ]);
    all.into_iter()
        .filter(|l| l.words.iter().any(|w| !w.is_empty()))
        .collect()
}

/// The call that it answers, or why it is not counted there.
fn answers(
    visit: &Visit,
    ui: &Shell,
    raw: &Raw,
    first: &First,
    lists: &Lists,
    call: &Call,
) -> Option<Line> {
    let words = match call {
        Call::None => return None,
        Call::Shut => vec![ui.t("wizard-call-shut").to_string()],
        Call::Open(call) => {
            let actor = visit.me.as_ref().map(|m| &m.actor);
            let source = origin::source(raw, actor.map_or(Source::PublicCall, origin::usual));
            let community = lists.community(&first.community).flatten().map(|c| c.id);
            let why = match source {
                _ if fits(call.community_id, source, community) => None,
                Source::PublicCall => Some("wizard-call-elsewhere"),
                Source::MemberRecommendation | Source::Assignment => Some("wizard-call-other"),
            };
            let why = why.map(|key| ui.t(key).to_string());
            std::iter::once(call.title.clone()).chain(why).collect()
        }
    };
    Some(Line {
        name: ui.t("wizard-call").to_string(),
        words,
        step: 0,
    })
}

/// What comes with it, where a member recommends it or it is assigned.
fn came(visit: &Visit, raw: &Raw, line: &dyn Fn(&'static str, &str, u8) -> Line) -> Vec<Line> {
    let lang = visit.lang;
    let actor = visit.me.as_ref().map(|m| &m.actor);
    let source = origin::source(raw, actor.map_or(Source::PublicCall, origin::usual));
    let named = line("topic-field-source", &lang.t(source.key()).to_string(), 3);
    let text = |key: &'static str, name: &str| line(key, &raw.text(name), 3);
    let typed = |key: &'static str, name: &str| line(key, &raw.line(name), 3);
    match source {
        Source::PublicCall => Vec::new(),
        Source::MemberRecommendation => vec![
            named,
            text("origin-grounds", "grounds"),
            text("origin-suggested", "suggested"),
        ],
        Source::Assignment => {
            let day = half_width(&raw.line("deadline")).parse();
            let day = day.map_or(String::new(), |day| lang.day(day));
            vec![
                named,
                typed("origin-issuer", "issuer"),
                typed("origin-document", "document"),
                line("origin-deadline", &day, 3),
            ]
        }
    }
}
