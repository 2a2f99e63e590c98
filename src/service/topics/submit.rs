//! A topic is raised: by a resident, a member or an office, or entered on behalf of somebody.

use chrono::{Datelike, TimeDelta};
use serde_json::Value;
use uuid::Uuid;

use super::behalf::{enters_for, heard_by};
use super::{has_liaison, level_of};
use crate::domain::calendar::local_day;
use crate::domain::fields::FieldErrors;
use crate::domain::policy::{self, Scope, Visibility, Who};
use crate::domain::privacy::{self, ShowName};
use crate::domain::topics::calls::fits;
use crate::domain::topics::{self, Behalf, Submit, WHOLE_STREET, draft};
use crate::domain::workflow::{
    self, Act, Evidence, Refusal, Rules, Source, Standing, Step, Submission, Verb,
};
use crate::service::photos;
use crate::service::step::{self, Decided, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::people::places::{self, Council};
use crate::store::topics::{
    NewTopic, Snapshot, calls, contacts, details, drafts, lookup, origins, row,
};

/// The sentence for who raises too many topics.
const TOO_MANY: &str = "error-topics-many";

/// How far back the key of a form is believed: a tab that was open for days still sends once.
const KEY_DAYS: i64 = 7;

/// Raises a topic.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn submit(mut deed: Deed) -> Result<Done, Problem> {
    let form = parse(&deed)?;
    // The street's counter is taken first: a second press of the same form waits here, and then finds
    // the topic of the first.
    let code = next_code(&mut deed).await?;
    let (id, sent) = once(&mut deed, form.key).await?;
    if let Some(code) = sent {
        return again(&mut deed, &code).await;
    }
    let done = raise(&mut deed, form, id, code).await?;
    deed.commit(done).await
}

/// Raises the topic of a draft, once: the topic has the draft's id.
///
/// # Errors
/// A [`Problem`], with nothing changed: [`Problem::NotFound`] when there is no such draft any more.
pub async fn send_draft(mut deed: Deed, token: &[u8; 32]) -> Result<Done, Problem> {
    if !drafts::lock(&mut deed.tx, token).await? {
        return Err(Problem::NotFound);
    }
    let draft = drafts::find(&mut deed.tx, token, deed.at).await?;
    let draft = draft.ok_or(Problem::NotFound)?;
    if let Some(code) = &draft.sent {
        return again(&mut deed, code).await;
    }
    if draft::waits(&draft.fields, Some(&deed.me.actor)) {
        return Err(Problem::NotFound);
    }
    deed.raw = draft::whole(&draft.fields);
    let form = parse(&deed)?;
    let code = next_code(&mut deed).await?;
    let done = raise(&mut deed, form, draft.id, code).await?;
    deed.commit(done).await
}

fn parse(deed: &Deed) -> Result<Submit, FieldErrors> {
    Submit::parse(&deed.raw, Some(&deed.me.actor), local_day(deed.at))
}

/// Holds who raises one topic after the other. The street's counter is taken, so that many at once are
/// counted one by one.
async fn held(deed: &mut Deed) -> Result<(), Problem> {
    let most = deed.app.topics_a_day;
    if most == 0 {
        return Ok(());
    }
    let me = deed.me.account();
    let raised = lookup::raised_at(&mut deed.tx, me, i64::from(most)).await?;
    match topics::may_again(&raised, most, deed.at) {
        None => Ok(()),
        Some(wait) => {
            let args = vec![
                ("hour", i64::from(topics::an_hour(most))),
                ("day", i64::from(most)),
                ("hours", wait.num_minutes() / 60),
                ("minutes", wait.num_minutes() % 60 + 1),
                ("seconds", wait.num_seconds() + 1),
            ];
            let mut errors = FieldErrors::default();
            errors.add("", TOO_MANY, args);
            Err(errors.into())
        }
    }
}

/// Decides and writes a topic.
async fn raise(deed: &mut Deed, form: Submit, id: Uuid, code: String) -> Result<Done, Problem> {
    // What a clerk enters for others is work, and can be much on one day.
    if form.behalf.is_none() {
        held(deed).await?;
    }
    let (council, community) = place(deed, &form.community).await?;
    let elsewhere = form.behalf.is_some() && !enters_for(&deed.me, &council)?;
    // Whoever enters for nobody is told by the table of verbs who does.
    if elsewhere && topics::enters_for_others(&deed.me.actor) {
        return Err(FieldErrors::one("community", topics::NOT_THEIR_COMMUNITY).into());
    }
    let mut scope = Scope::council(
        council.id,
        level_of(&council)?,
        has_liaison(deed, &council).await?,
    );
    scope.community = community;
    let behalf = form.behalf.is_some();
    let photos = form.words.photos.clone();
    let me = deed.me.account();
    let author = (!behalf).then_some(me);
    let source = form.source;
    let submission = Submission {
        council: council.id,
        level: scope.level,
        has_liaison: scope.has_liaison,
        source,
        // Somebody without an account is known to the record by the topic itself.
        author: step::person(deed, author.unwrap_or(id), id),
        author_has_account: author.is_some(),
        consent: true,
        rules: Rules::default(),
        carried: None,
    };
    let decided = decide(deed, id, &scope, &submission, behalf)?;
    let new = NewTopic {
        id,
        code,
        council_id: council.id,
        community_id: community,
        category_id: form.words.category,
        source: source.code().to_owned(),
        title: form.words.title,
        body: form.words.body,
        place: form.words.place,
        show_name: form.show_name.code().to_owned(),
        author_id: author,
        author_label: label(deed, form.behalf.as_ref(), form.show_name, source).await?,
        entered_by: behalf.then_some(me),
        on_behalf_way: form
            .behalf
            .as_ref()
            .map_or(String::new(), |b| b.way.code().to_owned()),
        on_behalf_of: form.behalf.as_ref().map_or(String::new(), |b| b.of.clone()),
        created_at: deed.at,
    };
    insert(deed, &new, &decided).await?;
    if let Some(call) = form.call {
        // A call that closed while somebody wrote, or asks others, does not count the topic; it is raised all the
        // same.
        let call = calls::find(&mut deed.tx, call).await?;
        let today = local_day(deed.at);
        let call = call.filter(|c| c.takes(today) && fits(c.community_id, source, community));
        if let Some(call) = call {
            calls::bind(&mut deed.tx, id, call.id).await?;
        }
    }
    let mut words = Words::default().with("topic", [id]);
    if !form.detail.is_empty() {
        details::put(&mut deed.tx, id, &form.detail).await?;
        words = words.with("topic_detail", [id]);
    }
    if !form.origin.is_empty() {
        origins::insert(&mut deed.tx, id, &form.origin).await?;
        words = words.with("topic_origin", [id]);
    }
    let mut words = photos::bind(deed, id, None, &photos, words).await?;
    if let Some(behalf) = form.behalf {
        if !behalf.phone.is_empty() {
            contacts::insert(&mut deed.tx, id, &behalf.phone).await?;
        }
        words = photos::bind_originals(deed, id, &behalf.originals, words).await?;
    }
    step::record_first(deed, &new, decided, words).await
}

/// Writes a topic's row, before its first entry.
pub(super) async fn insert(
    deed: &mut Deed,
    new: &NewTopic,
    decided: &Decided,
) -> Result<(), Problem> {
    // The snapshot is written by the first entry; until then the row says no more than it must.
    let empty = Snapshot {
        state: Standing::Open.code().to_owned(),
        step: i16::from(Step::Solicitation.no()),
        visibility: Visibility::Submitted.code().to_owned(),
        version: 0,
        workflow: Value::Null,
        due_at: None,
        wake_at: None,
        record_length: 0,
        record_head: Vec::new(),
        updated_at: deed.at,
    };
    row::insert(&mut deed.tx, new, &empty)
        .await
        .map_err(not_a_category)?;
    if let Some(focus) = decided.state.focus {
        row::set_focus(&mut deed.tx, new.id, focus.code()).await?;
    }
    Ok(())
}

/// The database has the last word on what a category is, politely.
pub(super) fn not_a_category(error: crate::store::Error) -> Problem {
    if error.constraint() == Some("topic_category_fkey") {
        FieldErrors::one("category", "error-not-a-choice").into()
    } else {
        error.into()
    }
}

/// The next code of the street's series, such as `YX-2026-0042`.
pub(super) async fn next_code(deed: &mut Deed) -> Result<String, Problem> {
    let year = local_day(deed.at).year();
    let n = row::next_number(&mut deed.tx, &format!("topic.{year}")).await?;
    Ok(format!("{}-{year}-{n:04}", deed.street.prefix))
}

/// The machine's answer in the first capacity in which it admits the person.
fn decide(
    deed: &Deed,
    id: Uuid,
    scope: &Scope,
    submission: &Submission,
    behalf: bool,
) -> Result<Decided, Problem> {
    let rule = policy::row(Verb::Submit);
    let behalf_only = [Who::OnBehalf];
    let who: &[Who] = if behalf { &behalf_only } else { rule.who };
    let mut refusal = Refusal::NotYours {
        verb: Verb::Submit,
        who: who.to_vec(),
    };
    let held = |who: &Who| policy::held(*who, &deed.me.actor, Verb::Submit, scope);
    for capacity in who.iter().filter_map(held) {
        let evidence = Evidence::Submit(Box::new(submission.clone()));
        let mut act: Act = step::act(deed, id, scope, capacity, Verb::Submit, evidence);
        act.by.on_behalf = behalf;
        act.by.interested = false;
        match workflow::submit(&act) {
            Ok((state, events)) => return Ok(Decided { act, state, events }),
            Err(other) => refusal = other,
        }
    }
    Err(refusal.into())
}

/// The author as the public sees it: residents masked, officials and members by their post.
pub(super) async fn label(
    deed: &mut Deed,
    behalf: Option<&Behalf>,
    show: ShowName,
    source: Source,
) -> Result<String, Problem> {
    if let Some(behalf) = behalf {
        return Ok(privacy::public_label(&behalf.of, "", show));
    }
    if source != Source::PublicCall || !deed.me.post.is_empty() {
        return Ok(deed.me.label());
    }
    let salutation = match show {
        ShowName::Salutation => lookup::salutation(&mut deed.tx, deed.me.account()).await?,
        ShowName::Masked | ShowName::Resident => String::new(),
    };
    Ok(privacy::public_label(&deed.me.name, &salutation, show))
}

/// The council and community that a topic is for.
async fn place(deed: &mut Deed, wanted: &str) -> Result<(Council, Option<Uuid>), Problem> {
    let unknown = || Problem::from(FieldErrors::one("community", "error-not-a-choice"));
    let councils = places::councils(&mut deed.tx).await?;
    let community = if wanted == WHOLE_STREET {
        None
    } else {
        let communities = places::communities(&mut deed.tx).await?;
        let mut all = communities.iter();
        let there = all.find(|c| c.slug == wanted || c.id.to_string() == wanted);
        Some(there.ok_or_else(unknown)?.id)
    };
    let council = heard_by(&councils, community).cloned();
    Ok((council.ok_or_else(unknown)?, community))
}

/// The id of the new topic, and the code of the topic that this very form has made already.
async fn once(deed: &mut Deed, key: Option<Uuid>) -> Result<(Uuid, Option<String>), Problem> {
    let Some(key) = key.filter(|k| is_recent(*k, deed)) else {
        return Ok((deed.id(), None));
    };
    let me = Some(deed.me.account());
    Ok(match lookup::by_id(&mut deed.tx, key).await? {
        None => (key, None),
        Some(t) if t.author_id == me || t.entered_by == me => (key, Some(t.code)),
        Some(_) => (deed.id(), None),
    })
}

fn is_recent(key: Uuid, deed: &Deed) -> bool {
    let made = key.get_timestamp().map(|t| t.to_unix());
    let Some((seconds, _)) = made else {
        return false;
    };
    let now = deed.at.timestamp();
    let window = TimeDelta::days(KEY_DAYS).num_seconds();
    i64::try_from(seconds).is_ok_and(|s| s > now - window && s <= now + 3_600)
}

/// What the first press of the form came to; nothing is written a second time.
async fn again(deed: &mut Deed, code: &str) -> Result<Done, Problem> {
    let held = step::see(&mut deed.tx, code).await?;
    Ok(Done {
        code: code.to_owned(),
        topic: held.row.id,
        state: held.state,
        events: Vec::new(),
    })
}
