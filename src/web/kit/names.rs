//! The English names of a street's places, for English pages: communities, councils and their rooms,
//! departments, categories. Rows and papers hold the Chinese name, some as it was when they were
//! written; a page in English looks the other one up here. Kept in memory, read again each minute.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::kit::i18n::Lang;
use crate::store::people::places::{self, Named};
use crate::store::{Result, TenantId, TenantTx};

/// How old the names may be before they are read again.
const FRESH: Duration = Duration::from_secs(60);

/// English names by Chinese ones; empty for a Chinese page.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// The name in the page's language; the Chinese one where there is no other.
    #[must_use]
    pub fn of<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    fn from(rows: Vec<Named>) -> Self {
        let words = |n: Named| {
            let english = match n.room {
                // A room has no English name of its own: it is its council's.
                true => Lang::En
                    .t("place-room")
                    .arg("council", n.english_name)
                    .to_string(),
                false => n.english_name,
            };
            (n.name, english)
        };
        Self(rows.into_iter().map(words).collect())
    }
}

/// The names of every street that was asked for in English.
#[derive(Debug, Default)]
pub struct Glossary(RwLock<HashMap<TenantId, (Instant, Arc<Names>)>>);

impl Glossary {
    /// The names for a page of a street; nothing is read for a Chinese one.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of(&self, lang: Lang, tx: &mut TenantTx) -> Result<Arc<Names>> {
        match lang {
            Lang::Zh => return Ok(Arc::default()),
            Lang::En => {}
        }
        let street = tx.tenant();
        if let Some(names) = self.fresh(street) {
            return Ok(names);
        }
        let names = Arc::new(Names::from(places::english_names(tx).await?));
        let mut table = self.0.write().unwrap_or_else(PoisonError::into_inner);
        table.insert(street, (Instant::now(), names.clone()));
        Ok(names)
    }

    fn fresh(&self, street: TenantId) -> Option<Arc<Names>> {
        let table = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (at, names) = table.get(&street)?;
        (at.elapsed() < FRESH).then(|| names.clone())
    }
}

/// A name as pages show it. Whoever has closed the account has none any more, however often the record holds
/// what it was.
#[must_use]
pub fn still(lang: Lang, name: &str) -> String {
    if name.is_empty() {
        lang.t("person-closed").to_string()
    } else {
        name.to_owned()
    }
}

/// A colleague, as colleagues know them: 王丽（云溪议事室联络员）. Officials act under name and post.
#[must_use]
pub fn colleague(lang: Lang, name: &str, post: &str) -> String {
    if post.is_empty() {
        return name.to_owned();
    }
    let text = lang.t("lock-colleague").arg("name", name);
    text.arg("post", post).to_string()
}

/// Who holds a duty, from the key that its row has: an author, a seat, a role.
#[must_use]
pub fn holder(lang: Lang, key: &str) -> String {
    let code = match key.split(':').collect::<Vec<_>>().as_slice() {
        ["person", _] => "author".to_owned(),
        ["role", role] => role.trim_end_matches("_officer").to_owned(),
        ["council", _, "liaison"] => "liaison".to_owned(),
        ["council", _, seat] => format!("convener-{seat}"),
        _ => return String::new(),
    };
    lang.t(format!("capacity-{}", code.replace('_', "-")))
        .to_string()
}
