//! Looks of staff at who residents are: what was on which page, and who saw it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// The most people whom one look can name.
pub const MOST: usize = 500;

/// A look at a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its id, if it is the first of its hour.
    pub id: Uuid,
    /// Who looked.
    pub viewer: Uuid,
    /// The post of who looked, as the public knows it.
    pub viewer_label: String,
    /// The page's code.
    pub page: String,
    /// The code of the topic that the page is about; empty without.
    pub about: String,
    /// The hour.
    pub hour: DateTime<Utc>,
    /// SHA-256 of whoever is named, so that the same look within an hour is one row.
    pub people: Vec<u8>,
    /// Everybody who is named on the page, at most [`MOST`].
    pub accounts: Vec<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Notes a look in one row, however many people the page names; those who act under a post, and the
/// viewer, are left out. Nothing is written where nobody is left.
///
/// # Errors
/// When the database is away; `identity_look_accounts_check` for a page of more than [`MOST`].
pub async fn note(tx: &mut TenantTx, look: &Look) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into identity_look as x (tenant_id, id, viewer_id, viewer_label, page, about, hour, people, accounts, first_at, last_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, w.whose, $9, $9
         from (select array_agg(a.id order by a.id) as whose from account a
               where a.tenant_id = $1 and a.id = any($10) and a.post = '' and a.id <> $3) as w
         where w.whose is not null
         on conflict (tenant_id, viewer_id, hour, page, about, people) do update
           set times = x.times + 1, last_at = excluded.last_at
         returning x.times",
        tenant,
        look.id,
        look.viewer,
        look.viewer_label,
        look.page,
        look.about,
        look.hour,
        look.people,
        look.at,
        &look.accounts
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(())
}

/// Notes a look at somebody for whom a topic was entered, who has no account to be named by: `n` looks, none
/// for what was loaded with a page that is noted itself.
///
/// # Errors
/// When the database is away; `identity_look_accounts_check` for another page.
pub async fn note_entry(tx: &mut TenantTx, look: &Look, n: i32) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into identity_look as x (tenant_id, id, viewer_id, viewer_label, page, about, hour, people, accounts, first_at, last_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, '{}', $9, $9)
         on conflict (tenant_id, viewer_id, hour, page, about, people) do update
           set times = x.times + $10, last_at = excluded.last_at",
        tenant,
        look.id,
        look.viewer,
        look.viewer_label,
        look.page,
        look.about,
        look.hour,
        look.people,
        look.at,
        n
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A look as whoever was looked at reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The post of who looked.
    pub viewer_label: String,
    /// The page's code.
    pub page: String,
    /// The code of the topic that the page is about; empty without.
    pub about: String,
    /// How often within the hour.
    pub times: i32,
    /// When last.
    pub last_at: DateTime<Utc>,
}

/// The looks at somebody since an instant, the latest first: those that named the account, and those at
/// topics that were entered for whoever has its number.
///
/// # Errors
/// When the database is away.
pub async fn at(
    tx: &mut TenantTx,
    account: Uuid,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Seen>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Seen,
        "select viewer_label, page, about, times, last_at from identity_look
         where tenant_id = $1 and last_at >= $3 and ($2 = any(accounts) or accounts = '{}' and about in
           (select t.code from account a join topic_contact c on c.tenant_id = $1 and c.phone = a.phone
            join topic t on t.tenant_id = $1 and t.id = c.topic_id where a.tenant_id = $1 and a.id = $2))
         order by last_at desc, id limit $4",
        tenant,
        account,
        since,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}
