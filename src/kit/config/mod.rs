//! Settings: as flags or in the environment, read once, wrong ones refused by name.
//!
//! What holds a secret (a password in an address, the program's secret, the demonstration's password)
//! comes from the environment only, so that it never stands in a list of processes, and is never printed.

mod address;
mod network;

use std::{fmt, net::SocketAddr, path::PathBuf};

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

pub use address::{DatabaseUrl, FilesUrl, PublicUrl, SmsUrl, decoded};
pub use network::{Networks, NotANetwork};

use super::secret::Secret;

/// Settings that hold a secret: environment only, listed in `serve --help` below the flags.
pub const SECRET_SETTINGS: &str = "\
Environment only, because they hold secrets:
  DATABASE_URL         Runtime log-in of a PostgreSQL that runs elsewhere; unset: the embedded database.
                       Example: postgres://yishi_app:…@db.example/yishi
  YISHI_OWNER_URL      Owner of that database, for migrate, tenant and psql.
                       Example: postgres://yishi_owner:…@db.example/yishi
  YISHI_SECRET         64 hex figures; made and kept in YISHI_DATA when unset, required with DATABASE_URL.
                       Example: made by: openssl rand -hex 32
  YISHI_DEMO_PASSWORD  Password of the demonstration's log-ins; unset: a random one, kept in YISHI_DATA.
                       Example: three-Words-7-apart
  YISHI_SMS_URL        HTTP gateway for short messages, to which {\"phone\": …, \"text\": …} is posted; unset: the codes for
                       registration and forgotten passwords stand in the program's log.
                       Example: https://sms.example/send?key=…";

/// A setting that cannot be used: its name, what is wrong, and one that would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} {fault}. Example: {name}={example}")]
pub struct WrongSetting {
    /// The setting's name.
    pub name: &'static str,
    /// What is wrong with its value; for a secret without the value.
    pub fault: String,
    /// A value that would do.
    pub example: &'static str,
}

impl WrongSetting {
    fn new(name: &'static str, fault: impl Into<String>, example: &'static str) -> Self {
        Self {
            name,
            fault: fault.into(),
            example,
        }
    }
}

/// Where a setting of the environment is looked up; tests give their own.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The process's environment. An empty value counts as unset, as in a compose file.
#[must_use]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

/// Settings of every command: where the data lie, and how it logs.
#[derive(Debug, Clone, Args)]
pub struct CommonArgs {
    /// Folder of the files and of the embedded database [default: .yishi]
    #[arg(
        long = "data",
        env = "YISHI_DATA",
        value_name = "FOLDER",
        global = true
    )]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    data: Option<PathBuf>,
    /// Folder of PostgreSQL's programs; when given, they are looked for nowhere else
    #[arg(long, env = "YISHI_PG_BIN", value_name = "FOLDER", global = true)]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    pg_bin: Option<PathBuf>,
    /// Where photos are kept: file:// and a folder, or s3:// with AWS_… variables [default: files in the data folder]
    #[arg(long, env = "YISHI_FILES_URL", value_name = "URL", global = true)]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    files_url: Option<String>,
    /// What is logged, such as info or yishi=debug,sqlx=warn [default: info for serve, else warn]
    #[arg(long, env = "YISHI_LOG", value_name = "FILTER", global = true)]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    log: Option<String>,
    /// How it is logged: text or json [default: text]
    #[arg(long, env = "YISHI_LOG_FORMAT", value_name = "FORMAT", global = true)]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    log_format: Option<String>,
}

/// Settings of `serve` alone.
#[derive(Debug, Clone, Args)]
#[group(id = "serve-settings")]
pub struct ServeArgs {
    /// Make the demonstration's streets where they are missing, and serve them
    #[arg(long)]
    pub demo: bool,
    /// The demonstration's day: its clock shows this day at the present hour [default: today]
    #[arg(long, value_name = "DAY", requires = "demo")]
    today: Option<NaiveDate>,
    /// Which part runs in this process
    #[arg(long, value_enum, default_value_t = Part::All)]
    pub role: Part,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "YISHI_LISTEN", value_name = "ADDRESS:PORT")]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    listen: Option<String>,
    /// The address that people type, without a path [default: http:// and the address listened on]
    #[arg(long, env = "YISHI_PUBLIC_URL", value_name = "URL")]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    public_url: Option<String>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks with commas [default: none]
    #[arg(long, env = "YISHI_TRUSTED_PROXIES", value_name = "LIST")]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    trusted_proxies: Option<String>,
    /// Keep pages that anybody may see for a second: on or off [default: on]
    #[arg(long, env = "YISHI_PAGE_CACHE", value_name = "ON")]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    page_cache: Option<String>,
    /// Connections to the database, 2 to 200 [default: 16]
    #[arg(long, env = "YISHI_POOL", value_name = "NUMBER")]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    pool: Option<String>,
    /// Topics that one account may raise within a day, a third of them within an hour; 0: no limit [default: 30]
    #[arg(long, env = "YISHI_TOPICS_A_DAY", value_name = "NUMBER")]
    #[arg(hide_env_values = true, help_heading = "Settings")]
    topics_a_day: Option<String>,
}

/// Topics that one account may raise within a day unless it is set otherwise.
pub const TOPICS_A_DAY: u32 = 30;

/// Which part of the program a process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Pages only.
    Web,
    /// The worker only.
    Worker,
    /// Both in one process.
    All,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Settings of every command, checked.
#[derive(Debug, Clone)]
pub struct Common {
    /// Folder of files and of the embedded database, absolute.
    pub data: PathBuf,
    /// Where photos are kept.
    pub files: FilesUrl,
    /// Folder of PostgreSQL's programs.
    pub pg_bin: Option<PathBuf>,
    /// Filter of the log; none where the command's default holds.
    pub log: Option<String>,
    /// How the log is written.
    pub log_format: LogFormat,
    /// The database given; none means the embedded one.
    pub database: Option<Given>,
    /// The program's secret where it was given.
    pub secret: Option<Secret>,
    /// The password of the demonstration's log-ins where it was given.
    pub demo_password: Option<Hidden>,
    /// The gateway for short messages; none: they stand in the log.
    pub sms: Option<SmsUrl>,
}

/// A PostgreSQL that runs elsewhere.
#[derive(Debug, Clone)]
pub struct Given {
    /// DATABASE_URL, the runtime log-in.
    pub runtime: DatabaseUrl,
    /// YISHI_OWNER_URL, the owner's log-in.
    pub owner: Option<DatabaseUrl>,
}

/// Settings of `serve`, checked.
#[derive(Debug, Clone)]
pub struct Serve {
    /// Whether the demonstration is served.
    pub demo: bool,
    /// The day that the demonstration's clock shows; none means today.
    pub today: Option<NaiveDate>,
    /// Which part runs.
    pub role: Part,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address that people type; none means the address listened on.
    pub public_url: Option<PublicUrl>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Networks,
    /// Whether pages that anybody may see are kept for a second.
    pub page_cache: bool,
    /// Connections to the database.
    pub pool: u32,
    /// Topics that one account may raise within a day; 0 for no limit.
    pub topics_a_day: u32,
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(String);

impl Hidden {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden(…)")
    }
}

impl CommonArgs {
    /// Checks the settings of every command.
    ///
    /// # Errors
    /// The first [`WrongSetting`].
    pub fn check(&self, env: Lookup<'_>) -> Result<Common, WrongSetting> {
        let given = match (env("DATABASE_URL"), env("YISHI_OWNER_URL")) {
            (None, None) => None,
            (None, Some(_)) => {
                return Err(WrongSetting::new(
                    "DATABASE_URL",
                    "is not set, but YISHI_OWNER_URL is: set both, or neither for the embedded database",
                    address::RUNTIME_EXAMPLE,
                ));
            }
            (Some(runtime), owner) => Some(Given {
                runtime: DatabaseUrl::parse("DATABASE_URL", &runtime)?,
                owner: owner
                    .map(|owner| DatabaseUrl::parse("YISHI_OWNER_URL", &owner))
                    .transpose()?,
            }),
        };
        let secret = env("YISHI_SECRET")
            .map(|text| Secret::parse(&text))
            .transpose()
            .map_err(|_| {
                WrongSetting::new(
                    "YISHI_SECRET",
                    "is not 64 hex figures (32 bytes)",
                    "the output of: openssl rand -hex 32",
                )
            })?;
        let demo_password = env("YISHI_DEMO_PASSWORD");
        if demo_password
            .as_ref()
            .is_some_and(|p| p.chars().count() < 8)
        {
            return Err(WrongSetting::new(
                "YISHI_DEMO_PASSWORD",
                "is shorter than 8 characters",
                "three-Words-7-apart",
            ));
        }
        let data = given_path(self.data.as_ref()).unwrap_or_else(|| PathBuf::from(".yishi"));
        let data = std::path::absolute(&data).map_err(|fault| {
            WrongSetting::new(
                "YISHI_DATA",
                format!("cannot be used: {fault}"),
                "/srv/yishi",
            )
        })?;
        let files = self.files_url.as_deref().filter(|url| !url.is_empty());
        Ok(Common {
            files: FilesUrl::parse(files, &data)?,
            data,
            pg_bin: given_path(self.pg_bin.as_ref()),
            log: checked_filter(self.log.as_deref())?,
            log_format: checked_format(self.log_format.as_deref())?,
            database: given,
            secret,
            demo_password: demo_password.map(Hidden),
            sms: env("YISHI_SMS_URL")
                .map(|url| SmsUrl::parse(&url))
                .transpose()?,
        })
    }
}

impl ServeArgs {
    /// Checks the settings of `serve`.
    ///
    /// # Errors
    /// The first [`WrongSetting`].
    pub fn check(&self, common: &Common) -> Result<Serve, WrongSetting> {
        let text = |value: &Option<String>| value.clone().filter(|v| !v.is_empty());
        let listen = text(&self.listen).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen: SocketAddr = listen.parse().map_err(|_| {
            let fault = format!("is {listen:?}, which is not an address with a port");
            WrongSetting::new("YISHI_LISTEN", fault, "127.0.0.1:8080")
        })?;
        if common.database.is_some() && common.secret.is_none() {
            return Err(WrongSetting::new(
                "YISHI_SECRET",
                "is not set, and is required with DATABASE_URL, so that every node has the same",
                "the output of: openssl rand -hex 32",
            ));
        }
        if self.demo && !listen.ip().is_loopback() && common.demo_password.is_none() {
            let fault = format!(
                "is {listen}, which others can reach: a demonstration is served there only with \
                 YISHI_DEMO_PASSWORD set"
            );
            return Err(WrongSetting::new("YISHI_LISTEN", fault, "127.0.0.1:8080"));
        }
        Ok(Serve {
            demo: self.demo,
            today: self.today,
            role: self.role,
            listen,
            public_url: text(&self.public_url)
                .map(|url| PublicUrl::parse(&url))
                .transpose()?,
            trusted_proxies: checked_networks(text(&self.trusted_proxies))?,
            page_cache: checked_switch("YISHI_PAGE_CACHE", text(&self.page_cache).as_deref())?,
            pool: checked_pool(text(&self.pool))?,
            topics_a_day: checked_topics(text(&self.topics_a_day))?,
        })
    }
}

fn given_path(path: Option<&PathBuf>) -> Option<PathBuf> {
    path.filter(|p| !p.as_os_str().is_empty()).cloned()
}

fn checked_networks(list: Option<String>) -> Result<Networks, WrongSetting> {
    list.unwrap_or_default().parse().map_err(|fault| {
        let fault = format!("is no list of networks: {fault}");
        WrongSetting::new("YISHI_TRUSTED_PROXIES", fault, "127.0.0.1,10.0.0.0/8")
    })
}

fn checked_switch(name: &'static str, switch: Option<&str>) -> Result<bool, WrongSetting> {
    match switch {
        None | Some("on") => Ok(true),
        Some("off") => Ok(false),
        Some(_) => Err(WrongSetting::new(
            name,
            "is neither on nor off".to_owned(),
            "on",
        )),
    }
}

fn checked_pool(pool: Option<String>) -> Result<u32, WrongSetting> {
    let Some(pool) = pool else { return Ok(16) };
    match pool.parse() {
        Ok(size) if (2..=200).contains(&size) => Ok(size),
        _ => {
            let fault = format!("is {pool:?}, which is not a number from 2 to 200");
            Err(WrongSetting::new("YISHI_POOL", fault, "16"))
        }
    }
}

fn checked_topics(most: Option<String>) -> Result<u32, WrongSetting> {
    let Some(most) = most else {
        return Ok(TOPICS_A_DAY);
    };
    most.parse().map_err(|_| {
        let fault = format!("is {most:?}, which is not a number");
        WrongSetting::new("YISHI_TOPICS_A_DAY", fault, "30")
    })
}

fn checked_filter(filter: Option<&str>) -> Result<Option<String>, WrongSetting> {
    let Some(filter) = filter.filter(|f| !f.is_empty()) else {
        return Ok(None);
    };
    match tracing_subscriber::EnvFilter::try_new(filter) {
        Ok(_) => Ok(Some(filter.to_owned())),
        Err(fault) => {
            let fault = format!("is {filter:?}, which is not a filter: {fault}");
            Err(WrongSetting::new("YISHI_LOG", fault, "info,yishi=debug"))
        }
    }
}

fn checked_format(format: Option<&str>) -> Result<LogFormat, WrongSetting> {
    match format {
        None | Some("" | "text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(other) => {
            let fault = format!("is {other:?}, which is neither text nor json");
            Err(WrongSetting::new("YISHI_LOG_FORMAT", fault, "text"))
        }
    }
}
