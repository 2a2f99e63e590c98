//! `/{street}/desk`: one row a decision, by its limit, each with its one button.

use askama::Template;
use chrono::{DateTime, Datelike, Utc};
use uuid::Uuid;

use crate::domain::actor::Role;
use crate::domain::calendar::local_day;
use crate::domain::comments as rules;
use crate::domain::policy::Viewer;
use crate::domain::workflow::{ANSWERS, OFFICE_ANSWERS, Step, Verb};
use crate::kit::segment::normal;
use crate::kit::times;
use crate::service::{Me, people};
use crate::store::record::desk::{self as rows, DeskRow, LooksAfter, Waits};
use crate::store::record::entries::{self, Mine};
use crate::store::sessions::list as sessions;
use crate::store::tasks::supervisors::{self, Supervised};
use crate::store::topics::intake::RECENT;
use crate::store::topics::list as topics;
use crate::web::kit::office::Office;
use crate::web::kit::parts::{Chip, Empty};
use crate::web::kit::places::page_of;
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit, colleague, holder};

/// Duties shown: the most urgent ones.
const MANY: usize = 60;
/// Duties shown to whoever asks for all.
const ALL: usize = 400;
/// Topics shown whose tasks somebody looks after.
const WATCHED: i64 = 20;
/// Topics in which one's own latest acts are looked for.
const LATEST: usize = 60;

/// A duty.
struct Duty {
    title: String,
    topic: String,
    href: String,
    verb: String,
    button: &'static str,
    /// The press says that one begins to work on it, and a link beside it only looks; otherwise it only leads
    /// there.
    begins: bool,
    chip: Option<Chip>,
    /// Who works on it right now.
    working: Option<Chip>,
    /// A sensitive word of the street stands in it; nothing is refused for that.
    sensitive: Option<Chip>,
    facts: Vec<String>,
}

/// Duties of one degree of pressure.
struct Group {
    title: String,
    late: bool,
    duties: Vec<Duty>,
}

/// A topic that lies with others, or that can still be taken back.
struct Handed {
    href: String,
    title: String,
    chip: Chip,
    facts: Vec<String>,
}

/// Something beside the duties.
struct Beside {
    when: String,
    href: String,
    title: String,
    under: String,
}

#[derive(Template)]
#[template(path = "notices/desk.html")]
struct Page {
    ui: Shell,
    today: String,
    groups: Vec<Group>,
    more: Option<String>,
    all: bool,
    empty: Empty,
    elsewhere: Vec<(String, Vec<Handed>)>,
    watched: Vec<Beside>,
    soon: Vec<Beside>,
    did: Vec<Beside>,
    unread: i64,
    office: Office,
}

/// `GET /{street}/desk`.
///
/// # Errors
/// When nobody is logged in; when the database is away.
pub async fn desk(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let now = visit.web.app.clock.now();
    let all = visit.query("all") == "1";
    let many = if all { ALL } else { MANY };
    let keys = me.actor.holder_keys();
    let mut duties = rows::of_holders(&mut visit.tx, &keys, now, many + 1).await?;
    let more = duties.len() > many;
    duties.truncate(many);
    let viewer = Viewer::of(Some(&me.actor));
    let council = match viewer.councils.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    let filter = topics::Filter {
        council,
        ..topics::Filter::default()
    };
    // A resident who has something to do here finds that alone: the street's sessions and the acts of a
    // working day are for who works here.
    let staff = me.actor.is_staff();
    let latest = if staff {
        let rows = topics::page(&mut visit.tx, &viewer, &filter, None, LATEST).await?;
        rows.rows.iter().map(|r| r.id).collect()
    } else {
        Vec::new()
    };
    let filter = sessions::Filter {
        council,
        from: Some(now),
        over: Some(false),
        ..sessions::Filter::default()
    };
    let soon = if staff {
        sessions::page(&mut visit.tx, &filter, None, 5).await?.rows
    } else {
        Vec::new()
    };
    // Staff have their duties by office; a resident who looks after tasks finds them whatever lies there.
    let watched = if staff {
        Vec::new()
    } else {
        supervisors::of_account(&mut visit.tx, me.account(), WATCHED).await?
    };
    let did = did(&mut visit, &me, latest).await?;
    let waits = waits(&mut visit, &me).await?;
    let groups = groups_of(&visit, &duties, now);
    let pressing: usize = groups
        .iter()
        .filter(|g| g.late)
        .map(|g| g.duties.len())
        .sum();
    let lang = visit.lang;
    let (title, n) = if staff {
        ("desk-title", pressing)
    } else {
        ("desk-title-own", duties.len())
    };
    let title = lang.t(title).arg("name", me.name.as_str()).arg("n", n);
    let title = title.to_string();
    let ui = visit.shell(title, Nav::Desk);
    let has_sessions = visit.web.offers("/sessions/{id}");
    let page = Page {
        today: today(&ui, &me, now),
        groups,
        more: more.then(|| {
            let text = if all { "desk-no-more" } else { "desk-more" };
            lang.t(text).arg("n", many).to_string()
        }),
        all,
        empty: if staff {
            Empty::new(lang.t("desk-empty")).action(ui.path("/topics"), lang.t("desk-see-topics"))
        } else {
            Empty::new(lang.t("desk-empty-own"))
                .action(ui.path("/topics?mine=1"), lang.t("topics-own"))
        },
        soon: soon
            .iter()
            .map(|s| Beside {
                when: lang.short_date_time(s.starts_at),
                href: if has_sessions {
                    ui.path(&format!("/sessions/{}", s.id))
                } else {
                    ui.path(&format!("/topics/{}", s.code))
                },
                title: s.title.clone(),
                under: ui.named(&s.room).to_owned(),
            })
            .collect(),
        elsewhere: waits.as_ref().map_or_else(Vec::new, |w| elsewhere(&ui, w)),
        watched: watched.iter().map(|w| watching(&ui, w)).collect(),
        did: did.iter().map(|m| beside(&ui, m)).collect(),
        unread: me.unread,
        office: Office::of(&ui, &me, waits.as_ref()),
        ui,
    };
    visit.answer(&page)
}

/// What waits beside the duties, for those who look after something; one statement, and none for others.
async fn waits(visit: &mut Visit, me: &Me) -> Result<Option<Waits>, PageError> {
    let comments = rules::looks_after(&me.actor);
    let residents = people::may_verify(me).then(|| people::verifies(me));
    let actor = &me.actor;
    let office = actor.has(Role::OfficeOfficer);
    let returns = office || actor.has(Role::Leader);
    if comments.is_none() && residents.is_none() && !returns {
        return Ok(None);
    }
    let mut councils: Vec<Uuid> = actor.seats.iter().map(|s| s.council).collect();
    councils.extend(actor.roles.iter().filter_map(|g| g.council));
    let answers = ANSWERS.map(|verb| verb.code().to_owned());
    let to_office = OFFICE_ANSWERS.iter().filter(|_| office);
    let to_office: Vec<String> = to_office.map(|verb| verb.code().to_owned()).collect();
    let after = LooksAfter {
        account: me.account(),
        councils: &councils,
        holders: &actor.holder_keys(),
        answers: &answers,
        street_answers: &to_office,
        returns,
        merged_since: visit.web.app.clock.now() - RECENT,
        comments: comments.as_ref().map(Option::as_deref),
        appeals: rules::decides_appeals(&me.actor),
        residents: residents.as_ref().map(Option::as_deref),
    };
    Ok(Some(rows::waits(&mut visit.tx, after).await?))
}

/// The latest acts of this person: the record knows people by a reference per topic, so the
/// references are made for the topics at hand and looked up among their entries.
async fn did(visit: &mut Visit, me: &Me, topics: Vec<Uuid>) -> Result<Vec<Mine>, PageError> {
    if topics.is_empty() {
        return Ok(Vec::new());
    }
    let key = visit.web.app.street_key(visit.street.id);
    let refs: Vec<String> = topics
        .iter()
        .map(|t| key.person_ref(me.account(), *t))
        .collect();
    Ok(entries::of_person(&mut visit.tx, &topics, &refs, 6).await?)
}

fn beside(ui: &Shell, m: &Mine) -> Beside {
    let verb = Verb::from_code(&m.verb);
    Beside {
        when: ui.lang.short_date(m.at),
        href: ui.path(&format!("/topics/{}", m.code)),
        title: verb.map_or(String::new(), |v| ui.lang.t(v.key()).to_string()),
        under: m.title.clone(),
    }
}

fn watching(ui: &Shell, w: &Supervised) -> Beside {
    let step = u8::try_from(w.step).ok().and_then(Step::from_no);
    Beside {
        when: ui.lang.short_date(w.since),
        href: step.map_or(String::new(), |step| {
            ui.path(&page_of(Verb::TaskInspect, step, &w.code))
        }),
        title: w.title.clone(),
        under: w.code.clone(),
    }
}

/// What lies with others, and what can be taken back; without the lists that hold nothing.
fn elsewhere(ui: &Shell, waits: &Waits) -> Vec<(String, Vec<Handed>)> {
    let handed = waits.others.iter().filter_map(|h| handed(ui, h)).collect();
    let merged = waits.merged.iter().filter_map(|u| merged(ui, u)).collect();
    let lists: [(&str, Vec<Handed>); 2] = [("desk-handed", handed), ("desk-merged", merged)];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    lists
        .map(|(key, list)| (ui.t(key).to_string(), list))
        .collect()
}

/// Who is waited for, for what, and since when.
fn handed(ui: &Shell, h: &rows::Handed) -> Option<Handed> {
    let verb = Verb::from_code(&h.verb)?;
    let posts = h.holders.iter().map(|key| holder(ui.lang, key));
    let units = h.units.iter().map(|name| ui.named(name).to_owned());
    let whom: Vec<String> = posts.chain(units).collect();
    let chip = ui.t("desk-handed-to").arg("whom", ui.lang.join(&whom));
    Some(Handed {
        href: ui.path(&format!("/desk/topics/{}", h.code)),
        title: h.title.clone(),
        chip: Chip::new("plain", chip.to_string()),
        facts: vec![
            ui.t(&verb.key()).to_string(),
            ui.t("desk-handed-since")
                .arg("date", ui.lang.short_date(h.since))
                .to_string(),
            h.code.clone(),
        ],
    })
}

/// A merge that can still be undone.
fn merged(ui: &Shell, u: &rows::Undo) -> Option<Handed> {
    Some(Handed {
        href: ui.path(&format!("/desk/topics/{}/solicitation", u.code)),
        title: u.title.clone(),
        chip: Chip::new("wait", ui.undo(u.at, u.hours)?),
        facts: vec![
            ui.t("waits-merged-into").arg("code", &*u.into).to_string(),
            u.code.clone(),
        ],
    })
}

/// `2026年11月23日 周一 · 云溪社区党委书记`.
fn today(ui: &Shell, me: &Me, now: DateTime<Utc>) -> String {
    let day = ui.lang.full_day(local_day(now));
    if me.post.is_empty() {
        day
    } else {
        format!("{day} · {}", me.post)
    }
}

fn groups_of(visit: &Visit, duties: &[DeskRow], now: DateTime<Utc>) -> Vec<Group> {
    let lang = visit.lang;
    let today = local_day(now);
    let degree = |due: Option<DateTime<Utc>>| match due {
        None => 4,
        Some(due) if due < now => 0,
        Some(due) if local_day(due) == today => 1,
        Some(due) if local_day(due).iso_week() == today.iso_week() => 2,
        Some(_) => 3,
    };
    let titles = [
        "desk-overdue",
        "desk-today",
        "desk-week",
        "desk-later",
        "desk-open",
    ];
    let mut groups: Vec<Group> = titles
        .into_iter()
        .enumerate()
        .map(|(i, key)| {
            let found: Vec<Duty> = duties
                .iter()
                .filter(|d| degree(d.due_at) == i)
                .filter_map(|d| duty(visit, d, now, i < 2))
                .collect();
            Group {
                title: lang.t(key).arg("n", found.len()).to_string(),
                late: i < 2,
                duties: found,
            }
        })
        .collect();
    groups.retain(|g| !g.duties.is_empty());
    groups
}

fn duty(visit: &Visit, d: &DeskRow, now: DateTime<Utc>, pressing: bool) -> Option<Duty> {
    let lang = visit.lang;
    let verb = Verb::from_code(&d.verb)?;
    let step = u8::try_from(d.step).ok().and_then(Step::from_no)?;
    let slug = &visit.street.slug;
    let calendar = &visit.web.app.calendar;
    let name = lang.t(verb.key()).to_string();
    let what = match d.subject.parse::<u32>() {
        Ok(n) => lang
            .t("desk-task")
            .arg("verb", name.clone())
            .arg("n", n)
            .to_string(),
        Err(_) => name.clone(),
    };
    let href = format!("/{slug}{}", page_of(verb, step, &d.code));
    let begins = step == Step::Solicitation && href.ends_with(step.code());
    Some(Duty {
        title: d.title.clone(),
        topic: format!("/{slug}/topics/{}", d.code),
        working: begins.then(|| working(visit, d)).flatten(),
        sensitive: (begins && sensitive(visit, d))
            .then(|| Chip::new("wait", lang.t("desk-sensitive"))),
        begins,
        href,
        verb: name,
        button: if pressing { "button" } else { "button quiet" },
        chip: d.due_at.map(|due| {
            let tone = crate::kit::times::pressure(calendar, now, due).tone();
            Chip::new(tone, lang.left(calendar, now, due))
        }),
        facts: vec![
            lang.t(step.key()).to_string(),
            what,
            d.deadline
                .map_or(String::new(), |day| lang.deadline(calendar, now, day, true)),
            visit.names.of(&d.community_name).to_owned(),
            d.code.clone(),
        ],
    })
}

/// Whether somebody who works here is told that sensitive words stand in a topic at intake; its author, on
/// whose desk it can lie as well, is not.
fn sensitive(visit: &Visit, d: &DeskRow) -> bool {
    let works = visit.me.as_ref().is_some_and(|m| m.actor.is_staff());
    let (Some(text), Some(words), true) = (&d.text, &d.sensitive, works) else {
        return false;
    };
    !rules::held_by(text, words.iter().map(String::as_str), normal).is_empty()
}

/// Who works on a duty's topic right now: oneself, or a colleague since when.
fn working(visit: &Visit, d: &DeskRow) -> Option<Chip> {
    let lang = visit.lang;
    let (worker, since) = d.worker.zip(d.working_since)?;
    if visit.me.as_ref().is_some_and(|m| m.account() == worker) {
        return Some(Chip::new("calm", lang.t("desk-working-me")));
    }
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let (name, post) = (text(&d.worker_name), text(&d.worker_post));
    let who = colleague(lang, &name, &post);
    let text = lang.t("lock-since").arg("who", who);
    Some(Chip::new("wait", text.arg("at", times::clock(since))))
}
