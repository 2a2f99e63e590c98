//! The life of one topic, in memory: the machine decides every act, the entries are chained as they
//! come, and nothing is written before the whole batch is.

use anyhow::{Context, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use uuid::Uuid;

use super::plan::{Planned, Workdays};
use super::rows::{self, Rows};
use super::street::{Bench, Cast, Player};
use super::words::{self, MATTERS, Matter};
use crate::cli::demo::way::Station;
use crate::domain::audit::{self, Content, CoveredRow, Head};
use crate::domain::calendar::{Calendar, at_hour};
use crate::domain::workflow::{
    self, Act, By, ContentHash, Evidence, PersonRef, Rules, Source, State, Submission, Verb,
};
use crate::kit::ids::Ids;
use crate::kit::secret::random_bytes;
use crate::service::step::{self, Subject};
use crate::store::bulk::Entry;
use crate::store::dashboard::Change;
use crate::store::record::desk::DeskItem;
use crate::store::topics::NewTopic;
use crate::store::topics::bulk::BulkTopic;

/// A topic with everything that is written of it.
#[derive(Debug)]
pub struct Lived {
    /// Its row.
    pub topic: BulkTopic,
    /// Its record.
    pub entries: Vec<Entry>,
    /// Its duties.
    pub desk: Vec<DeskItem>,
    /// What the dashboard counts of it.
    pub changes: Vec<Change>,
    /// Rows of other tables.
    pub rows: Rows,
}

/// What all lives of a street share.
#[derive(Debug)]
pub struct Setting<'a> {
    /// The street's people.
    pub cast: &'a Cast,
    /// The working-day table.
    pub calendar: &'a Calendar,
    /// The worked days that topics walk along.
    pub workdays: &'a Workdays,
    /// The street's seed.
    pub seed: u64,
}

/// A topic on its way.
pub(super) struct Life<'a> {
    pub(super) setting: &'a Setting<'a>,
    pub(super) planned: &'a Planned,
    pub(super) bench: &'a Bench,
    pub(super) matter: &'static Matter,
    pub(super) rng: ChaCha12Rng,
    pub(super) rows: Rows,
    pub(super) topic: NewTopic,
    pub(super) focus: Option<String>,
    pub(super) at: DateTime<Utc>,
    pub(super) author: Player,
    ids: Ids,
    head: Option<Head>,
    state: Option<State>,
    entries: Vec<Entry>,
}

/// Lives one topic as far as it is planned.
///
/// # Errors
/// When the machine refuses an act: a fault of this module.
pub fn live(setting: &Setting<'_>, planned: &Planned) -> anyhow::Result<Lived> {
    let seed = super::mixed(setting.seed, planned.nth, 2);
    let mut life = Life::begin(setting, planned, seed)?;
    life.lead(planned.until)
        .with_context(|| format!("{} to {:?}", life.topic.code, planned.until))?;
    life.finish()
}

impl<'a> Life<'a> {
    fn begin(setting: &'a Setting<'a>, planned: &'a Planned, seed: u64) -> anyhow::Result<Self> {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let ids = Ids::seeded(seed);
        let cast = setting.cast;
        let bench = words::any(&mut rng, &cast.benches);
        let matter = words::any(&mut rng, &MATTERS);
        let (source, (author, label)) = match rng.random_range(0..10) {
            0 => (Source::MemberRecommendation, cast.member.clone()),
            1 => (Source::Assignment, cast.leader.clone()),
            _ => (
                Source::PublicCall,
                words::any(&mut rng, &cast.residents).clone(),
            ),
        };
        let place = words::place(&mut rng);
        let topic = NewTopic {
            id: ids.make(planned.at),
            code: format!("{}-{}-{:04}", cast.prefix, planned.year(), planned.number),
            council_id: bench.council,
            community_id: bench.community,
            category_id: matter.category.to_owned(),
            source: source.code().to_owned(),
            title: format!("{place}{}", matter.title),
            body: matter.body.to_owned(),
            place,
            show_name: "masked".to_owned(),
            author_id: Some(author.account),
            author_label: label,
            entered_by: None,
            on_behalf_of: String::new(),
            on_behalf_way: String::new(),
            created_at: planned.at,
        };
        let mut life = Self {
            setting,
            planned,
            bench,
            matter,
            rng,
            rows: Rows::default(),
            topic,
            focus: None,
            at: planned.at,
            author,
            ids,
            head: None,
            state: None,
            entries: Vec::with_capacity(40),
        };
        life.submit(source)?;
        Ok(life)
    }

    fn submit(&mut self, source: Source) -> anyhow::Result<()> {
        let author = self.author;
        let submission = Submission {
            council: self.bench.council,
            level: self.bench.level,
            has_liaison: true,
            source,
            author: self.person(author),
            author_has_account: true,
            consent: true,
            rules: Rules::default(),
            carried: None,
        };
        let act = self.act(Verb::Submit, author, Evidence::Submit(Box::new(submission)));
        let (state, _) =
            workflow::submit(&act).map_err(|refusal| anyhow!("submit: {refusal:?}"))?;
        self.state = Some(state);
        let rows = vec![self.topic_row()];
        self.chain(act, rows, 0)
    }

    /// The state now.
    pub(super) fn state(&self) -> anyhow::Result<&State> {
        self.state.as_ref().context("a topic without a state")
    }

    /// A new id.
    pub(super) fn id(&self) -> Uuid {
        self.ids.make(self.at)
    }

    /// A hash that a signature can be bound to; of words that only this topic has.
    pub(super) fn hash(&self, what: &str) -> ContentHash {
        ContentHash(audit::sha256(format!("{what} {}", self.topic.id).as_bytes()).hex())
    }

    /// The day of a station has come, at this hour; the clock never goes back.
    pub(super) fn come(&mut self, station: Station, hour: u32) {
        let day = self.planned.day(self.setting.workdays, station);
        let minutes = self.rng.random_range(0..40);
        let wanted = at_hour(day, hour) + TimeDelta::minutes(minutes);
        self.at = wanted.max(self.at + TimeDelta::minutes(3));
    }

    /// Does an act that must go.
    pub(super) fn does(
        &mut self,
        verb: Verb,
        who: Player,
        evidence: Evidence,
    ) -> anyhow::Result<()> {
        self.writes(verb, who, evidence, Vec::new())
    }

    /// Does an act that leaves these covered rows behind.
    pub(super) fn writes(
        &mut self,
        verb: Verb,
        who: Player,
        evidence: Evidence,
        rows: Vec<CoveredRow>,
    ) -> anyhow::Result<()> {
        self.follows(verb, who, evidence, |_| Ok(rows))
    }

    /// Does an act that leaves covered rows behind which follow from the state after it.
    pub(super) fn follows(
        &mut self,
        verb: Verb,
        who: Player,
        evidence: Evidence,
        rows: impl FnOnce(&Self) -> anyhow::Result<Vec<CoveredRow>>,
    ) -> anyhow::Result<()> {
        let act = self.act(verb, who, evidence);
        let before = self.state()?;
        let step_before = i16::from(before.step.no());
        let (state, _) = workflow::advance(before, &act)
            .map_err(|refusal| anyhow!("{}: {refusal:?}", verb.code()))?;
        self.state = Some(state);
        let rows = rows(self)?;
        self.chain(act, rows, step_before)
    }

    fn act(&self, verb: Verb, who: Player, evidence: Evidence) -> Act {
        Act {
            verb,
            by: By {
                unit: who.unit,
                ..By::new(self.person(who), who.capacity)
            },
            evidence,
            at: self.at,
        }
    }

    fn person(&self, who: Player) -> PersonRef {
        PersonRef(self.setting.cast.key.person_ref(who.account, self.topic.id))
    }

    /// The topic's row as it now stands.
    pub(super) fn topic_row(&self) -> CoveredRow {
        rows::topic(&self.topic, self.focus.as_deref())
    }

    /// Hangs the act's entry on the chain.
    fn chain(&mut self, act: Act, rows: Vec<CoveredRow>, step_before: i16) -> anyhow::Result<()> {
        let steps = (step_before, i16::from(self.state()?.step.no()));
        let mut content = Content::of(act);
        content.rows = rows;
        let tenant = self.setting.cast.tenant;
        let made = audit::make(
            tenant,
            self.topic.id,
            self.head,
            steps,
            &content,
            random_bytes(),
        )?;
        self.head = Some(made.head());
        self.entries.push(Entry {
            topic: self.topic.id,
            row: step::entry_row(&made),
            salt: made.salt.to_vec(),
            content: made.content,
        });
        self.at += TimeDelta::minutes(2);
        Ok(())
    }

    fn finish(self) -> anyhow::Result<Lived> {
        let state = self.state.context("a topic without a state")?;
        let head = self.head.context("a topic without a record")?;
        let at = self.entries.last().map_or(self.at, |e| e.row.at);
        let subject = Subject {
            tenant: self.setting.cast.tenant,
            id: self.topic.id,
            author: self.topic.author_id,
            community: self.topic.community_id,
            community_before: None,
        };
        let calendar = self.setting.calendar;
        Ok(Lived {
            desk: step::desk(calendar, &subject, &state, at),
            changes: step::counted(calendar, subject.community, &state),
            topic: BulkTopic {
                snapshot: step::snapshot(calendar, &state, head, at)?,
                topic: self.topic,
                focus: self.focus,
            },
            entries: self.entries,
            rows: self.rows,
        })
    }
}
