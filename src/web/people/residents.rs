//! The check of residents by staff: who waits, one person's registration, and what is decided about it.

use askama::Template;
use uuid::Uuid;

use crate::domain::fields::as_name;
use crate::domain::people::{Check, Standing};
use crate::domain::privacy::LookedAt;
use crate::domain::settings::answers::{Answer, Occasion};
use crate::kit::i18n::Lang;
use crate::kit::times;
use crate::service::people::{self, Decided, SEEN, seen};
use crate::service::{Me, Problem};
use crate::store::people::checks::{self, Line, Subject};
use crate::store::settings::answers as kept;
use crate::web::kit::answers;
use crate::web::kit::form::{Field, Form};
use crate::web::kit::parts::{Chip, Happening, Timeline};
use crate::web::kit::{self, Flash, Nav, PageError, PageResult, Sent, Shell, Visit};

/// The most residents that the page of unchecked ones shows.
const MANY: i64 = 100;

/// Decisions that the pages list.
const LATELY: i64 = 20;

/// A resident to be checked.
struct Waiting {
    name: String,
    phone: String,
    community: String,
    estate: String,
    since: String,
    /// Why the registration was turned down before; empty where it never was.
    before: String,
    page: String,
    form: Form,
}

/// A resident who was sought.
struct Found {
    name: String,
    phone: String,
    community: String,
    estate: String,
    page: String,
}

#[derive(Template)]
#[template(path = "people/residents.html")]
struct ResidentsPage {
    ui: Shell,
    /// What was typed to find somebody, and who is called so or has this number.
    asked: String,
    found: Vec<Found>,
    waiting: Vec<Waiting>,
    lately: Option<Timeline>,
}

/// `GET /{street}/desk/residents`: residents whose phone and name are to be checked.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for who does not check residents.
pub async fn list(mut visit: Visit) -> PageResult {
    let me = checks_residents(&visit)?;
    let councils = people::verifies(&me);
    let rows = checks::waiting(&mut visit.tx, councils.as_deref(), MANY).await?;
    let lines = checks::lately(&mut visit.tx, councils.as_deref(), LATELY).await?;
    let asked = sought(visit.query("q"));
    let found = match asked.as_str() {
        "" => Vec::new(),
        asked => checks::sought(&mut visit.tx, councils.as_deref(), asked, LATELY).await?,
    };
    let whose: Vec<Uuid> = (rows.iter().map(|row| row.id))
        .chain(lines.iter().map(|line| line.account))
        .chain(found.iter().map(|found| found.id))
        .collect();
    let lang = visit.lang;
    let mut ui = visit.shell(lang.t("residents-title"), Nav::Desk);
    ui.flash = said(&visit, &me, &lines).or(ui.flash);
    let waiting = |row: Subject| Waiting {
        form: visit.form(form(&ui, &row, Check::Verified, &[]).quiet()),
        page: at(&ui, row.id),
        since: lang.short_date(row.created_at),
        community: visit.names.of(&row.community_name).to_owned(),
        name: row.name,
        phone: row.phone,
        estate: row.estate,
        before: row.refused_for,
    };
    let page = ResidentsPage {
        found: found
            .into_iter()
            .map(|f| Found {
                page: at(&ui, f.id),
                community: visit.names.of(&f.community_name).to_owned(),
                phone: people::hidden(&f.phone),
                name: f.name,
                estate: f.estate,
            })
            .collect(),
        asked,
        waiting: rows.into_iter().map(waiting).collect(),
        lately: (!lines.is_empty()).then(|| {
            let happened = |line: &Line| Happening {
                href: at(&ui, line.account),
                ..happening(lang, line, &line.name)
            };
            let more = lang.t("residents-see").to_string();
            Timeline::new(lines.iter().map(happened).collect(), more).folded(lang, 5)
        }),
        ui,
    };
    visit
        .answer_seen(&page, LookedAt::Residents, "", whose)
        .await
}

/// A whole name, or a number as people write it.
fn sought(typed: &str) -> String {
    let typed: String = typed.trim().chars().take(30).collect();
    match people::plain_phone(&typed) {
        phone if phone.len() == 11 && phone.bytes().all(|b| b.is_ascii_digit()) => phone,
        _ => as_name(&typed),
    }
}

#[derive(Template)]
#[template(path = "people/resident.html")]
struct ResidentPage {
    ui: Shell,
    /// The page on which the number is changed; empty where it is not theirs to change.
    renumber: String,
    chip: Chip,
    phone: String,
    community: String,
    estate: String,
    since: String,
    history: Option<Timeline>,
    forms: Vec<Form>,
}

/// `GET /{street}/desk/residents/{id}`: one registration, and what can be decided about it.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for who does not check residents; 404 for somebody else's.
pub async fn page(mut visit: Visit) -> PageResult {
    let me = checks_residents(&visit)?;
    let account = Uuid::try_parse(visit.param("id")).map_err(|_| PageError::NotFound)?;
    let councils = people::verifies(&me);
    let there = checks::subject(&mut visit.tx, account, councils.as_deref()).await?;
    let there = there.ok_or(PageError::NotFound)?;
    let lines = checks::of(&mut visit.tx, account, LATELY).await?;
    let own = kept::of_street(&mut visit.tx).await?;
    let lang = visit.lang;
    let ui = visit.shell(&there.name, Nav::Desk);
    let may = |check: &Check| {
        check.after(there.standing()).is_some()
            && account != me.account()
            && !(*check == Check::Reopened && there.staff)
    };
    let forms = Check::OF_STAFF.into_iter().filter(may);
    let page = ResidentPage {
        renumber: match people::may_renumber(&me, &there) {
            true => format!("{}/phone", at(&ui, account)),
            false => String::new(),
        },
        chip: chip(lang, there.standing()),
        phone: there.phone.clone(),
        community: visit.names.of(&there.community_name).to_owned(),
        estate: there.estate.clone(),
        since: lang.short_date(there.created_at),
        history: (!lines.is_empty()).then(|| {
            let happened = |line: &Line| happening(lang, line, "");
            Timeline::new(lines.iter().map(happened).collect(), "")
        }),
        forms: forms
            .map(|check| visit.form(form(&ui, &there, check, &own)))
            .collect(),
        ui,
    };
    visit
        .answer_seen(&page, LookedAt::Residents, "", [account])
        .await
}

fn checks_residents(visit: &Visit) -> Result<std::sync::Arc<Me>, PageError> {
    let me = visit.me()?;
    if people::may_verify(&me) {
        Ok(me)
    } else {
        Err(PageError::Forbidden("residents-forbidden"))
    }
}

fn at(ui: &Shell, account: Uuid) -> String {
    ui.path(&format!("/desk/residents/{account}"))
}

/// The form of a decision.
fn form(ui: &Shell, there: &Subject, check: Check, own: &[(Occasion, Answer)]) -> Form {
    let code = check.code();
    let action = format!("{}/{code}", at(ui, there.id));
    let form = Form::new(action, ui.t(&format!("residents-{code}-submit")))
        .field(Field::hidden(SEEN, seen(there)));
    if !check.needs_reason() {
        return form;
    }
    let reason = Field::area("reason", ui.t("residents-reason"))
        .hint(ui.t(&format!("residents-{code}-hint")))
        .rows(3);
    let form = form
        .title(ui.t(&format!("residents-{code}-title")))
        .field(reason)
        .note(ui.t(&format!("residents-{code}-note")));
    match check {
        Check::Refused => answers::offer_of(form.danger(), ui.lang, own, Occasion::RefuseResident),
        Check::Verified | Check::Reopened | Check::Asked | Check::Renumbered => form.quiet(),
    }
}

pub(super) fn chip(lang: Lang, standing: Standing) -> Chip {
    match standing {
        Standing::Waiting => Chip::new("wait", lang.t("account-unverified")),
        Standing::Verified => Chip::new("good", lang.t("account-verified")),
        Standing::Refused => Chip::new("late", lang.t("account-refused")),
    }
}

/// `11月30日 14:30 · 云溪议事室联络员：沈知夏，未通过`; without a name on the person's own page.
fn happening(lang: Lang, line: &Line, name: &str) -> Happening {
    let what = lang
        .t(format!("residents-did-{}", line.outcome))
        .to_string();
    let text = match (line.label.as_str(), name) {
        ("", _) => what,
        (who, "") => lang
            .t("residents-line")
            .arg("who", who)
            .arg("what", what)
            .to_string(),
        (who, name) => lang
            .t("residents-line-of")
            .arg("who", who)
            .arg("name", name)
            .arg("what", what)
            .to_string(),
    };
    Happening {
        machine: times::machine(line.at),
        date: lang.short_date_time(line.at),
        text,
        words: line.reason.clone(),
        href: String::new(),
    }
}

/// What was just decided, with the name: the cookie holds none.
fn said(visit: &Visit, me: &Me, lines: &[Line]) -> Option<String> {
    let Some(Flash::Said(name)) = &visit.asked.flash else {
        return None;
    };
    let code = name.strip_prefix("resident-")?;
    let mine = |l: &&Line| l.by == Some(me.account()) && l.outcome == code;
    let line = lines.iter().find(mine)?;
    let text = visit.lang.t(format!("residents-done-{code}"));
    Some(text.arg("name", line.name.as_str()).to_string())
}

/// `POST /{street}/desk/residents/{id}/…`: staff decide.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 when the resident is not theirs to check; 409 when somebody else was faster.
pub async fn decide(check: Check, sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.check").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    let account = Uuid::try_parse(sent.param("id")).map_err(|_| PageError::NotFound)?;
    let app = &sent.web.app;
    match people::decide(app, tx, &me, account, check, sent.raw()).await {
        Ok(Decided::Done) => {
            let said = Flash::said(&format!("resident-{}", check.code()));
            Ok(sent.to("/desk/residents", Some(&said)))
        }
        Ok(Decided::Late(line)) => Err(PageError::Decided(late(sent.lang, line.as_ref()).into())),
        Ok(Decided::Changed) => {
            let text = sent.lang.t("residents-changed").to_string();
            Err(PageError::Decided(text.into()))
        }
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/desk/residents/{account}", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Who was faster, and what they decided.
fn late(lang: Lang, line: Option<&Line>) -> String {
    let Some(line) = line else {
        return lang.t("residents-late-other").to_string();
    };
    lang.t("residents-late")
        .arg("who", line.label.as_str())
        .arg("at", lang.short_date_time(line.at))
        .arg("what", lang.t(format!("residents-did-{}", line.outcome)))
        .to_string()
}
