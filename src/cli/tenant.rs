//! `yishi tenant`: the list of streets.

use clap::{Args, Subcommand};
use serde_json::json;

use crate::domain::platform::{Community, NewStreet};
use crate::kit::config::Common;
use crate::service::{Problem, platform};
use crate::store::{Error, tenants};

use super::{Exit, Means, Refused, means, print};

/// What to do with the list of streets.
#[derive(Debug, Args)]
pub struct TenantArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a street with its council and, where named, its communities with theirs
    #[command(
        after_help = "Example: yishi tenant create --code 990101003 --slug lanting --prefix LT --name 兰亭街道 \
        --community lanqiao=兰桥社区"
    )]
    Create(CreateArgs),
    /// List the streets
    #[command(after_help = "Example: yishi tenant list --json")]
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Let a street's pages answer no more; nothing is deleted
    #[command(after_help = "Example: yishi tenant disable lanting")]
    Disable {
        /// The street's slug
        street: String,
    },
    /// Let a disabled street's pages answer again
    #[command(after_help = "Example: yishi tenant enable lanting")]
    Enable {
        /// The street's slug
        street: String,
    },
}

#[derive(Debug, Args)]
struct CreateArgs {
    /// Its division code, nine figures
    #[arg(long)]
    code: String,
    /// First part of its addresses: small letters, figures, hyphens
    #[arg(long)]
    slug: String,
    /// Beginning of its topics' codes: two to four capital letters
    #[arg(long)]
    prefix: String,
    /// Its name, such as 兰亭街道
    #[arg(long)]
    name: String,
    /// Its English name
    #[arg(long, default_value = "")]
    english_name: String,
    /// A community with its council; as often as there are communities
    #[arg(long, value_name = "SLUG=NAME")]
    community: Vec<String>,
}

/// Runs the command.
pub async fn run(args: TenantArgs, common: &Common) -> anyhow::Result<Exit> {
    means::with(common, "tenant", async |means: &Means| match &args.what {
        What::Create(create) => self::create(create, means).await,
        What::List { json } => list(*json, means).await,
        What::Disable { street } => enable(street, false, means).await,
        What::Enable { street } => enable(street, true, means).await,
    })
    .await
}

async fn create(args: &CreateArgs, means: &Means) -> anyhow::Result<Exit> {
    let communities = args.community.iter().map(|text| Community::parse(text));
    let street = NewStreet {
        slug: args.slug.clone(),
        prefix: args.prefix.clone(),
        division_code: args.code.clone(),
        name: args.name.clone(),
        english_name: args.english_name.clone(),
        demo: false,
        communities: communities.collect::<Result<_, _>>()?,
    };
    street.check()?;
    let app = means.app().await?;
    let mut owner = means.owner("tenant create").await?;
    match platform::found_street(&app, &mut owner, &street).await {
        Ok(id) => {
            print(format_args!(
                "{} is street number {id}, at /{}",
                street.name, street.slug
            ));
            Ok(Exit::Done)
        }
        Err(Problem::Store(Error::Constraint(name))) => Err(Refused(match name.as_str() {
            "tenant_slug_key" => {
                format!("There is a street with the slug {} already.", street.slug)
            }
            "tenant_prefix_key" => format!(
                "There is a street with the prefix {} already.",
                street.prefix
            ),
            "community_slug_key" | "community_name_key" => {
                "Two communities have the same slug or name.".to_owned()
            }
            other => format!("The database refuses the street: {other}"),
        })
        .into()),
        Err(other) => Err(other.into()),
    }
}

async fn list(as_json: bool, means: &Means) -> anyhow::Result<Exit> {
    let mut owner = means.owner("tenant list").await?;
    let streets = tenants::list(&mut owner).await?;
    owner.close().await;
    if as_json {
        let rows: Vec<_> = streets
            .iter()
            .map(|s| {
                json!({"id": s.id, "slug": s.slug, "prefix": s.prefix, "code": s.division_code, "name": s.name,
                    "demo": s.demo, "enabled": s.enabled})
            })
            .collect();
        print(serde_json::to_string_pretty(&rows)?);
        return Ok(Exit::Done);
    }
    for s in streets {
        let state = match (s.enabled, s.demo) {
            (false, _) => "disabled",
            (true, true) => "demonstration",
            (true, false) => "enabled",
        };
        print(format_args!(
            "{:>4}  {:<16}  {:<4}  {}  {state:<13}  {}",
            s.id, s.slug, s.prefix, s.division_code, s.name
        ));
    }
    Ok(Exit::Done)
}

async fn enable(street: &str, enabled: bool, means: &Means) -> anyhow::Result<Exit> {
    let mut owner = means.owner("tenant").await?;
    let done = tenants::set_enabled(&mut owner, street, enabled).await;
    owner.close().await;
    match done {
        Ok(()) => {
            print(format_args!(
                "{street} is {}.",
                if enabled { "enabled" } else { "disabled" }
            ));
            Ok(Exit::Done)
        }
        Err(Error::NotFound) => Err(Refused(format!("There is no street {street}.")).into()),
        Err(other) => Err(other.into()),
    }
}
