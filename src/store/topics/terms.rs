//! What a topic is found by: terms of its text, written in the transaction that writes the text.

use uuid::Uuid;

use crate::kit::segment::{marked, number, single};
use crate::store::{Result, TenantTx};

/// The weight of a word that only the results have: it leads to the topic, and says nothing about how like
/// another text it is.
pub const OF_RESULTS: i16 = 0;

/// Replaces the terms of a topic but that of its number, which never changes; each with a weight, title above
/// body. A term given twice counts once.
///
/// # Errors
/// When the database is away.
pub async fn replace(tx: &mut TenantTx, topic: Uuid, found: &[(String, i16)]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from topic_term where tenant_id = $1 and topic_id = $2 and left(term, 1) <> '№'",
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

/// The term of every topic whose results were looked through, be there any or none: no search asks for it.
const LOOKED_THROUGH: &str = "";

/// Takes the locks of topics that have come to where results are and were not looked through for them, the
/// latest first; those that a deed holds are skipped.
///
/// # Errors
/// When the database is away.
pub async fn without_results(tx: &mut TenantTx, limit: i64) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select t.id from topic t where t.tenant_id = $1 and t.step >= 5 and not exists
           (select from topic_term x where x.tenant_id = $1 and x.term = $2 and x.topic_id = t.id)
         order by t.updated_at desc, t.id limit $3 for update of t skip locked",
        tenant,
        LOOKED_THROUGH,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Makes the terms of a topic's results these. A word that its text has too keeps the weight of the text.
///
/// # Errors
/// When the database is away.
pub async fn put_results(tx: &mut TenantTx, topic: Uuid, found: &[String]) -> Result<()> {
    let tenant = tx.tenant();
    let found: Vec<&str> = found
        .iter()
        .map(String::as_str)
        .chain([LOOKED_THROUGH])
        .collect();
    sqlx::query!(
        "delete from topic_term where tenant_id = $1 and topic_id = $2 and weight = $3 and term <> all($4)",
        tenant,
        topic,
        OF_RESULTS,
        &found as &[&str]
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into topic_term as x (tenant_id, topic_id, term, weight)
         select $1, $2, unnest($4::text[]), $3 on conflict on constraint topic_term_pkey do nothing returning x.term",
        tenant,
        topic,
        OF_RESULTS,
        &found as &[&str]
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The terms of a topic's text with their weights: a word of the title says more than one of the body. Title
/// and place are found by their single characters too, and the body is not: who types one means what it is about.
pub fn of(title: &str, place: &str, body: &str) -> Vec<(String, i16)> {
    let weigh = |terms: Vec<String>, weight: i16| terms.into_iter().map(move |term| (term, weight));
    let mut all: Vec<(String, i16)> = Vec::new();
    for (text, weight) in [(title, 5), (place, 3), (body, 1)] {
        all.extend(weigh(marked(text), weight));
        if weight > 1 {
            all.extend(weigh(single(text), weight));
        }
    }
    all
}

/// The weight of a topic's number: who searches a number may well mean it.
const OF_NUMBER: i16 = 9;

/// The term of the number that a code ends in, which is found however many zeros are typed before it.
pub fn of_code(code: &str) -> Option<(String, i16)> {
    let (_, figures) = code.rsplit_once('-')?;
    Some((number(figures)?, OF_NUMBER))
}

/// The terms of what came of a topic, each once.
pub fn of_results(texts: &[String]) -> Vec<String> {
    let mut found: Vec<String> = texts.iter().flat_map(|text| marked(text)).collect();
    found.sort_unstable();
    found.dedup();
    found
}
