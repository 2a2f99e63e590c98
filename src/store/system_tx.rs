//! The other, small door: reference tables that belong to no street.

use chrono::NaiveDate;

use super::error::Result;
use super::tenant_tx::{Store, TenantId};

/// A street as the platform knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Street {
    /// Number of the tenant.
    pub id: TenantId,
    /// First part of its addresses.
    pub slug: String,
    /// Prefix of its topic codes, such as `YX`.
    pub prefix: String,
    /// Name in Chinese, such as 云溪街道.
    pub name: String,
    /// Name in English; empty when none was given.
    pub english_name: String,
    /// Division code; shown, never a key.
    pub division_code: String,
    /// Who runs the site, for the footer.
    pub organiser: String,
    /// The same in English; empty when it was not given.
    pub english_organiser: String,
    /// Phone for the footer; empty hides it.
    pub phone: String,
    /// ICP record number; empty hides it.
    pub icp_number: String,
    /// Police record number; empty hides it.
    pub police_number: String,
    /// Whether it belongs to the demonstration world.
    pub demo: bool,
}

/// The tenant that is no street: operators and district viewers have their accounts there.
pub const PLATFORM: TenantId = 0;

impl Street {
    /// The platform itself, which has addresses and log-ins as a street has, and nothing else of one.
    #[must_use]
    pub fn platform() -> Self {
        Self {
            id: PLATFORM,
            slug: "platform".to_owned(),
            prefix: String::new(),
            name: "议事平台".to_owned(),
            english_name: "Yishi platform".to_owned(),
            division_code: String::new(),
            organiser: String::new(),
            english_organiser: String::new(),
            phone: String::new(),
            icp_number: String::new(),
            police_number: String::new(),
            demo: false,
        }
    }
}

/// All enabled streets, by slug.
///
/// # Errors
/// When the database is away.
pub async fn streets(store: &Store) -> Result<Vec<Street>> {
    Ok(sqlx::query_as!(
        Street,
        "select id, slug, prefix, name, english_name, division_code, organiser, english_organiser, phone, icp_number, police_number, demo
         from tenant where enabled and id > 0 order by slug"
    )
    .fetch_all(store.pool())
    .await?)
}

/// One enabled street by its slug.
///
/// # Errors
/// When the database is away.
pub async fn street(store: &Store, slug: &str) -> Result<Option<Street>> {
    Ok(sqlx::query_as!(
        Street,
        "select id, slug, prefix, name, english_name, division_code, organiser, english_organiser, phone, icp_number, police_number, demo
         from tenant where enabled and id > 0 and slug = $1",
        slug
    )
    .fetch_optional(store.pool())
    .await?)
}

/// The working-day table: each day and whether it is worked (true) or off (false).
///
/// # Errors
/// When the database is away.
pub async fn calendar(store: &Store) -> Result<Vec<(NaiveDate, bool, String)>> {
    Ok(
        sqlx::query!("select day, kind, name from calendar_day order by day")
            .fetch_all(store.pool())
            .await?
            .into_iter()
            .map(|r| (r.day, r.kind == "worked", r.name))
            .collect(),
    )
}

/// Whether the database answers; for /readyz.
///
/// # Errors
/// When the database is away.
pub async fn ping(store: &Store) -> Result<()> {
    sqlx::query!("select 1 as one")
        .fetch_one(store.pool())
        .await?;
    Ok(())
}
