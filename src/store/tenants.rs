//! The list of streets, kept by the owner: no street can change it.

use sqlx::Connection;

use super::error::{Error, Result};
use super::owner::Owner;
use super::tenant_tx::{Store, TenantId};

/// A street to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTenant {
    /// First part of its addresses.
    pub slug: String,
    /// Prefix of its topic codes.
    pub prefix: String,
    /// Division code; shown, never a key.
    pub division_code: String,
    /// Chinese name.
    pub name: String,
    /// English name; empty when none was given.
    pub english_name: String,
    /// Who runs the site, for the footer; may be empty.
    pub organiser: String,
    /// The same in English; may be empty.
    pub english_organiser: String,
    /// Phone for the footer; empty hides it.
    pub phone: String,
    /// Whether it belongs to the demonstration world.
    pub demo: bool,
}

/// A street as the platform's list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Number of the tenant.
    pub id: TenantId,
    /// First part of its addresses.
    pub slug: String,
    /// Prefix of its topic codes.
    pub prefix: String,
    /// Division code.
    pub division_code: String,
    /// Chinese name.
    pub name: String,
    /// Whether it belongs to the demonstration world.
    pub demo: bool,
    /// Whether its pages answer.
    pub enabled: bool,
}

/// Adds a street and gives its number: one more than the highest.
///
/// # Errors
/// `tenant_slug_key`, `tenant_prefix_key`, `tenant_slug_check`, `tenant_prefix_check`.
pub async fn insert(owner: &mut Owner, t: &NewTenant) -> Result<TenantId> {
    let mut tx = owner.conn().begin().await?;
    sqlx::query!("lock table tenant in share row exclusive mode")
        .execute(&mut *tx)
        .await?;
    let id = sqlx::query_scalar!(
        r#"select coalesce(max(id), 0) + 1 as "id!" from tenant where id >= 0"#
    )
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into tenant (id, slug, prefix, division_code, name, english_name, organiser, english_organiser, phone, demo)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        t.slug,
        t.prefix,
        t.division_code,
        t.name,
        t.english_name,
        t.organiser,
        t.english_organiser,
        t.phone,
        t.demo
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Every street, also the disabled ones, by number.
///
/// # Errors
/// When the database is away.
pub async fn list(owner: &mut Owner) -> Result<Vec<Tenant>> {
    Ok(sqlx::query_as!(
        Tenant,
        "select id, slug, prefix, division_code, name, demo, enabled from tenant where id > 0 order by id"
    )
    .fetch_all(owner.conn())
    .await?)
}

/// Lets a street's pages answer, or not.
///
/// # Errors
/// [`Error::NotFound`] when there is no such street.
pub async fn set_enabled(owner: &mut Owner, slug: &str, enabled: bool) -> Result<()> {
    // Not a checked query: it is checked as the runtime role, who may not do this.
    let done: Option<TenantId> = sqlx::query_scalar(
        "update tenant set enabled = $2 where slug = $1 and id > 0 returning id",
    )
    .bind(slug)
    .bind(enabled)
    .fetch_optional(owner.conn())
    .await?;
    done.map(|_| ()).ok_or(Error::NotFound)
}

/// Whether there is a street that does not belong to the demonstration world, also in a database whose
/// schema has not been made yet.
///
/// # Errors
/// When the database is away.
pub async fn any_real(owner: &mut Owner) -> Result<bool> {
    let schema =
        sqlx::query_scalar!(r#"select to_regclass('public.tenant') is not null as "there!""#)
            .fetch_one(owner.conn())
            .await?;
    if !schema {
        return Ok(false);
    }
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from tenant where not demo and id > 0) as "real!""#
    )
    .fetch_one(owner.conn())
    .await?)
}

/// A street that does not belong to the demonstration world, by its slug; none where all do.
///
/// # Errors
/// When the database is away.
pub async fn not_of_the_demo(store: &Store) -> Result<Option<String>> {
    Ok(
        sqlx::query_scalar!(
            "select slug from tenant where not demo and id > 0 order by id limit 1"
        )
        .fetch_optional(store.pool())
        .await?,
    )
}
