//! Residents who registered by themselves lately, as anybody does: they wait for the liaison to check them.

use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;

use super::town::phone;
use crate::domain::fields::Raw;
use crate::kit::i18n::Lang;
use crate::kit::secret::Token;
use crate::service::{App, people};
use crate::store::people::{accounts, codes};
use crate::store::system_tx::Street;

/// Last figures of the phone, name, estate and year of birth.
const NEWCOMERS: [(usize, &str, &str, &str); 2] = [
    (901, "沈知夏", "云溪新苑 12 幢", "1991"),
    (902, "欧阳建军", "云溪里 3 幢", "1954"),
];

/// Registers them in the street's first community; the program's messages must be kept in memory.
///
/// # Errors
/// When a registration is refused, or the database is away.
pub async fn register(app: &Arc<App>, street: &Street, hash: &str) -> anyhow::Result<()> {
    let mut tx = app.store.read(street.id, "demo.newcomers").await?;
    let communities = crate::store::people::places::communities(&mut tx).await?;
    drop(tx);
    let home = communities
        .first()
        .context("a street without communities")?;
    let home = home.id.to_string();
    for (n, name, estate, born) in NEWCOMERS {
        let phone = phone(n);
        let first = [
            ("phone", phone.as_str()),
            ("birth_year", born),
            ("consent", "yes"),
        ];
        let asker = people::Asker::default();
        let asked = people::register(app, street, Lang::Zh, &Raw::of(first), &asker).await?;
        let by = people::marked(app, street, people::Purpose::Register, &asked.mark);
        let by = by.context("a mark of this program")?;
        let messages = app.sms.messages();
        let text = messages.last().map_or("", |m| m.text.as_str());
        let code = text
            .split(|c: char| !c.is_ascii_digit())
            .find(|part| part.len() == 6);
        // Replaced at once by the demonstration's password; nobody ever knows this one.
        let password = format!("Yi-{}", &Token::random().text()[..16]);
        let second = [
            ("code", code.context("a message without a code")?),
            ("name", name),
            ("community", &home),
            ("estate", estate),
            ("password", &password),
        ];
        people::registered(app, street, &by, &Raw::of(second)).await?;
        let mut tx = app.store.write(street.id, "demo.newcomers").await?;
        let account = accounts::id_by_phone(&mut tx, &phone).await?;
        accounts::set_password(&mut tx, account.context("the newcomer")?, hash).await?;
        codes::remove_old(&mut tx, app.clock.now() + TimeDelta::seconds(1), 10).await?;
        tx.commit().await?;
    }
    Ok(())
}
