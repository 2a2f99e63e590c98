//! `yishi account`: people of a street, or of the platform, from the command line. A password comes
//! by standard input or is made by the program; it never stands on the command line.

use std::io::{IsTerminal, stdin};

use anyhow::{Context, bail, ensure};
use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::domain::platform::{NewPerson, phone};
use crate::kit::config::Common;
use crate::kit::password::check_new;
use crate::kit::secret::Token;
use crate::service::platform::{self, AccountFault, Created};
use crate::store::{TenantId, system_tx};

use super::{Exit, Means, Refused, means, print};

/// What to do with accounts.
#[derive(Debug, Args)]
pub struct AccountArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Create an account with a role; where the phone has one already, the role is added to it
    #[command(after_help = "Examples:\n  \
        yishi account create --street yunxi --role liaison --name 陈静 --phone 13900000001 --council yunxi\n  \
        pass show yishi | yishi account create --platform --role platform_operator --name 周宁 --phone 13900000002 --password-stdin")]
    Create(Box<CreateArgs>),
    /// Disable an account and end its log-ins; nothing is deleted
    #[command(after_help = "Example: yishi account disable --street yunxi --phone 13900000001")]
    Disable(Whose),
    /// Set a new password and end the account's log-ins
    #[command(
        after_help = "Example: yishi account reset-password --street yunxi --phone 13900000001 --password-stdin"
    )]
    ResetPassword {
        #[command(flatten)]
        whose: Whose,
        /// Read the password from standard input (one line); else one is made and printed
        #[arg(long)]
        password_stdin: bool,
    },
    /// Remove an account's second factor and end its log-ins: the phone with the app is lost
    #[command(
        after_help = "Example: yishi account reset-second-factor --street yunxi --phone 13900000001"
    )]
    ResetSecondFactor(Whose),
}

#[derive(Debug, Args)]
struct Where {
    /// The street's slug
    #[arg(
        long,
        required_unless_present = "platform",
        conflicts_with = "platform"
    )]
    street: Option<String>,
    /// The platform itself: operators and district viewers
    #[arg(long)]
    platform: bool,
}

#[derive(Debug, Args)]
struct Whose {
    #[command(flatten)]
    place: Where,
    /// The account's phone
    #[arg(long)]
    phone: String,
}

#[derive(Debug, Args)]
struct CreateArgs {
    #[command(flatten)]
    whose: Whose,
    /// resident, liaison, convener, member, delegate, department_officer, office_officer, leader,
    /// street_admin, auditor, district_viewer or platform_operator
    #[arg(long)]
    role: String,
    /// Real name
    #[arg(long)]
    name: String,
    /// Post under which an official acts, such as 云溪社区党委书记
    #[arg(long, default_value = "")]
    post: String,
    /// Community lived in, or linked to; its slug
    #[arg(long)]
    community: Option<String>,
    /// Council of a liaison, delegate or convener; its slug
    #[arg(long)]
    council: Option<String>,
    /// A convener's seat: party_secretary, linked_member or street_head
    #[arg(long, requires = "council")]
    seat: Option<String>,
    /// Unit of a department officer, by name; made where the street has none of that name
    #[arg(long)]
    unit: Option<String>,
    /// First day of role and seat, such as 2026-12-01 [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<NaiveDate>,
    /// Last day of role and seat [default: none]
    #[arg(long, value_name = "DAY")]
    until: Option<NaiveDate>,
    /// Read the password from standard input (one line); else one is made and printed
    #[arg(long)]
    password_stdin: bool,
}

/// Runs the command.
pub async fn run(args: AccountArgs, common: &Common) -> anyhow::Result<Exit> {
    means::with(common, "account", async |means: &Means| match &args.what {
        What::Create(create) => self::create(create, means).await,
        What::Disable(whose) => disable(whose, means).await,
        What::ResetPassword {
            whose,
            password_stdin,
        } => reset(whose, *password_stdin, means).await,
        What::ResetSecondFactor(whose) => reset_second(whose, means).await,
    })
    .await
}

async fn create(args: &CreateArgs, means: &Means) -> anyhow::Result<Exit> {
    let person = NewPerson {
        platform: args.whose.place.platform,
        phone: args.whose.phone.clone(),
        name: args.name.clone(),
        post: args.post.clone(),
        role: args.role.clone(),
        community: args.community.clone(),
        council: args.council.clone(),
        seat: args.seat.clone(),
        unit: args.unit.clone(),
        from: args.from,
        until: args.until,
    };
    let checked = person.check()?;
    let app = means.app().await?;
    let tenant = tenant(&args.whose.place, means).await?;
    let (password, made) = password(args.password_stdin, &person.phone)?;
    let created = platform::create_account(&app, tenant, &checked, &password).await;
    match created.map_err(fault)? {
        Created::Account => {
            print(format_args!(
                "{} has an account as {}.",
                person.name, person.role
            ));
            say_password(&password, made);
        }
        Created::RoleOnly => print(format_args!(
            "{} had an account already and has the role {} now; the password is unchanged.",
            person.phone, person.role
        )),
    }
    Ok(Exit::Done)
}

async fn disable(whose: &Whose, means: &Means) -> anyhow::Result<Exit> {
    let phone = phone(&whose.phone)?;
    let tenant = tenant(&whose.place, means).await?;
    let app = means.app().await?;
    platform::disable_account(&app, tenant, phone)
        .await
        .map_err(fault)?;
    print(format_args!(
        "The account of {phone} is disabled and logged out everywhere."
    ));
    Ok(Exit::Done)
}

async fn reset(whose: &Whose, from_stdin: bool, means: &Means) -> anyhow::Result<Exit> {
    let phone = phone(&whose.phone)?;
    let tenant = tenant(&whose.place, means).await?;
    let app = means.app().await?;
    let (password, made) = password(from_stdin, phone)?;
    platform::reset_password(&app, tenant, phone, &password)
        .await
        .map_err(fault)?;
    print(format_args!(
        "The account of {phone} has a new password and is logged out everywhere."
    ));
    say_password(&password, made);
    Ok(Exit::Done)
}

async fn reset_second(whose: &Whose, means: &Means) -> anyhow::Result<Exit> {
    let phone = phone(&whose.phone)?;
    let tenant = tenant(&whose.place, means).await?;
    let app = means.app().await?;
    let there = platform::reset_second_factor(&app, tenant, phone).await;
    print(if there.map_err(fault)? {
        format!(
            "The account of {phone} has no second factor any more and is logged out everywhere."
        )
    } else {
        format!("The account of {phone} had no second factor.")
    });
    Ok(Exit::Done)
}

/// The tenant's number: 0 is the platform.
async fn tenant(place: &Where, means: &Means) -> anyhow::Result<TenantId> {
    let Some(slug) = &place.street else {
        return Ok(0);
    };
    match system_tx::street(&means.store, slug).await? {
        Some(street) => Ok(street.id),
        None => Err(Refused(format!("There is no street {slug}. See: yishi tenant list")).into()),
    }
}

/// A password from standard input, or a random one, and whether it was made.
fn password(from_stdin: bool, phone: &str) -> anyhow::Result<(String, bool)> {
    if !from_stdin {
        // Capital, small, figure and sign: whatever rule asks for them finds them.
        return Ok((format!("Yi-{}", &Token::random().text()[..16]), true));
    }
    if stdin().is_terminal() {
        bail!(
            "--password-stdin reads a pipe, so that the password is not shown: pass show yishi | yishi …"
        );
    }
    let mut line = String::new();
    stdin()
        .read_line(&mut line)
        .context("The password cannot be read from standard input")?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    ensure!(
        !password.is_empty(),
        "There is no password on standard input."
    );
    if check_new(&password, phone).is_err() {
        return Err(Refused(
            "The password is too weak: 8 to 128 characters, of three of capital letters, small letters, \
             figures and signs, not a well-known one, and without the phone."
                .to_owned(),
        )
        .into());
    }
    Ok((password, false))
}

fn say_password(password: &str, made: bool) {
    if made {
        print(format_args!("Its password, shown this once: {password}"));
    }
}

fn fault(fault: AccountFault) -> anyhow::Error {
    match fault {
        AccountFault::Store(fault) => fault.into(),
        AccountFault::Password(fault) => fault.into(),
        refused @ (AccountFault::NoAccount
        | AccountFault::NoCommunity(_)
        | AccountFault::NoCouncil(_)
        | AccountFault::OtherName) => Refused(refused.to_string()).into(),
    }
}
