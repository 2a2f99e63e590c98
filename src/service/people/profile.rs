//! Changing what one has registered, and closing one's account.

use std::sync::Arc;

use chrono::Days;

use super::residents::asked;
use crate::domain::fields::{FieldErrors, Fields, Raw, as_name};
use crate::domain::people::name;
use crate::domain::privacy::ShowName;
use crate::service::{App, Me, Problem};
use crate::store::TenantTx;
use crate::store::people::profile::{self, Alone, Change};
use crate::store::people::{accounts, checks, places};
use crate::store::system_tx::Street;

/// How somebody can be addressed, beside not at all.
pub const SALUTATIONS: [&str; 2] = ["mr", "ms"];

/// Changes name, community, estate, and how the name is shown. Another name or community has to be
/// checked again, and so has whatever was corrected by somebody who was turned down; then true.
///
/// # Errors
/// [`Problem::Invalid`]; when the database is away.
pub async fn change(app: &App, mut tx: TenantTx, me: &Me, raw: &Raw) -> Result<bool, Problem> {
    let known = places::communities(&mut tx).await?;
    checks::hold(&mut tx, me.account()).await?;
    let now = profile::of(&mut tx, me.account()).await?;
    let mut f = Fields::new(raw);
    let name = name(&mut f);
    let community = |v: &str| known.iter().find(|c| c.id.to_string() == v).map(|c| c.id);
    // Somebody who works here need not live here; a resident does.
    let community = match me.actor.community {
        Some(_) => f.choice("community", community),
        None => f.opt_choice("community", community),
    };
    let estate = f.opt_line("estate", 60);
    let salutation = f.opt_choice("salutation", |v| SALUTATIONS.into_iter().find(|s| *s == v));
    let show = f.choice("show_name", ShowName::from_code);
    if show == Some(ShowName::Salutation) && salutation.is_none() && f.ok("salutation") {
        f.fail("salutation", "error-salutation");
    }
    f.done()?;
    let another = name != as_name(&me.name) || community != me.actor.community;
    let corrected = now.refused_at.is_some() && (another || estate != now.estate);
    let unchecked = corrected || me.actor.verified && another;
    let change = Change {
        name,
        community,
        estate,
        salutation: salutation.unwrap_or_default().to_owned(),
        show_name: show.unwrap_or(ShowName::Masked).code().to_owned(),
        unchecked,
    };
    profile::change(&mut tx, me.account(), &change).await?;
    if unchecked {
        checks::note(&mut tx, &asked(app, me.account())).await?;
    }
    tx.commit().await?;
    Ok(unchecked)
}

/// What somebody fills alone, and must hand over before the account can be closed.
///
/// # Errors
/// When the database is away.
pub async fn holds_alone(app: &App, tx: &mut TenantTx, me: &Me) -> Result<Vec<Alone>, Problem> {
    Ok(profile::alone_in(tx, me.account(), app.clock.today()).await?)
}

/// Closes one's account, for good.
///
/// # Errors
/// [`Problem::Invalid`] without the password, without the tick, or while a seat would fall empty.
pub async fn close(app: &Arc<App>, street: &Street, me: &Me, raw: &Raw) -> Result<(), Problem> {
    let mut f = Fields::new(raw);
    f.agreed("sure", "error-sure");
    let password = raw.all("password").first().cloned().unwrap_or_default();
    if password.is_empty() {
        f.fail("password", "error-empty");
    }
    f.done()?;
    let mut tx = app.store.read(street.id, "people.credentials").await?;
    let there = accounts::credentials(&mut tx, &me.phone).await?;
    drop(tx);
    let there = there.ok_or(Problem::LoginNeeded)?;
    let right = app.passwords.verify(&password, Some(&there.password_hash));
    if !right.await? {
        return Err(FieldErrors::one("password", "error-password-wrong").into());
    }
    let mut tx = app.store.write(street.id, "people.close").await?;
    if !holds_alone(app, &mut tx, me).await?.is_empty() {
        return Err(FieldErrors::one("", "error-alone").into());
    }
    let today = app.clock.today();
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let now = app.clock.now();
    profile::close(&mut tx, me.account(), &me.phone, yesterday, now).await?;
    Ok(tx.commit().await?)
}
