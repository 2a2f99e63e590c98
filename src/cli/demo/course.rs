//! One topic on its course: who does the next deed, at which time, with which form. Every deed goes
//! through `service::deeds::perform`, as it does from a browser.

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::drawing::{self, Scene};
use super::town::{Quarter, Town};
use super::world::{Texts, TopicSeed};
use crate::domain::calendar::{at_hour, local_day};
use crate::domain::comments::{Act, looks_after};
use crate::domain::fields::Raw;
use crate::domain::workflow::{State, Verb};
use crate::service::{App, Deed, Done, Target, comments, deeds, photos};
use crate::store::comments::queue;
use crate::store::photos::uploads::Holder;
use crate::store::system_tx::Street;

/// What all courses of a street share.
#[derive(Debug)]
pub struct Stage<'a> {
    /// The program's means, with a clock that is set by hand.
    pub app: Arc<App>,
    /// The street.
    pub street: Arc<Street>,
    /// Its people.
    pub town: &'a Town,
    /// The words that people write.
    pub texts: &'a Texts,
    /// When the world stands.
    pub now: DateTime<Utc>,
    /// Times at which somebody sits already.
    pub taken: HashSet<DateTime<Utc>>,
}

/// One topic on its course.
#[derive(Debug)]
pub struct Course<'a, 's> {
    /// What all courses share.
    pub stage: &'s mut Stage<'a>,
    /// The topic as the world tells of it.
    pub seed: &'a TopicSeed,
    /// The people of its council.
    pub quarter: Quarter,
    /// Whoever raises it.
    pub author: String,
    /// The day of its submission.
    pub start: NaiveDate,
    /// Its code, once submitted.
    pub code: String,
    /// Its id, once submitted.
    pub topic: Uuid,
    state: Option<State>,
}

impl<'a, 's> Course<'a, 's> {
    /// A topic that will be submitted so many working days before the world's day.
    ///
    /// # Errors
    /// When the world names a community that the street does not have.
    pub fn new(
        stage: &'s mut Stage<'a>,
        seed: &'a TopicSeed,
        nth: usize,
        days_ago: u32,
    ) -> anyhow::Result<Self> {
        let quarter = stage.town.quarter(seed.community.as_deref())?.clone();
        let start = local_day(stage.app.calendar.latest_before(stage.now, days_ago));
        let author = quarter
            .residents
            .get(nth % 3)
            .cloned()
            .context("a quarter without residents")?;
        Ok(Self {
            stage,
            seed,
            quarter,
            author,
            start,
            code: String::new(),
            topic: Uuid::nil(),
            state: None,
        })
    }

    /// Sets the clock to so many working days after the submission, at this hour; never beyond the
    /// world's own time, and never back.
    pub fn day(&self, days: u32, hour: u32) {
        let clock = &self.stage.app.clock;
        let from = at_hour(self.start, 9);
        let day = if days == 0 {
            self.start
        } else {
            local_day(self.stage.app.calendar.add_working_days(from, days))
        };
        let wanted = at_hour(day, hour).min(self.stage.now);
        if self.code.is_empty() || wanted > clock.now() {
            clock.set(wanted);
        }
    }

    /// A day so many working days from the clock's, as a form field.
    pub fn ahead(&self, days: u32) -> String {
        let clock = &self.stage.app.clock;
        let day = local_day(self.stage.app.calendar.add_working_days(clock.now(), days));
        day.format("%Y-%m-%d").to_string()
    }

    /// The state after the last deed.
    ///
    /// # Errors
    /// When nothing was done yet.
    pub fn state(&self) -> anyhow::Result<&State> {
        self.state.as_ref().context("the topic was not submitted")
    }

    /// The stakeholder groups, in the order of the assessment.
    ///
    /// # Errors
    /// As [`Course::state`].
    pub fn groups(&self) -> anyhow::Result<Vec<Uuid>> {
        Ok(self.state()?.groups().to_vec())
    }

    /// A verb of the topic itself, with these fields.
    ///
    /// # Errors
    /// When the deed is refused: the world would not be what it says.
    pub async fn act(
        &mut self,
        who: &str,
        verb: Verb,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<()> {
        self.form(who, verb, Raw::of(fields.iter().copied())).await
    }

    /// The same with a form of any length.
    ///
    /// # Errors
    /// As [`Course::act`].
    pub async fn form(&mut self, who: &str, verb: Verb, raw: Raw) -> anyhow::Result<()> {
        let target = Target::topic(&self.code);
        self.perform(who, verb, target, raw).await
    }

    /// A verb of one of its tasks.
    ///
    /// # Errors
    /// As [`Course::act`].
    pub async fn task(
        &mut self,
        who: &str,
        n: u32,
        verb: Verb,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<()> {
        let target = Target::task(&self.code, n);
        self.perform(who, verb, target, Raw::of(fields.iter().copied()))
            .await
    }

    /// A drawn picture, taken in as one of a form's, with what it shows.
    ///
    /// # Errors
    /// When it cannot be drawn or stored.
    pub async fn picture(
        &mut self,
        who: &str,
        scene: Scene,
        alt: &str,
    ) -> anyhow::Result<[(String, String); 2]> {
        let id = self.drawn(who, scene).await?;
        let field = crate::domain::photos::alt_field(id);
        let ids = crate::domain::photos::PHOTOS.ids.to_owned();
        Ok([(ids, id.to_string()), (field, alt.to_owned())])
    }

    /// Draws a picture and takes it in.
    ///
    /// # Errors
    /// When it cannot be drawn or stored.
    pub async fn drawn(&mut self, who: &str, scene: Scene) -> anyhow::Result<Uuid> {
        let app = &self.stage.app;
        let turn = self.seed.title.chars().count();
        let drawn = drawing::draw(&app.files, scene, u32::try_from(turn).unwrap_or(0))?;
        let holder = Holder {
            device: None,
            account: Some(self.stage.town.me(who)?.account()),
        };
        let taken = photos::take(app, self.stage.street.id, holder, vec![Ok(drawn)]).await?;
        let id = taken.into_iter().find_map(Result::ok);
        id.context("a picture could not be taken in")
    }

    /// Somebody who looks after comments lets those of the topic show that wait.
    ///
    /// # Errors
    /// When they may not.
    pub async fn show_comments(&mut self, who: &str) -> anyhow::Result<()> {
        let me = self.stage.town.me(who)?.clone();
        let councils = looks_after(&me.actor).context("looks after no comments")?;
        let (app, street) = (self.stage.app.clone(), self.stage.street.clone());
        let mut tx = app.store.read(street.id, "demo.comments").await?;
        let waiting = queue(&mut tx, me.account(), councils.as_deref(), false, 50).await?;
        drop(tx);
        for comment in waiting.into_iter().filter(|c| c.code == self.code) {
            let deed = Deed::open(
                app.clone(),
                street.clone(),
                me.clone(),
                Target::default(),
                Raw::default(),
                "demo.comment",
            );
            comments::act(deed.await?, comment.id, Act::Show).await?;
        }
        Ok(())
    }

    /// A verb of a session.
    ///
    /// # Errors
    /// As [`Course::act`].
    pub async fn session(
        &mut self,
        who: &str,
        session: Uuid,
        verb: Verb,
        raw: Raw,
    ) -> anyhow::Result<()> {
        self.perform(who, verb, Target::session(session), raw).await
    }

    /// A verb of anything.
    ///
    /// # Errors
    /// As [`Course::act`].
    pub async fn perform(
        &mut self,
        who: &str,
        verb: Verb,
        target: Target,
        raw: Raw,
    ) -> anyhow::Result<()> {
        let me = self.stage.town.me(who)?.clone();
        let post = me.label();
        let (app, street) = (self.stage.app.clone(), self.stage.street.clone());
        let deed = Deed::open(app, street, me, target, raw, "demo.deed").await?;
        let Done {
            code, topic, state, ..
        } = deeds::perform(verb, deed).await.map_err(|problem| {
            anyhow!(
                "{} ({}): {} by {post} at {}: {problem:?}",
                self.seed.title,
                self.code,
                verb.code(),
                self.stage.app.clock.now()
            )
        })?;
        self.code = code;
        self.topic = topic;
        self.state = Some(state);
        // People do one thing after another.
        let clock = &self.stage.app.clock;
        clock.set((clock.now() + TimeDelta::minutes(4)).max(clock.now()));
        Ok(())
    }
}
