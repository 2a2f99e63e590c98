//! What the platform's operators do: found streets, enter their first people, help with passwords.

pub mod founding;

use uuid::Uuid;

use self::founding::Made;
use super::{App, Problem};
use crate::domain::platform::{CATEGORIES, NewStreet, Person, council_english_name, council_name};
use crate::kit::password::PasswordError;
use crate::store::people::accounts::{self, NewAccount, NewGrant, NewSeat};
use crate::store::people::places::{self, Category, Council, Place};
use crate::store::people::{factors, logins};
use crate::store::tenants::{self, NewTenant};
use crate::store::{Error, Owner, Result, TenantId, TenantTx};

/// What came of entering a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// A new account.
    Account,
    /// The phone had an account: the role was added to it.
    RoleOnly,
}

/// Why a person was not entered or found.
#[derive(Debug, thiserror::Error)]
pub enum AccountFault {
    /// Nobody has this phone.
    #[error("There is no account with this phone in that place.")]
    NoAccount,
    /// No such community.
    #[error("The street has no community {0}.")]
    NoCommunity(String),
    /// No such council.
    #[error("The street has no council {0}.")]
    NoCouncil(String),
    /// The phone is another person's.
    #[error("The phone has an account under another name: the role was not given.")]
    OtherName,
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// The password cannot be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
}

/// Founds a street: its row, its street council, the categories it begins with, its communities and
/// their councils.
///
/// # Errors
/// [`Problem::Store`] with `tenant_slug_key`, `tenant_prefix_key`, `community_slug_key` or
/// `community_name_key`.
pub async fn found_street(
    app: &App,
    owner: &mut Owner,
    street: &NewStreet,
) -> std::result::Result<TenantId, Problem> {
    let new = NewTenant {
        slug: street.slug.clone(),
        prefix: street.prefix.clone(),
        division_code: street.division_code.clone(),
        name: street.name.clone(),
        english_name: street.english_name.clone(),
        organiser: String::new(),
        english_organiser: String::new(),
        phone: String::new(),
        demo: street.demo,
    };
    let tenant = tenants::insert(owner, &new).await?;
    founding::found(app, tenant, &places_of(app, street)).await?;
    Ok(tenant)
}

/// The places that a street begins with: the street council first.
fn places_of(app: &App, street: &NewStreet) -> Made {
    let council =
        |slug: &str, name: &str, english_name: &str, community_id: Option<Uuid>| Council {
            id: id(app),
            slug: slug.to_owned(),
            name: council_name(name),
            english_name: council_english_name(english_name),
            level: community_id
                .map_or("subdistrict", |_| "community")
                .to_owned(),
            community_id,
            room: String::new(),
        };
    let communities: Vec<Place> = street
        .communities
        .iter()
        .map(|c| Place {
            id: id(app),
            slug: c.slug.clone(),
            name: c.name.clone(),
            english_name: c.english_name.clone(),
        })
        .collect();
    let mut councils = vec![council(
        &street.slug,
        &street.name,
        &street.english_name,
        None,
    )];
    councils.extend(
        communities
            .iter()
            .map(|c| council(&c.slug, &c.name, &c.english_name, Some(c.id))),
    );
    let categories = CATEGORIES.iter().map(|(id, name, english_name)| Category {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        english_name: (*english_name).to_owned(),
    });
    Made {
        communities: communities.into_iter().map(|place| (place, 0)).collect(),
        councils,
        units: Vec::new(),
        categories: categories.collect(),
        people: Vec::new(),
    }
}

/// Enters a person with a role, and a seat where one is named.
///
/// # Errors
/// An [`AccountFault`]; then nothing was written.
pub async fn create_account(
    app: &App,
    tenant: TenantId,
    person: &Person,
    password: &str,
) -> std::result::Result<Created, AccountFault> {
    // Hashed before the transaction: no password hash holds a connection.
    let password_hash = app.passwords.hash(password).await?;
    let typed = &person.typed;
    let mut tx = app.store.write(tenant, "platform.create_account").await?;
    let community_id = community(&mut tx, typed.community.as_deref()).await?;
    let council_id = council(&mut tx, typed.council.as_deref()).await?;
    let unit_id = unit(app, &mut tx, typed.unit.as_deref()).await?;
    let now = app.clock.now();
    let there = accounts::by_phone(&mut tx, &typed.phone).await?;
    let (account_id, created) = match there {
        Some((id, name)) if name == typed.name => (id, Created::RoleOnly),
        Some(_) => return Err(AccountFault::OtherName),
        None => {
            let account = NewAccount {
                id: id(app),
                phone: typed.phone.clone(),
                name: typed.name.clone(),
                post: typed.post.clone(),
                salutation: String::new(),
                password_hash,
                community_id,
                verified_at: Some(now),
                consent_version: String::new(),
                created_at: now,
            };
            accounts::insert(&mut tx, &account).await?;
            (account.id, Created::Account)
        }
    };
    let valid_from = typed.from.unwrap_or_else(|| app.clock.today());
    let grant = NewGrant {
        id: id(app),
        account_id,
        role: person.role.code().to_owned(),
        council_id,
        community_id,
        unit_id,
        valid_from,
        valid_until: typed.until,
    };
    accounts::grant(&mut tx, &grant).await?;
    if let (Some(seat), Some(council_id)) = (person.seat, council_id) {
        let seat = NewSeat {
            id: id(app),
            council_id,
            seat: seat.code().to_owned(),
            account_id,
            capacity: "holder".to_owned(),
            valid_from,
            valid_until: typed.until,
        };
        accounts::seat(&mut tx, &seat).await?;
    }
    tx.commit().await?;
    Ok(created)
}

/// Disables an account and ends its log-ins.
///
/// # Errors
/// [`AccountFault::NoAccount`].
pub async fn disable_account(
    app: &App,
    tenant: TenantId,
    phone: &str,
) -> std::result::Result<(), AccountFault> {
    let mut tx = app.store.write(tenant, "platform.disable_account").await?;
    let (account, _) = accounts::by_phone(&mut tx, phone)
        .await?
        .ok_or(AccountFault::NoAccount)?;
    accounts::disable(&mut tx, account, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Sets a new password and ends the account's log-ins.
///
/// # Errors
/// [`AccountFault::NoAccount`].
pub async fn reset_password(
    app: &App,
    tenant: TenantId,
    phone: &str,
    password: &str,
) -> std::result::Result<(), AccountFault> {
    let hash = app.passwords.hash(password).await?;
    let mut tx = app.store.write(tenant, "platform.reset_password").await?;
    let (account, _) = accounts::by_phone(&mut tx, phone)
        .await?
        .ok_or(AccountFault::NoAccount)?;
    accounts::set_password(&mut tx, account, &hash).await?;
    Ok(tx.commit().await?)
}

/// Removes the second factor of an account and ends its log-ins: the phone with the app is lost.
/// Answers whether there was one.
///
/// # Errors
/// [`AccountFault::NoAccount`].
pub async fn reset_second_factor(
    app: &App,
    tenant: TenantId,
    phone: &str,
) -> std::result::Result<bool, AccountFault> {
    let mut tx = app.store.write(tenant, "platform.reset_second").await?;
    let (account, _) = accounts::by_phone(&mut tx, phone)
        .await?
        .ok_or(AccountFault::NoAccount)?;
    let there = factors::remove(&mut tx, account).await?;
    logins::end_all(&mut tx, account).await?;
    tx.commit().await?;
    Ok(there)
}

async fn community(
    tx: &mut TenantTx,
    slug: Option<&str>,
) -> std::result::Result<Option<Uuid>, AccountFault> {
    let Some(slug) = slug else { return Ok(None) };
    let found = places::communities(tx)
        .await?
        .into_iter()
        .find(|c| c.slug == slug);
    found.map_or_else(
        || Err(AccountFault::NoCommunity(slug.to_owned())),
        |c| Ok(Some(c.id)),
    )
}

async fn council(
    tx: &mut TenantTx,
    slug: Option<&str>,
) -> std::result::Result<Option<Uuid>, AccountFault> {
    let Some(slug) = slug else { return Ok(None) };
    let found = places::councils(tx)
        .await?
        .into_iter()
        .find(|c| c.slug == slug);
    found.map_or_else(
        || Err(AccountFault::NoCouncil(slug.to_owned())),
        |c| Ok(Some(c.id)),
    )
}

async fn unit(app: &App, tx: &mut TenantTx, name: Option<&str>) -> Result<Option<Uuid>> {
    let Some(name) = name else { return Ok(None) };
    if let Some(unit) = places::units(tx)
        .await?
        .into_iter()
        .find(|u| u.name == name)
    {
        return Ok(Some(unit.id));
    }
    let id = id(app);
    places::insert_unit(tx, id, name, "").await?;
    Ok(Some(id))
}

fn id(app: &App) -> Uuid {
    app.ids.make(app.clock.now())
}
