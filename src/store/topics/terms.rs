//! What a topic is found by: terms of its text, written in the transaction that writes the text.

use uuid::Uuid;

use crate::kit::segment::marked;
use crate::store::{Result, TenantTx};

/// Replaces the terms of a topic; each with a weight, title above body. A term given twice counts once.
///
/// # Errors
/// When the database is away.
pub async fn replace(tx: &mut TenantTx, topic: Uuid, found: &[(String, i16)]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from topic_term where tenant_id = $1 and topic_id = $2",
        tenant,
        topic
    )
    .execute(tx.conn())
    .await?;
    let words: Vec<String> = found.iter().map(|(t, _)| t.clone()).collect();
    let weights: Vec<i16> = found.iter().map(|(_, w)| *w).collect();
    sqlx::query!(
        "insert into topic_term as x (tenant_id, topic_id, term, weight)
         select $1, $2, u.term, max(u.weight) from unnest($3::text[], $4::smallint[]) as u (term, weight) group by u.term
         returning x.term",
        tenant,
        topic,
        &words,
        &weights
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The terms of a topic's text with their weights: a word of the title says more than one of the body.
pub fn of(title: &str, place: &str, body: &str) -> Vec<(String, i16)> {
    [(title, 5), (place, 3), (body, 1)]
        .into_iter()
        .flat_map(|(text, weight)| marked(text).into_iter().map(move |term| (term, weight)))
        .collect()
}
