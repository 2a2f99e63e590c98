//! Atom feeds (RFC 4287), for whoever follows a street without an account.

use atom_syndication::{Entry, Feed, Link, Person, Text};
use chrono::{DateTime, Utc};

/// A feed.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// Absolute address of the page that the feed is about; also the feed's identity.
    pub page: String,
    /// Absolute address of the feed itself.
    pub own: String,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub author: String,
    /// `zh-CN` or `en`.
    pub language: String,
    /// The latest first.
    pub items: Vec<Item>,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Item {
    /// Stays the same for ever; absolute, may hold a fragment.
    pub id: String,
    /// Absolute address of its page.
    pub page: String,
    /// One line.
    pub title: String,
    /// More of it, as plain text; may be empty.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The feed as XML. A feed without items is as old as the epoch.
#[must_use]
pub fn atom(news: &News) -> String {
    let link = |rel: &str, href: &str| Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        ..Link::default()
    };
    let entry = |item: &Item| Entry {
        id: item.id.clone(),
        title: Text::plain(item.title.clone()),
        updated: item.at.fixed_offset(),
        links: vec![link("alternate", &item.page)],
        summary: (!item.text.is_empty()).then(|| Text::plain(item.text.clone())),
        ..Entry::default()
    };
    let updated = news.items.iter().map(|i| i.at).max();
    let feed = Feed {
        id: news.page.clone(),
        title: Text::plain(news.title.clone()),
        updated: updated.unwrap_or_default().fixed_offset(),
        authors: vec![Person {
            name: news.author.clone(),
            ..Person::default()
        }],
        links: vec![link("self", &news.own), link("alternate", &news.page)],
        lang: Some(news.language.clone()),
        entries: news.items.iter().map(entry).collect(),
        ..Feed::default()
    };
    feed.to_string()
}
