//! Comments (评论): written by residents, looked at before they show where the street wants that, reported,
//! taken down with a reason, and judged again by an officer when their writer appeals.

use chrono::TimeDelta;
use serde_json::Value;
use uuid::Uuid;

use crate::domain::comments::{
    self, Act, Comment, OFTEN, State, WINDOW_MINUTES, decides_appeals, held_by, keeps_rules,
    moderates,
};
use crate::domain::fields::{FieldErrors, Raw};
use crate::domain::policy::{self, Part, Viewer, visible};
use crate::domain::workflow::{Refusal, Verb};
use crate::kit::segment::normal;
use crate::service::scope::{self, About};
use crate::service::step;
use crate::service::{Deed, Done, Me, Problem};
use crate::store::comments::{self as rows, CommentRow, NewComment};
use crate::store::notices::{self, Claimed};
use crate::store::settings;

/// Somebody comments on a topic. The same text twice is written once.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn write(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Comment;
    let code = deed.target.code.clone();
    let held = step::see(&mut deed.tx, &code).await?;
    // Under a text that is taken down nobody writes, its author included: it would show to nobody.
    let viewer = Viewer::of(Some(&deed.me.actor));
    if held.state.moderation.taken_down || !visible(&viewer, &held.sight(), Part::Text) {
        return Err(Problem::NotFound);
    }
    let scope = scope::of(&mut deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    if !held.state.accepted() {
        return Err(Refusal::TooEarly { verb }.into());
    }
    let comment = Comment::parse(&deed.raw)?;
    let (me, at) = (deed.me.account(), deed.at);
    let since = at - TimeDelta::minutes(WINDOW_MINUTES);
    if rows::written_since(&mut deed.tx, me, since, at).await? >= OFTEN {
        let wait = WINDOW_MINUTES * 60;
        return Err(FieldErrors::later("body", "error-comment-often", wait).into());
    }
    let moderated = settings::of_street(&mut deed.tx).await?.comments_moderated;
    let words = rows::words(&mut deed.tx).await?;
    let held_words = held_by(&comment.body, words.iter().map(String::as_str), normal);
    let trusted = moderates(&deed.me.actor, held.row.council_id);
    let state = if !held_words.is_empty() || (moderated && !trusted) {
        State::Waiting
    } else {
        State::Shown
    };
    let new = NewComment {
        id: deed.id(),
        topic: held.row.id,
        account: me,
        label: deed.me.label(),
        hash: comment.hash(),
        body: comment.body,
        state: state.code(),
        held: held_words,
        at,
    };
    if rows::insert(&mut deed.tx, &new).await? && state == State::Shown {
        rows::tally(&mut deed.tx, new.topic, 1).await?;
    }
    let done = Done {
        code,
        topic: new.topic,
        state: held.state,
        events: Vec::new(),
    };
    deed.commit(done).await
}

/// Something is done with a comment; answers the code of its topic.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn act(mut deed: Deed, id: Uuid, act: Act) -> Result<String, Problem> {
    let comment = rows::hold(&mut deed.tx, id)
        .await?
        .ok_or(Problem::NotFound)?;
    let held = step::see(&mut deed.tx, &comment.code).await?;
    let mine = comment.account_id == deed.me.account();
    let sees = visible(&Viewer::of(Some(&deed.me.actor)), &held.sight(), Part::Text);
    if !mine && !sees {
        return Err(Problem::NotFound);
    }
    allowed(&deed.me, act, &comment, held.row.council_id)?;
    let state = State::from_code(&comment.state)
        .ok_or_else(|| Problem::Fault(format!("comment state {}", comment.state)))?;
    match act {
        Act::Show | Act::Refuse | Act::TakeDown | Act::Withdraw => {
            decide(&mut deed, &comment, act, state).await?;
        }
        Act::Keep => {
            next(act, state, false)?;
            let at = deed.at;
            rows::handle_reports(&mut deed.tx, id, at).await?;
        }
        Act::Report => {
            next(act, state, false)?;
            let reason = comments::reason(&deed.raw)?;
            let (me, at) = (deed.me.account(), deed.at);
            rows::report(&mut deed.tx, id, me, &reason, at).await?;
        }
        Act::Appeal => {
            next(act, state, false)?;
            let reason = comments::reason(&deed.raw)?;
            let at = deed.at;
            match comment.appealed_at {
                // A second press finds it done.
                Some(_) if comment.appeal == reason => {}
                Some(_) => {
                    return Err(FieldErrors::one("reason", "error-comment-appealed").into());
                }
                None => rows::appeal(&mut deed.tx, id, &reason, at).await?,
            }
        }
        Act::Decide => judge(&mut deed, &comment, state).await?,
    }
    let street = deed.street.id;
    deed.tx.commit().await?;
    deed.app.wake.ring(street);
    Ok(comment.code)
}

/// Whether this person may do it with this comment: nobody decides about their own, nor twice.
fn allowed(me: &Me, act: Act, comment: &CommentRow, council: Uuid) -> Result<(), Problem> {
    let mine = comment.account_id == me.account();
    let may = match act {
        Act::Show | Act::Refuse | Act::TakeDown | Act::Keep => {
            !mine && moderates(&me.actor, council)
        }
        Act::Withdraw | Act::Appeal => mine,
        Act::Report if !me.actor.verified => {
            return Err(Problem::Forbidden("comment-report-verified"));
        }
        Act::Report => !mine,
        Act::Decide => {
            !mine && decides_appeals(&me.actor) && comment.decided_by != Some(me.account())
        }
    };
    match (may, act) {
        (true, _) => Ok(()),
        (false, Act::Decide) => Err(Problem::Forbidden("comment-appeal-forbidden")),
        (false, Act::Show | Act::Refuse | Act::TakeDown | Act::Keep) => {
            Err(Problem::Forbidden("comment-forbidden"))
        }
        (false, Act::Withdraw | Act::Appeal | Act::Report) => Err(Problem::NotFound),
    }
}

/// The state after an act, or that the comment is not where the act finds it any more.
fn next(act: Act, from: State, granted: bool) -> Result<State, Problem> {
    act.leads(from, granted)
        .ok_or_else(|| FieldErrors::one("", "error-comment-changed").into())
}

async fn decide(
    deed: &mut Deed,
    comment: &CommentRow,
    act: Act,
    from: State,
) -> Result<(), Problem> {
    let wanted = match act {
        Act::Show => State::Shown,
        Act::Refuse => State::Refused,
        Act::TakeDown => State::TakenDown,
        Act::Withdraw => State::Withdrawn,
        Act::Keep | Act::Report | Act::Appeal | Act::Decide => from,
    };
    // A second press finds it done.
    if from == wanted {
        return Ok(());
    }
    let to = next(act, from, false)?;
    let reason = match act {
        Act::Refuse | Act::TakeDown => comments::reason(&deed.raw)?,
        Act::Show | Act::Keep | Act::Withdraw | Act::Report | Act::Appeal | Act::Decide => {
            String::new()
        }
    };
    let (me, at) = (deed.me.account(), deed.at);
    rows::decide(&mut deed.tx, comment.id, to.code(), &reason, me, at).await?;
    recount(deed, comment, from, to).await?;
    match to {
        State::Refused | State::TakenDown => {
            if to == State::TakenDown {
                rows::handle_reports(&mut deed.tx, comment.id, at).await?;
            }
            tell(deed, comment, to.code()).await
        }
        State::Waiting | State::Shown | State::Withdrawn => Ok(()),
    }
}

/// An officer decides an appeal.
async fn judge(deed: &mut Deed, comment: &CommentRow, from: State) -> Result<(), Problem> {
    let (granted, words) = comments::decision(&deed.raw)?;
    if comment.appealed_at.is_none() || comment.answered_at.is_some() {
        return Err(FieldErrors::one("", "error-comment-changed").into());
    }
    let to = next(Act::Decide, from, granted)?;
    let (me, at) = (deed.me.account(), deed.at);
    rows::answer(&mut deed.tx, comment.id, to.code(), &words, me, at).await?;
    recount(deed, comment, from, to).await?;
    tell(deed, comment, if granted { "restored" } else { "upheld" }).await
}

async fn recount(
    deed: &mut Deed,
    comment: &CommentRow,
    from: State,
    to: State,
) -> Result<(), Problem> {
    let by = i32::from(to == State::Shown) - i32::from(from == State::Shown);
    if by != 0 {
        rows::tally(&mut deed.tx, comment.topic_id, by).await?;
    }
    Ok(())
}

/// Tells the writer what became of their comment.
async fn tell(deed: &mut Deed, comment: &CommentRow, what: &str) -> Result<(), Problem> {
    let event = Claimed {
        id: deed.id(),
        topic_id: Some(comment.topic_id),
        event: format!("comment_{what}"),
        payload: Value::Object(serde_json::Map::default()),
        at: deed.at,
    };
    let told = [(deed.id(), comment.account_id)];
    notices::tell(&mut deed.tx, &told, &event).await?;
    Ok(())
}

/// The administrator makes the street's sensitive words these.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn set_words(mut deed: Deed) -> Result<(), Problem> {
    if !keeps_rules(&deed.me.actor) {
        return Err(Problem::Forbidden("comment-rules-forbidden"));
    }
    let raw: &Raw = &deed.raw;
    let words = comments::words(raw)?;
    let (me, at) = (deed.me.account(), deed.at);
    rows::set_words(&mut deed.tx, &words, me, at).await?;
    Ok(deed.tx.commit().await?)
}

/// The administrator sets whether comments are looked at before they show.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn set_rules(mut deed: Deed) -> Result<(), Problem> {
    use crate::domain::settings::{Key, Settings};
    if !keeps_rules(&deed.me.actor) {
        return Err(Problem::Forbidden("comment-rules-forbidden"));
    }
    let wanted = Settings::parse(&deed.raw)?;
    let (me, at) = (deed.me.account(), deed.at);
    let key = Key::CommentsModerated;
    settings::put(&mut deed.tx, key, wanted.value(key), me, at).await?;
    Ok(deed.tx.commit().await?)
}
