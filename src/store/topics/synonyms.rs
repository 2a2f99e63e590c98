//! A street's own words that mean the same as others.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// The most words of a street.
pub const MOST: i64 = crate::domain::topics::synonyms::MOST as i64;

/// A word and what it means; itself where it stands for its group or alone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Synonym {
    /// As people write it.
    pub word: String,
    /// A word that means the same, of the field's own or of the street's.
    pub means: String,
}

/// The street's words, those that mean the same beside each other, the word that stands for them first.
///
/// # Errors
/// When the database is away.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Synonym>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Synonym,
        "select word, means from synonym where tenant_id = $1 order by means, word <> means, word",
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Puts these words in the place of all that were there.
///
/// # Errors
/// `synonym_pkey` where a word comes twice; when the database is away.
pub async fn replace(
    tx: &mut TenantTx,
    words: &[Synonym],
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!("delete from synonym where tenant_id = $1", tenant)
        .execute(tx.conn())
        .await?;
    let word: Vec<String> = words.iter().map(|s| s.word.clone()).collect();
    let means: Vec<String> = words.iter().map(|s| s.means.clone()).collect();
    sqlx::query!(
        "insert into synonym as x (tenant_id, word, means, added_by, added_at)
         select $1, u.word, u.means, $4, $5 from unnest($2::text[], $3::text[]) as u (word, means) returning x.word",
        tenant,
        &word,
        &means,
        by,
        at
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}
