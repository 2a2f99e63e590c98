//! Desks change by time alone, too: a task falls overdue, and urging it comes up on the office's desk
//! without anybody acting. No entry is written and no version rises: the topic stands as it stood.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::prepare::{Subject, desk};
use super::{Held, answers};
use crate::domain::workflow::{self, State};
use crate::service::{App, Deed, Problem};
use crate::store::TenantId;
use crate::store::record::desk::{self as rows, DeskItem};
use crate::store::topics::waking::{self, Waking};

/// Topics whose desks are written anew in one transaction.
const BATCH: i64 = 50;

/// Writes the desks anew of every topic of a street whose duties time alone has changed since they
/// were written; answers how many there were. A topic that somebody is deciding on at this moment is
/// passed over: that deed writes its desks itself.
///
/// # Errors
/// When the database is away; what was committed before stays, the rest is found again.
pub async fn renew(app: &App, tenant: TenantId) -> Result<u64, Problem> {
    let mut renewed = 0;
    loop {
        let now = app.clock.now();
        let mut tx = app.store.write(tenant, "notices.renew").await?;
        let topics = waking::claim(&mut tx, now, BATCH).await?;
        if topics.is_empty() {
            return Ok(renewed);
        }
        renewed += u64::try_from(topics.len()).unwrap_or(0);
        let mut wakes: Vec<(Uuid, Option<DateTime<Utc>>)> = Vec::new();
        let mut read: Vec<(Subject, State)> = Vec::new();
        let mut items: Vec<(Uuid, DeskItem)> = Vec::new();
        for topic in topics {
            match serde_json::from_value::<State>(topic.workflow.clone()) {
                Ok(state) => {
                    let subject = subject(tenant, &topic);
                    let desk = desk(&app.calendar, &subject, &state, now);
                    items.extend(desk.into_iter().map(|item| (topic.id, item)));
                    wakes.push((topic.id, workflow::turn(&state, now)));
                    read.push((subject, state));
                }
                // A state that this program cannot read must not hold up the others.
                Err(why) => {
                    tracing::error!(topic = topic.code, error = %why, "a topic's desks cannot be renewed");
                    wakes.push((topic.id, None));
                }
            }
        }
        let ids: Vec<Uuid> = read.iter().map(|(subject, _)| subject.id).collect();
        let items: Vec<(Uuid, &DeskItem)> = items.iter().map(|(id, item)| (*id, item)).collect();
        rows::replace_all(&mut tx, &ids, &items).await?;
        for (subject, state) in &read {
            answers::put_all(&mut tx, &app.calendar, subject, state, now).await?;
        }
        waking::set(&mut tx, &wakes).await?;
        tx.commit().await?;
    }
}

/// Writes the desks of a topic anew that is held by a deed which is a row of its own: another person's
/// duty came or went with it.
///
/// # Errors
/// When the database is away.
pub async fn rewrite(deed: &mut Deed, held: &Held) -> Result<(), Problem> {
    let subject = held.subject(deed.street.id);
    let calendar = deed.app.calendar.clone();
    let items = desk(&calendar, &subject, &held.state, deed.at);
    rows::replace(&mut deed.tx, subject.id, &items).await?;
    let at = deed.at;
    answers::put_all(&mut deed.tx, &calendar, &subject, &held.state, at).await?;
    let wake = workflow::turn(&held.state, at);
    Ok(waking::set(&mut deed.tx, &[(subject.id, wake)]).await?)
}

fn subject(tenant: TenantId, topic: &Waking) -> Subject {
    Subject {
        tenant,
        id: topic.id,
        author: topic.author_id,
        community: topic.community_id,
        community_before: topic.community_id,
    }
}
