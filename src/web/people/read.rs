//! The pages.

use askama::Template;

use super::second::carried;
use super::{joining, residents, view};
use crate::domain::people::Standing;
use crate::domain::privacy::{LookedAt, ShowName, public_label};
use crate::domain::workflow::{Step, Verb};
use crate::kit::i18n::Lang;
use crate::kit::times;
use crate::service::{Me, people};
use crate::store::people::profile::{self, Profile};
use crate::store::people::{looks, places};
use crate::store::record::desk::{self, DeskRow};
use crate::store::system_tx::PLATFORM;
use crate::web::kit::answer;
use crate::web::kit::form::Form;
use crate::web::kit::office::Office;
use crate::web::kit::parts::Chip;
use crate::web::kit::places::page_of;
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit, onward};

#[derive(Template)]
#[template(path = "people/login.html")]
struct LoginPage {
    ui: Shell,
    of_street: bool,
    /// The title of the topic that the log-in joins; empty for none.
    joins: String,
    register: String,
    forgotten: String,
    form: Form,
}

/// `GET /{street}/login?next=`.
///
/// # Errors
/// When the database is away.
pub async fn login(mut visit: Visit) -> PageResult {
    let (next, kept) = carried(&visit);
    if visit.me.is_some() {
        return Ok(if next.is_empty() {
            visit.to("/account")
        } else {
            answer::see_other(&next)
        });
    }
    let joins = joining::title(&mut visit, &next).await?;
    let asked = visit.asked.again.as_ref();
    let second = asked.is_some_and(|a| {
        let error = a.errors.of("");
        error.is_some_and(|e| e.key == "error-login-proof") || !a.raw.first("name").is_empty()
    });
    let form = view::login(visit.lang, &visit.street.slug, &next, &kept, second);
    let form = visit.form(form);
    let ui = visit.shell(visit.lang.t("login"), Nav::Account);
    let of_street = visit.street.id != PLATFORM;
    visit.answer(&LoginPage {
        of_street,
        joins,
        register: onward(&ui.path("/register"), &next),
        forgotten: onward(&ui.path("/password"), &next),
        ui,
        form,
    })
}

/// How the public sees what somebody raises unless they choose otherwise.
fn shown_as(lang: Lang, me: &Me, profile: &Profile) -> String {
    let show = ShowName::from_code(&profile.show_name).unwrap_or(ShowName::Masked);
    let label = public_label(&me.name, &profile.salutation, show);
    if label.is_empty() {
        lang.t(show.key()).to_string()
    } else {
        label
    }
}

#[derive(Template)]
#[template(path = "people/account.html")]
struct AccountPage {
    ui: Shell,
    name: String,
    masked: String,
    post: String,
    phone: String,
    /// Who of the staff changed the number last, when and why; empty where nobody did.
    renumbered: String,
    of_street: bool,
    community: String,
    verified: bool,
    chip: Chip,
    refused: Option<Refused>,
    roles: Vec<String>,
    mine: Vec<OwnLink>,
    looks: Vec<LookLine>,
    unverified: String,
    office: Office,
    invitation: Option<Form>,
    estate: String,
    change: Form,
    export: Form,
    form: Form,
}

/// The registration was turned down.
struct Refused {
    /// Who did, and when.
    by: String,
    /// Why.
    reason: String,
    /// Asks again, with nothing to correct.
    again: Form,
}

/// What waits for the person, or a list of what is theirs.
struct OwnLink {
    href: String,
    label: String,
    chip: Option<Chip>,
}

/// Somebody who works here looked at one's name or phone.
struct LookLine {
    when: String,
    text: String,
    href: String,
}

/// Duties that the account's page lists; the desk has the rest.
const DUTIES: usize = 5;

/// Looks that the account's page lists.
const LOOKS: i64 = 20;

/// `GET /{street}/account`.
///
/// # Errors
/// When nobody is logged in; when the database is away.
pub async fn account(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let communities = places::communities(&mut visit.tx).await?;
    let since = visit.web.app.clock.now() - people::SHOWN_FOR;
    let seen = looks::at(&mut visit.tx, me.account(), since, LOOKS).await?;
    let profile = profile::of(&mut visit.tx, me.account()).await?;
    let lang = visit.lang;
    let home = communities
        .iter()
        .find(|c| Some(c.id) == me.actor.community);
    let standing = match (me.actor.verified, profile.refused_at) {
        (true, _) => Standing::Verified,
        (false, Some(_)) => Standing::Refused,
        (false, None) => Standing::Waiting,
    };
    let mut roles: Vec<String> = me.actor.roles.iter().map(|g| g.role.key()).collect();
    roles.dedup();
    let duties = duties(&mut visit, &me).await?;
    let ui = visit.shell(lang.t("account-title"), Nav::Account);
    let page = AccountPage {
        mine: mine(&visit, &duties),
        name: me.name.clone(),
        masked: shown_as(lang, &me, &profile),
        estate: profile.estate.clone(),
        change: visit.form(view::change(
            lang,
            &visit.street.slug,
            &me,
            &profile,
            &communities,
        )),
        export: visit.form(view::export(lang, &visit.street.slug)),
        post: me.post.clone(),
        phone: me.phone.clone(),
        renumbered: profile.renumbered_at.map_or(String::new(), |at| {
            lang.t("account-renumbered")
                .arg("date", lang.short_date(at))
                .arg("who", profile.renumbered_by.as_str())
                .arg("why", profile.renumbered_for.as_str())
                .to_string()
        }),
        of_street: visit.street.id != PLATFORM,
        community: home.map_or(String::new(), |c| {
            lang.name(&c.name, &c.english_name).to_owned()
        }),
        verified: me.actor.verified,
        chip: residents::chip(lang, standing),
        refused: profile.refused_at.map(|at| Refused {
            by: lang
                .t("account-refused-by")
                .arg("who", profile.refused_by.as_str())
                .arg("date", lang.short_date(at))
                .to_string(),
            reason: profile.refused_for.clone(),
            again: visit.form(view::ask_again(lang, &visit.street.slug)),
        }),
        roles: roles
            .iter()
            .map(|key| lang.t(key.as_str()).to_string())
            .collect(),
        looks: seen.iter().map(|s| look(&visit, s)).collect(),
        unverified: format!("account-unverified-{}", me.actor.unverified.code()),
        invitation: (!me.actor.verified && visit.street.id != PLATFORM)
            .then(|| visit.form(view::invited(lang, &visit.street.slug))),
        form: visit.form(view::password(lang, &visit.street.slug)),
        office: Office::of(&ui, &me, None),
        ui,
    };
    visit.answer(&page)
}

/// What waits for somebody who finds no desk in their work: staff have theirs.
async fn duties(visit: &mut Visit, me: &Me) -> Result<Vec<DeskRow>, PageError> {
    if !me.has_desk || me.actor.is_staff() {
        return Ok(Vec::new());
    }
    let (keys, now) = (me.actor.holder_keys(), visit.web.app.clock.now());
    Ok(desk::of_holders(&mut visit.tx, &keys, now, DUTIES).await?)
}

/// What waits for the person, each by its verb and topic; then their own topics, those they are for, and
/// the notices.
fn mine(visit: &Visit, duties: &[DeskRow]) -> Vec<OwnLink> {
    if visit.street.id == PLATFORM {
        return Vec::new();
    }
    let (lang, slug) = (visit.lang, &visit.street.slug);
    let now = visit.web.app.clock.now();
    let link = |below: &str, label: String, chip| OwnLink {
        href: format!("/{slug}{below}"),
        label,
        chip,
    };
    let waits = duties.iter().filter_map(|d| {
        let verb = Verb::from_code(&d.verb)?;
        let step = u8::try_from(d.step).ok().and_then(Step::from_no)?;
        let label = lang.t("account-waits").arg("what", lang.t(verb.key()));
        let label = label.arg("title", d.title.as_str()).to_string();
        let chip = d.due_at.map(|due| {
            let calendar = &visit.web.app.calendar;
            let tone = times::pressure(calendar, now, due).tone();
            Chip::new(tone, lang.left(calendar, now, due))
        });
        Some(link(&page_of(verb, step, &d.code), label, chip))
    });
    let lists = [
        ("/topics?mine=1", "topics-own"),
        ("/topics?followed=1", "topics-followed"),
        ("/notices", "nav-notices"),
    ];
    let lists = lists.map(|(below, key)| link(below, lang.t(key).to_string(), None));
    waits.chain(lists).collect()
}

/// `郑联络员 · 居民核验`, with a link to the topic where there is one.
fn look(visit: &Visit, s: &looks::Seen) -> LookLine {
    let lang = visit.lang;
    let what = LookedAt::from_code(&s.page);
    let page = what.map_or_else(String::new, |p| lang.t(p.key()).to_string());
    let entry = matches!(
        what,
        Some(LookedAt::Entry | LookedAt::Original | LookedAt::Contact)
    );
    LookLine {
        when: lang.short_date_time(s.last_at),
        text: lang
            .t("account-look")
            .arg("who", s.viewer_label.as_str())
            .arg("page", page)
            .arg("times", s.times)
            .to_string()
            + &if entry {
                format!(" {}", s.about)
            } else {
                String::new()
            },
        // Whoever has the number need not be the author, and may not open the topic yet.
        href: if s.about.is_empty() || entry {
            String::new()
        } else {
            format!("/{}/topics/{}", visit.street.slug, s.about)
        },
    }
}
