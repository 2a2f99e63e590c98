//! Addresses in settings: of a database, and the one that people type.

use std::fmt;
use std::path::{Path, PathBuf};

use url::Url;

use super::WrongSetting;

pub(super) const RUNTIME_EXAMPLE: &str = "postgres://yishi_app:…@db.example/yishi";

/// The address of a database with its log-in. Printed without the password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Url);

impl DatabaseUrl {
    /// Reads an address such as `postgres://user:password@host/database`; the setting's `name` is for
    /// the error alone.
    ///
    /// # Errors
    /// A [`WrongSetting`] that does not hold the value, for there may be a password in it.
    pub fn parse(name: &'static str, text: &str) -> Result<Self, WrongSetting> {
        let example = match name {
            "YISHI_OWNER_URL" => "postgres://yishi_owner:…@db.example/yishi",
            _ => RUNTIME_EXAMPLE,
        };
        let wrong = |fault: &str| WrongSetting::new(name, fault, example);
        let url =
            Url::parse(text).map_err(|fault| wrong(&format!("is not an address: {fault}")))?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(wrong("does not begin with postgres://"));
        }
        if url.username().is_empty() {
            return Err(wrong("names no role before the @"));
        }
        if url.path().trim_matches('/').is_empty() {
            return Err(wrong("names no database after the host"));
        }
        Ok(Self(url))
    }

    /// The whole address, password and all, for the driver.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.as_str()
    }

    /// The address without its password, and the password: for a program that is told them apart.
    #[must_use]
    pub fn apart(&self) -> (String, Option<String>) {
        let mut bare = self.0.clone();
        // Only an address that cannot have a password refuses to lose it.
        let _ = bare.set_password(None);
        (bare.into(), self.0.password().map(decoded))
    }

    /// The role that logs in.
    #[must_use]
    pub fn role(&self) -> String {
        decoded(self.0.username())
    }

    /// The password; none where the server asks for none.
    #[must_use]
    pub fn password(&self) -> Option<String> {
        self.0.password().map(decoded)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({})", self.apart().0)
    }
}

/// Where files are kept (YISHI_FILES_URL).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesUrl {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket that speaks S3, such as `s3://bucket/prefix`.
    Bucket(Url),
}

impl FilesUrl {
    /// Reads the setting; without one, `files` in the folder of the data.
    ///
    /// # Errors
    /// A [`WrongSetting`].
    pub fn parse(text: Option<&str>, data: &Path) -> Result<Self, WrongSetting> {
        let Some(text) = text else {
            return Ok(Self::Folder(data.join("files")));
        };
        let wrong = |fault: &str| {
            let fault = format!("is {text:?}, {fault}");
            WrongSetting::new("YISHI_FILES_URL", fault, "file:///var/lib/yishi/files")
        };
        let url = Url::parse(text).map_err(|_| wrong("which is not an address"))?;
        match url.scheme() {
            "file" => url
                .to_file_path()
                .map(Self::Folder)
                .map_err(|()| wrong("which names no folder of this machine")),
            "s3" if !url.username().is_empty() || url.password().is_some() => {
                Err(WrongSetting::new(
                    "YISHI_FILES_URL",
                    "holds a log-in: keys stand in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                    "s3://bucket/yishi",
                ))
            }
            "s3" if url.host_str().is_some_and(|bucket| !bucket.is_empty()) => {
                Ok(Self::Bucket(url))
            }
            "s3" => Err(wrong("which names no bucket")),
            _ => Err(wrong("which begins neither with file:// nor s3://")),
        }
    }
}

impl fmt::Display for FilesUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Bucket(url) => write!(f, "{url}"),
        }
    }
}

/// The address that people type (YISHI_PUBLIC_URL): scheme, host and port, nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Such as `https://yishi.example`, without a slash at the end.
    pub origin: String,
    /// Whether cookies may be `Secure`.
    pub https: bool,
}

impl PublicUrl {
    /// Reads the setting.
    ///
    /// # Errors
    /// A [`WrongSetting`].
    pub fn parse(text: &str) -> Result<Self, WrongSetting> {
        let wrong = |fault: String| {
            let fault = format!("is {text:?}, {fault}");
            WrongSetting::new("YISHI_PUBLIC_URL", fault, "https://yishi.example")
        };
        let url =
            Url::parse(text).map_err(|fault| wrong(format!("which is not an address: {fault}")))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(wrong(
                "which begins neither with http:// nor https://".into(),
            ));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("which holds more than scheme, host and port".into()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(WrongSetting::new(
                "YISHI_PUBLIC_URL",
                "holds a log-in before the host",
                "https://yishi.example",
            ));
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            https: url.scheme() == "https",
        })
    }
}

/// The address of a gateway for short messages (YISHI_SMS_URL). It may hold a key: never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsUrl(Url);

impl SmsUrl {
    /// Reads the setting.
    ///
    /// # Errors
    /// A [`WrongSetting`] that does not hold the value.
    pub fn parse(text: &str) -> Result<Self, WrongSetting> {
        let example = "https://sms.example/send?key=…";
        let wrong = |fault: &str| WrongSetting::new("YISHI_SMS_URL", fault, example);
        let url =
            Url::parse(text).map_err(|fault| wrong(&format!("is not an address: {fault}")))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(wrong("begins neither with http:// nor https://"));
        }
        Ok(Self(url))
    }

    /// The whole address, for the one place that needs it.
    #[must_use]
    pub const fn reveal(&self) -> &Url {
        &self.0
    }
}

impl fmt::Debug for SmsUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmsUrl(…)")
    }
}

/// The text behind the percent signs of an address.
#[must_use]
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after
            .get(..2)
            .filter(|_| first == b'%')
            .and_then(|pair| hex::decode(pair).ok());
        match hex {
            Some(byte) => {
                bytes.extend(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
