//! A street with the program's means around it: deeds by the people of the street.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use yishi::domain::calendar::Calendar;
use yishi::domain::fields::Raw;
use yishi::kit::files::Files;
use yishi::kit::picture::Pictures;
use yishi::kit::secret::{Secret, Token};
use yishi::kit::sms::Sms;
use yishi::service::{App, Deed, Me, Target};
use yishi::store::people::logins;
use yishi::store::system_tx;

use super::database::{Db, db};
use super::people::{Person, passwords};
use super::streets::{Street, at, street};

/// A database, a street in it and an [`App`] whose clock and ids are the street's.
#[derive(Debug)]
pub struct World {
    /// The street's places and people.
    pub street: Street,
    /// The street as the program reads it.
    pub row: Arc<system_tx::Street>,
    /// The program's means.
    pub app: Arc<App>,
    /// The database; it goes last.
    pub db: Db,
}

/// A database of its own with the street 云溪.
pub async fn world() -> World {
    let db = db().await;
    let street = street(&db).await;
    World::of(db, street).await
}

impl World {
    /// The program's means around a database, with the system's clock and random ids.
    pub fn app_of(db: &Db) -> App {
        App {
            store: db.store.clone(),
            clock: Default::default(),
            ids: Default::default(),
            secret: Secret::parse(&"5a".repeat(32)).unwrap(),
            passwords: passwords(),
            files: Files::in_memory(),
            pictures: Pictures::default(),
            sms: Sms::kept(),
            topics_a_day: yishi::kit::config::TOPICS_A_DAY,
            calendar: Arc::new(Calendar::of_2026()),
            wake: Arc::default(),
        }
    }

    /// Around a street that is there already.
    pub async fn of(db: Db, street: Street) -> Self {
        let row = system_tx::street(&db.store, street.slug).await.unwrap();
        let app = App {
            clock: street.clock.clone(),
            ids: street.ids.clone(),
            ..Self::app_of(&db)
        };
        Self {
            street,
            row: Arc::new(row.unwrap()),
            app: Arc::new(app),
            db,
        }
    }

    /// Now, by the street's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Sets the street's clock, such as to `2026-11-27T09:00` in Asia/Shanghai.
    pub fn set_clock(&self, text: &str) {
        self.app.clock.set(at(text));
    }

    /// Somebody of the street, logged in.
    pub async fn me(&self, key: &str) -> Me {
        self.log_in(self.street.person(key)).await
    }

    /// Somebody, logged in with a token of their own.
    pub async fn log_in(&self, person: &Person) -> Me {
        let (hash, now) = (Token::random().hash(), self.now());
        let until = now + TimeDelta::days(365);
        let mut tx = self.write("test.login").await;
        logins::insert(&mut tx, &hash, person.id, now, until, 600_000)
            .await
            .unwrap();
        let login = logins::find(&mut tx, &hash, now).await.unwrap();
        tx.commit().await.unwrap();
        Me::from_login(login.expect("the log-in just written")).unwrap()
    }

    /// A deed of somebody of the street, ready for its service function.
    pub async fn deed(&self, key: &str, target: Target, fields: &[(&str, &str)]) -> Deed {
        let me = self.me(key).await;
        self.deed_of(me, target, fields).await
    }

    /// A deed of somebody who is logged in.
    pub async fn deed_of(&self, me: Me, target: Target, fields: &[(&str, &str)]) -> Deed {
        let raw = Raw::of(fields.iter().copied());
        Deed::open(
            self.app.clone(),
            self.row.clone(),
            me,
            target,
            raw,
            "test.deed",
        )
        .await
        .unwrap()
    }

    /// The code in the last short message to a phone.
    pub fn last_code(&self, phone: &str) -> String {
        let messages = self.app.sms.messages();
        let last = messages.iter().rev().find(|m| m.phone == phone);
        let text = last.map_or("", |m| m.text.as_str());
        let code = text
            .split(|c: char| !c.is_ascii_digit())
            .find(|part| part.len() == 6);
        code.unwrap_or_else(|| panic!("no code for {phone} in: {text}"))
            .to_owned()
    }

    /// A reading transaction of the street.
    pub async fn read(&self) -> yishi::store::TenantTx {
        self.db
            .store
            .read(self.street.tenant, "test.read")
            .await
            .unwrap()
    }

    /// A writing transaction of the street.
    pub async fn write(&self, name: &'static str) -> yishi::store::TenantTx {
        self.db.store.write(self.street.tenant, name).await.unwrap()
    }
}

#[tokio::test]
async fn people_of_the_street_act_with_their_roles_and_seats() {
    let world = world().await;
    let secretary = world.me("secretary").await;
    assert!(
        secretary
            .actor
            .seat_in(world.street.councils[0].id)
            .is_some()
    );
    assert_eq!(secretary.label(), "云溪社区党委书记");
    let deed = world
        .deed("resident", Target::default(), &[("title", "路灯")])
        .await;
    assert_eq!(deed.raw.first("title"), "路灯");
    assert_eq!(deed.at, at("2026-11-23T09:00"));
}
