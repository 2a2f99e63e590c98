//! The person's own export: a ZIP with everything that the street holds of them, written while it is sent.
//!
//! At no time more lies in memory than a page of rows or one photo, and no connection of the database is
//! held while the visitor takes what was sent.

use std::io;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use uuid::Uuid;

use super::readable;
use crate::domain::policy::{Part, Sight, Viewer, Visibility, visible};
use crate::kit::export::Zip;
use crate::kit::i18n::Lang;
use crate::service::{App, Me, Problem};
use crate::store::TenantId;
use crate::store::people::mine::{self, Section};

/// Rows of a page.
const PAGE: usize = 500;

/// Parts that may wait for the visitor.
const WAITING: usize = 2;

/// What ends an export before its end.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Problem(#[from] Problem),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Files(#[from] crate::kit::files::FilesError),
    #[error(transparent)]
    Page(#[from] askama::Error),
    /// The visitor went away.
    #[error("nobody takes it any more")]
    Gone,
}

impl From<crate::store::Error> for Fault {
    fn from(error: crate::store::Error) -> Self {
        Self::Problem(error.into())
    }
}

/// Begins the export; its parts come through the channel, and an error in place of a part ends it.
#[must_use]
pub fn export(
    app: Arc<App>,
    tenant: TenantId,
    me: Arc<Me>,
    lang: Lang,
) -> Receiver<io::Result<Vec<u8>>> {
    let (send, receive) = channel(WAITING);
    tokio::spawn(async move {
        let mut packer = Packer {
            app: &app,
            tenant,
            me: me.account(),
            viewer: Viewer::of(Some(&me.actor)),
            lang,
            zip: Zip::default(),
            send: &send,
        };
        let done = match packer.all().await {
            Ok(()) => packer.end().await,
            Err(fault) => Err(fault),
        };
        match done {
            Ok(()) | Err(Fault::Gone) => {}
            Err(fault) => {
                tracing::error!(error = %fault, "an export of somebody's own data broke off");
                // A broken body tells the browser that the file is not whole.
                let _ = send.send(Err(io::Error::other("broken off"))).await;
            }
        }
    });
    receive
}

struct Packer<'a> {
    app: &'a App,
    tenant: TenantId,
    me: Uuid,
    viewer: Viewer,
    lang: Lang,
    zip: Zip,
    send: &'a Sender<io::Result<Vec<u8>>>,
}

impl Packer<'_> {
    async fn all(&mut self) -> Result<(), Fault> {
        let lang = self.lang;
        self.zip.text("README.txt")?;
        self.zip
            .add(lang.t("export-readme").to_string().as_bytes())?;
        for section in Section::ALL {
            self.section(section).await?;
        }
        self.ratings(None).await?;
        self.readable().await
    }

    /// The page that people read, of the same rows.
    async fn readable(&mut self) -> Result<(), Fault> {
        let lang = self.lang;
        self.zip.text("index.html")?;
        self.zip.add(readable::head(lang)?.as_bytes())?;
        for section in Section::ALL {
            let mut after = Uuid::nil();
            let mut first = true;
            loop {
                let rows = self.rows(section, after).await?;
                for row in &rows {
                    let text = readable::row(lang, section.name(), &row.value, first)?;
                    self.zip.add(text.as_bytes())?;
                    first = false;
                }
                self.flush().await?;
                match rows.last() {
                    Some(last) if rows.len() == PAGE => after = last.key,
                    Some(_) | None => break,
                }
            }
        }
        self.ratings(Some(lang)).await?;
        self.zip.add(readable::END.as_bytes())?;
        Ok(())
    }

    /// A page of rows; no connection is held afterwards.
    async fn rows(&self, section: Section, after: Uuid) -> Result<Vec<mine::Row>, Fault> {
        let mut tx = self.app.store.read(self.tenant, "people.export").await?;
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let mut rows = mine::rows(&mut tx, section, self.me, after, limit).await?;
        for row in &mut rows {
            self.veil(&mut row.value);
        }
        Ok(rows)
    }

    /// What a row tells of somebody's topic is told as the pages tell it: whoever follows it need not see it.
    fn veil(&self, value: &mut Value) {
        let Some(row) = value.as_object_mut() else {
            return;
        };
        let Some(sight) = row.remove("sight") else {
            return;
        };
        let sight = sight_of(&sight);
        for (key, part) in [("title", Part::Text), ("session", Part::Papers)] {
            let seen = sight.is_some_and(|sight| visible(&self.viewer, &sight, part));
            if let (Some(told), false) = (row.get_mut(key), seen) {
                *told = self.lang.t("topic-hidden-title").to_string().into();
            }
        }
    }

    /// One file of a section, an array; photos are added as they are met.
    async fn section(&mut self, section: Section) -> Result<(), Fault> {
        let mut after = Uuid::nil();
        let mut photos = Vec::new();
        let mut first = true;
        self.zip.text(&format!("{}.json", section.name()))?;
        self.zip.add(b"[")?;
        loop {
            let rows = self.rows(section, after).await?;
            let last = rows.last().map(|r| r.key);
            let whole = rows.len() < PAGE;
            for row in rows {
                let mut value = row.value;
                if section == Section::Photos {
                    photos.push((row.key, name_of(&mut value)));
                }
                self.value(&value, &mut first)?;
            }
            self.flush().await?;
            match last {
                Some(last) if !whole => after = last,
                Some(_) | None => break,
            }
        }
        self.zip.add(b"\n]\n")?;
        for (id, file) in photos {
            if let Some(bytes) = self.app.files.get(self.tenant, &file).await? {
                self.zip.picture(&format!("photos/{id}.jpg"))?;
                self.zip.add(&bytes)?;
                self.flush().await?;
            }
        }
        Ok(())
    }

    /// That one rated: found by the mark, topic by topic, for no rating names a person. A file of its own, or in
    /// a language a part of the page that people read.
    async fn ratings(&mut self, readable: Option<Lang>) -> Result<(), Fault> {
        let key = self.app.street_key(self.tenant);
        let mut after = Uuid::nil();
        let mut first = true;
        if readable.is_none() {
            self.zip.text("ratings.json")?;
            self.zip.add(b"[")?;
        }
        loop {
            let mut tx = self.app.store.read(self.tenant, "people.export").await?;
            let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
            let rounds = mine::rounds(&mut tx, after, limit).await?;
            let Some(last) = rounds.last() else { break };
            after = last.id;
            let topics: Vec<Uuid> = rounds.iter().map(|r| r.topic_id).collect();
            let voters: Vec<String> = topics.iter().map(|t| key.voter(*t, self.me)).collect();
            let rated = mine::rated(&mut tx, &topics, &voters).await?;
            drop(tx);
            for value in rated {
                match readable {
                    None => self.value(&value, &mut first)?,
                    Some(lang) => {
                        let text = readable::row(lang, "ratings", &value, first)?;
                        self.zip.add(text.as_bytes())?;
                        first = false;
                    }
                }
            }
            self.flush().await?;
        }
        if readable.is_none() {
            self.zip.add(b"\n]\n")?;
        }
        Ok(())
    }

    fn value(&mut self, value: &Value, first: &mut bool) -> Result<(), Fault> {
        let before: &[u8] = if *first { b"\n" } else { b",\n" };
        self.zip.add(before)?;
        *first = false;
        let text = serde_json::to_vec(value).map_err(io::Error::other)?;
        Ok(self.zip.add(&text)?)
    }

    async fn flush(&mut self) -> Result<(), Fault> {
        let part = self.zip.take();
        self.hand_over(part).await
    }

    async fn end(self) -> Result<(), Fault> {
        let Self { zip, send, .. } = self;
        let part = zip.end()?;
        send.send(Ok(part)).await.map_err(|_| Fault::Gone)
    }

    async fn hand_over(&self, part: Vec<u8>) -> Result<(), Fault> {
        if part.is_empty() {
            return Ok(());
        }
        self.send.send(Ok(part)).await.map_err(|_| Fault::Gone)
    }
}

/// Who sees a topic, out of a row; nobody where it cannot be told.
fn sight_of(value: &Value) -> Option<Sight> {
    let id = |key: &str| Uuid::try_parse(value[key].as_str()?).ok();
    Some(Sight {
        visibility: Visibility::from_code(value["visibility"].as_str()?)?,
        council: id("council")?,
        author: id("author"),
    })
}

/// The name of a photo's object; it is no part of what is exported.
fn name_of(value: &mut Value) -> String {
    let name = value.as_object_mut().and_then(|o| o.remove("large"));
    name.and_then(|n| n.as_str().map(str::to_owned))
        .unwrap_or_default()
}
