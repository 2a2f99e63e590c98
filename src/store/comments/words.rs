//! The words at which a comment waits for somebody to look.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// The street's sensitive words, in order.
///
/// # Errors
/// When the database is away.
pub async fn words(tx: &mut TenantTx) -> Result<Vec<String>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select word from sensitive_word where tenant_id = $1 order by word",
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Makes the street's sensitive words these.
///
/// # Errors
/// When the database is away.
pub async fn set_words(
    tx: &mut TenantTx,
    words: &[String],
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from sensitive_word where tenant_id = $1 and word <> all($2)",
        tenant,
        words
    )
    .execute(tx.conn())
    .await?;
    sqlx::query_scalar!(
        "insert into sensitive_word as w (tenant_id, word, added_by, added_at)
         select $1, unnest($2::text[]), $3, $4 on conflict on constraint sensitive_word_pkey do nothing returning w.word",
        tenant,
        words,
        by,
        at
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}
