//! The standard answers that a street keeps, in their order within an occasion.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::settings::answers::{Answer, Occasion};
use crate::store::{Result, TenantTx};

/// An answer as stored.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Row {
    /// Code of the occasion.
    pub verb: String,
    /// What clerks call it.
    pub name: String,
    /// What the author reads.
    pub text: String,
}

/// The answers of occasions that this program knows.
#[must_use]
pub fn known(rows: &[Row]) -> Vec<(Occasion, Answer)> {
    let answer = |r: &Row| {
        let (name, text) = (r.name.clone(), r.text.clone());
        Some((Occasion::from_code(&r.verb)?, Answer { name, text }))
    };
    rows.iter().filter_map(answer).collect()
}

/// The street's own answers, in their order; none of an occasion for which it keeps none.
///
/// # Errors
/// When the database is away.
pub async fn of_street(tx: &mut TenantTx) -> Result<Vec<(Occasion, Answer)>> {
    let tenant = tx.tenant();
    let rows = sqlx::query_as!(
        Row,
        "select verb, name, text from standard_answer where tenant_id = $1 order by verb, n",
        tenant
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(known(&rows))
}

/// Makes the street's own answers these, and gives those that stood there before. Of two at once the second
/// waits for the first, and gets none of those that the first has replaced.
///
/// # Errors
/// `standard_answer_pkey` or `standard_answer_name_key` where somebody else has just set the first ones;
/// when the database is away.
pub async fn set(
    tx: &mut TenantTx,
    answers: &[(Occasion, Vec<Answer>)],
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<Vec<(Occasion, Answer)>> {
    let tenant = tx.tenant();
    let rows: Vec<(&str, i16, &Answer)> = answers
        .iter()
        .flat_map(|(occasion, list)| {
            let code = occasion.code();
            list.iter().zip(1_i16..).map(move |(a, n)| (code, n, a))
        })
        .collect();
    let verbs: Vec<String> = rows.iter().map(|(v, ..)| (*v).to_owned()).collect();
    let numbers: Vec<i16> = rows.iter().map(|(_, n, _)| *n).collect();
    let names: Vec<String> = rows.iter().map(|(.., a)| a.name.clone()).collect();
    let texts: Vec<String> = rows.iter().map(|(.., a)| a.text.clone()).collect();
    let before = sqlx::query_as!(
        Row,
        "with gone as (delete from standard_answer where tenant_id = $1 returning verb, n, name, text)
         select verb, name, text from gone order by verb, n",
        tenant
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query_scalar!(
        "insert into standard_answer as x (tenant_id, verb, n, name, text, set_by, set_at)
         select $1, u.verb, u.n, u.name, u.text, $6, $7
         from unnest($2::text[], $3::smallint[], $4::text[], $5::text[]) as u (verb, n, name, text) returning x.n",
        tenant,
        &verbs,
        &numbers,
        &names,
        &texts,
        by,
        at
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(known(&before))
}
