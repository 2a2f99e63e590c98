//! Topics (议题), pure: what is asked when one is raised, taken up, assessed, merged or handed on.

mod behalf;
pub mod calls;
pub mod code;
pub mod draft;
pub mod lock;
pub mod origin;
mod pace;
pub mod synonyms;

pub use behalf::{Behalf, BehalfWay, NOT_THEIR_COMMUNITY, enters_for_others, for_somebody};
pub use pace::{an_hour, may_again};

use chrono::NaiveDate;

use draft::Detail;
use origin::Origin;

use super::actor::Actor;
use super::fields::{FieldErrors, Fields, Raw, whole};
use super::photos::{self, Chosen};
use super::privacy::{self, Hit, ShowName};
use super::workflow::{Focus, Source};

/// The value of `community` for a topic about the whole street.
pub const WHOLE_STREET: &str = "street";

/// The longest reason, question or note, in characters.
pub const REASON: usize = 1_000;

/// The longest text of a topic, in characters.
pub const BODY: usize = 5_000;

/// The longest title and place, in characters.
pub const LINE: usize = 120;

/// The words of a topic: what its author writes and can revise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub title: String,
    /// The problem.
    pub body: String,
    /// Where it is; may be empty.
    pub place: String,
    /// The category's identifier.
    pub category: String,
    /// The photos, in their order.
    pub photos: Vec<Chosen>,
}

impl Words {
    /// Reads them as typed.
    fn typed(f: &mut Fields<'_>) -> Self {
        let words = Self {
            title: f.line("title", 2..=LINE),
            body: f.text("body", 2..=BODY),
            place: f.opt_line("place", LINE),
            category: f.text("category", 1..=60),
            photos: photos::read(f),
        };
        for (name, text) in [("title", &words.title), ("body", &words.body)] {
            // Pictures and signs alone cannot be read aloud, searched, or answered.
            if f.ok(name) && text.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
                f.fail(name, "error-no-words");
            }
        }
        words
    }

    /// Refuses them as they may not be published. What is personal never gets into a public text; the author
    /// is shown what it is, and can send the text with it masked.
    fn check(&self, f: &mut Fields<'_>) {
        if !found(&self.title, &self.body, &self.place).is_empty() && !f.flag("mask") {
            f.fail("mask", "error-private");
        }
    }

    fn masked(self) -> Self {
        Self {
            title: privacy::mask(&self.title),
            body: privacy::mask(&self.body),
            place: privacy::mask(&self.place),
            category: self.category,
            photos: self.photos,
        }
    }
}

/// What must not be published, in the three texts of a topic.
#[must_use]
pub fn found(title: &str, body: &str, place: &str) -> Vec<Hit> {
    let mut hits = privacy::scan(title);
    hits.extend(privacy::scan(body));
    hits.extend(privacy::scan(place));
    hits
}

/// A topic as it is raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submit {
    /// Its words, private numbers masked.
    pub words: Words,
    /// Where exactly it is and whom it affects.
    pub detail: Detail,
    /// The community by slug or id; [`WHOLE_STREET`] for none.
    pub community: String,
    /// Where it comes from.
    pub source: Source,
    /// What came with it from there.
    pub origin: Origin,
    /// How the author's name is shown.
    pub show_name: ShowName,
    /// Somebody else brought it to the one who enters it.
    pub behalf: Option<Behalf>,
    /// The public call that it answers.
    pub call: Option<uuid::Uuid>,
    /// The same for two sends of one form, so that a double press makes one topic; may be missing.
    pub key: Option<uuid::Uuid>,
}

impl Submit {
    /// Reads the form of a new topic; where it does not say its source, it is what this person usually
    /// brings. `actor` is nobody before the log-in.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw, actor: Option<&Actor>, today: NaiveDate) -> Result<Self, FieldErrors> {
        let usual = actor.map_or(Source::PublicCall, origin::usual);
        let mut f = Fields::new(raw);
        let mut words = Words::typed(&mut f);
        let detail = Detail::read(&mut f);
        words.place = detail.whole_place(&mut f, &words.place);
        words.check(&mut f);
        let community = f.text("community", 1..=60);
        f.opt_choice("source", Source::from_code);
        let source = origin::source(raw, usual);
        let origin = Origin::read(&mut f, source, today);
        let show_name = f.opt_choice("show_name", ShowName::from_code);
        let behalf = Behalf::read(&mut f);
        // Whoever brings it does so by their own log-in, or is named by who enters it for them.
        if let Some(whose) = actor.and_then(|a| origin::of_somebody_else(source, a))
            && behalf.is_none()
        {
            f.fail("on_behalf_of", whose);
        }
        let key = uuid::Uuid::try_parse(raw.first("key")).ok();
        f.agreed("consent", "error-agree");
        f.done()?;
        Ok(Self {
            words: words.masked(),
            detail: detail.masked(),
            community,
            source,
            origin,
            show_name: show_name.unwrap_or(ShowName::Masked),
            behalf,
            call: uuid::Uuid::try_parse(raw.first("call")).ok(),
            key: key.filter(|k| k.get_version_num() == 7),
        })
    }
}

/// A changed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revise {
    /// The new words, private numbers masked.
    pub words: Words,
    /// Where exactly it is and whom it affects; none leaves it as it was.
    pub detail: Option<Detail>,
    /// How the author's name is shown from now on; none leaves it as it was.
    pub show_name: Option<ShowName>,
    /// Why; due once the topic was accepted.
    pub reason: String,
}

impl Revise {
    /// Reads the form of a revision.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let mut words = Words::typed(&mut f);
        let detail = Detail::asked(raw).then(|| Detail::read(&mut f));
        if let Some(detail) = &detail {
            words.place = detail.whole_place(&mut f, &words.place);
        }
        let show_name = f.opt_choice("show_name", ShowName::from_code);
        for (name, text) in [
            ("title", &words.title),
            ("body", &words.body),
            ("place", &words.place),
        ] {
            if !f.flag("mask") {
                f.fail_each(name, privacy::named(text));
            }
        }
        words.check(&mut f);
        let reason = f.opt_text("reason", REASON);
        f.fail_each("reason", privacy::told(&reason));
        f.done()?;
        Ok(Self {
            words: words.masked(),
            detail: detail.map(Detail::masked),
            show_name,
            reason,
        })
    }
}

/// The focus chosen at acceptance.
///
/// # Errors
/// `focus` is missing or none of the four.
pub fn focus(raw: &Raw) -> Result<Focus, FieldErrors> {
    let mut f = Fields::new(raw);
    let focus = f.choice("focus", Focus::from_code);
    f.done()?;
    focus.ok_or_else(|| FieldErrors::one("focus", "error-choose"))
}

/// A reason that must be given, in the field `reason`.
///
/// # Errors
/// It is empty or too long.
pub fn reason(raw: &Raw) -> Result<String, FieldErrors> {
    let mut f = Fields::published(raw);
    let text = f.reason("reason", REASON);
    f.done()?;
    Ok(text)
}

/// What the author is asked, in the field `reason`: between them and the council.
///
/// # Errors
/// It is empty or too long.
pub fn question(raw: &Raw) -> Result<String, FieldErrors> {
    let mut f = Fields::new(raw);
    let text = f.reason("reason", REASON);
    f.done()?;
    Ok(text)
}

/// A stakeholder group as a line of the assessment names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// Who they are.
    pub name: String,
    /// How many people; 0 where not estimated.
    pub people: u32,
}

/// What the council found out about a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assess {
    /// The problem, stated.
    pub problem: String,
    /// People affected, estimated.
    pub people: u32,
    /// 切点小, 1 to 5.
    pub narrow: u8,
    /// 关联广, 1 to 5.
    pub broad: u8,
    /// 反映强烈, 1 to 5.
    pub strong: u8,
    /// The stakeholder groups, each name once.
    pub groups: Vec<GroupLine>,
    /// Codes of similar topics that were looked at.
    pub similar: Vec<String>,
    /// What the comparison showed.
    pub similar_note: String,
}

impl Assess {
    /// Reads the form of an assessment. `groups` has a group a line: `一楼商户` or `一楼商户 | 24`.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let problem = f.text("problem", 2..=BODY);
        let people = f.number_of("people", "人", 1..=1_000_000);
        let mut score = |name: &str| u8::try_from(f.number(name, 1..=5)).unwrap_or(1);
        let (narrow, broad, strong) = (score("narrow"), score("broad"), score("strong"));
        let groups = group_lines(&mut f);
        let similar = codes(&f.opt_text("similar", 400));
        let similar_note = f.opt_text("similar_note", REASON);
        f.agreed("similar_seen", "error-similar-seen");
        f.done()?;
        Ok(Self {
            problem,
            people,
            narrow,
            broad,
            strong,
            groups,
            similar,
            similar_note,
        })
    }
}

fn group_lines(f: &mut Fields<'_>) -> Vec<GroupLine> {
    let lines = f.lines("groups", 80);
    let mut groups: Vec<GroupLine> = Vec::with_capacity(lines.len());
    let mut unclear = Vec::new();
    for line in &lines {
        let (name, people) = line
            .split_once(['|', '｜', '\t'])
            .map_or((line.as_str(), ""), |(name, people)| {
                (name.trim(), people.trim())
            });
        let number = whole(people, "人").filter(|n| *n <= 1_000_000);
        if name.is_empty() || name.chars().count() > 60 || (number.is_none() && !people.is_empty())
        {
            unclear.push(line.clone());
        }
        if !groups.iter().any(|g| g.name == name) {
            groups.push(GroupLine {
                name: name.to_owned(),
                people: number.unwrap_or(0),
            });
        }
    }
    if !unclear.is_empty() {
        f.fail_each("groups", vec![(unclear, "error-group-line")]);
    } else if groups.is_empty() {
        f.fail("groups", "error-empty");
    } else if groups.len() > 20 {
        f.fail("groups", "error-too-many-groups");
    }
    groups
}

/// Codes out of a line: `YX-2026-0001, YX-2026-0002`.
#[must_use]
pub fn codes(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
        let code = word.to_ascii_uppercase();
        if !code.is_empty() && !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// The code of the topic to merge into, in the field `target`; and why, in `reason`.
///
/// # Errors
/// What is wrong, by field.
pub fn merge(raw: &Raw) -> Result<(String, String), FieldErrors> {
    let mut f = Fields::published(raw);
    let target = f.text("target", 1..=40).to_ascii_uppercase();
    let reason = f.opt_reason("reason", REASON);
    f.done()?;
    Ok((target, reason))
}

/// Where a topic goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receiver {
    /// Another council of the street, by slug or id.
    Council(String),
    /// Somebody outside the street, by name.
    Outside(String),
}

/// A transfer: `council` or `receiver`, and the public `reason`.
///
/// # Errors
/// What is wrong, by field.
pub fn transfer(raw: &Raw) -> Result<(Receiver, String), FieldErrors> {
    let mut f = Fields::published(raw);
    let council = f.opt_text("council", 60);
    let outside = f.opt_line("receiver", LINE);
    let reason = f.reason("reason", REASON);
    match (council.is_empty(), outside.is_empty()) {
        (true, true) => f.fail("council", "error-choose"),
        (false, false) => f.fail("receiver", "error-one-receiver"),
        (true, false) | (false, true) => {}
    }
    f.done()?;
    let receiver = if council.is_empty() {
        Receiver::Outside(outside)
    } else {
        Receiver::Council(council)
    };
    Ok((receiver, reason))
}
