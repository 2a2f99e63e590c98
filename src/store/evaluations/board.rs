//! Everything that the work page of step 8 shows beyond the topic's row, read in one statement.

use serde::Deserialize;
use uuid::Uuid;

use super::ratings::Tally;
use super::{Answer, Contact, Evaluation};
use crate::store::{Result, TenantTx};

/// What lies on the table at step 8.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Board {
    /// The rounds, the first one first.
    pub rounds: Vec<Evaluation>,
    /// Counts of this round by kind and score.
    pub tally: Vec<Tally>,
    /// Ratings of this round that staff entered.
    pub entered: i64,
    /// What the author rated in this round.
    pub author: Option<String>,
    /// Tries to reach the author in this round.
    pub contacts: Vec<Contact>,
    /// Answers to the author in this round.
    pub answers: Vec<Answer>,
    /// The number of the resident for whom the topic was entered.
    pub phone: Option<String>,
}

/// Reads it.
///
/// # Errors
/// When the database is away, or holds a value that this program does not understand.
pub async fn board(tx: &mut TenantTx, topic: Uuid, round: i16) -> Result<Board> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
          'rounds', (select coalesce(jsonb_agg(to_jsonb(e) order by e.round), '[]')
              from evaluation e where e.tenant_id = $1 and e.topic_id = $2),
          'tally', (select coalesce(jsonb_agg(to_jsonb(w) order by w.kind, w.score), '[]')
              from (select r.kind, r.score, count(*) as n from rating r
                    where r.tenant_id = $1 and r.topic_id = $2 and r.round = $3 group by r.kind, r.score) as w),
          'entered', (select count(*) from rating r
              where r.tenant_id = $1 and r.topic_id = $2 and r.round = $3 and r.way <> ''),
          'author', (select r.score from rating r
              where r.tenant_id = $1 and r.topic_id = $2 and r.round = $3 and r.by_author limit 1),
          'contacts', (select coalesce(jsonb_agg(to_jsonb(c) order by c.n), '[]')
              from author_contact c where c.tenant_id = $1 and c.topic_id = $2 and c.round = $3),
          'answers', (select coalesce(jsonb_agg(to_jsonb(a) order by a.at, a.id), '[]')
              from evaluation_answer a where a.tenant_id = $1 and a.topic_id = $2 and a.round = $3),
          'phone', (select c.phone from topic_contact c where c.tenant_id = $1 and c.topic_id = $2)
        ) as "board!""#,
        tenant,
        topic,
        round
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
