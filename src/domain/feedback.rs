//! Feedback (反馈): the forms of step 5, and what the signing set and the releaser put their hash to.

use std::ops::RangeInclusive;

use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{NotCanonical, content_hash};
use super::fields::{FieldErrors, Fields, Raw};
use super::privacy::{Hit, mask, scan};
use super::workflow::{Agreement, ContentHash, Way};

/// How long a reason, an answer or an objection is, in characters.
pub const WORDS: RangeInclusive<usize> = 5..=2_000;

/// How long a posting is, in characters.
pub const POSTING: RangeInclusive<usize> = 20..=10_000;

/// Words that every member of the signing set puts their name to: the first writes them, the other
/// signs what was seen, or writes other words and so begins anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// New words.
    Written(String),
    /// The words with this hash, as they stand.
    Seen(ContentHash),
}

impl Signed {
    /// From the fields `reason` and `hash`.
    fn read(f: &mut Fields<'_>) -> Self {
        let hash = f.raw().first("hash").to_owned();
        if f.raw().first("reason").is_empty() && is_hash(&hash) {
            return Self::Seen(ContentHash(hash));
        }
        Self::Written(f.text("reason", WORDS))
    }
}

/// The form that says that nothing was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoResult {
    /// Why.
    pub reason: Signed,
}

impl NoResult {
    /// Reads the form: `reason`, or `hash` to sign what is written.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let reason = Signed::read(&mut f);
        f.done()?;
        Ok(Self { reason })
    }
}

/// A stakeholder group was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Which group.
    pub group: Uuid,
    /// How.
    pub way: Way,
    /// Who took it in, as staff know them.
    pub recipient: String,
    /// What was said; may be empty.
    pub note: String,
}

impl Delivery {
    /// Reads the form: `group`, `way`, `recipient`, `note`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let group = f.id("group");
        let way = f.choice("way", Way::from_code);
        let recipient = f.line("recipient", 1..=60);
        let note = f.opt_text("note", 500);
        f.done()?;
        Ok(Self {
            group,
            way: way.unwrap_or(Way::Handed),
            recipient,
            note,
        })
    }
}

/// An objection to what is posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// As a member of which group; may be left open by whoever belongs to one alone.
    pub group: Option<Uuid>,
    /// In the person's words.
    pub body: String,
}

impl Objection {
    /// Reads the form: `group`, `body`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let group = f.opt_id("group");
        let body = f.text("body", WORDS);
        f.done()?;
        Ok(Self { group, body })
    }
}

/// What the signing set says to an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The objection.
    pub objection: Uuid,
    /// The reason.
    pub reason: Signed,
}

impl Answer {
    /// Reads the form: `objection`, and `reason` or `hash`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let objection = f.id("objection");
        let reason = Signed::read(&mut f);
        f.done()?;
        Ok(Self { objection, reason })
    }
}

/// What is made ready for the public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The text; masked when that was asked for.
    pub body: String,
    /// What the scan still finds in it.
    pub hits: Vec<Hit>,
}

impl Draft {
    /// Reads the form: `body`, and `mask` to have every finding masked.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let body = f.text("body", POSTING);
        let masked = f.flag("mask");
        f.done()?;
        let body = if masked { mask(&body) } else { body };
        let hits = scan(&body);
        Ok(Self { body, hits })
    }

    /// The findings as they are stored: kind and place, never the number itself.
    #[must_use]
    pub fn stored_hits(&self) -> Value {
        let hits = self
            .hits
            .iter()
            .map(|hit| json!({ "kind": hit.kind, "from": hit.span.start, "to": hit.span.end }));
        Value::Array(hits.collect())
    }
}

/// The release by a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// What was read.
    pub hash: ContentHash,
    /// Why the findings can stand; empty where there are none.
    pub pass_reason: String,
}

impl Release {
    /// Reads the form: `hash`, and `reason` where findings are passed.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw, hits: usize) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let hash = f.raw().first("hash").to_owned();
        let pass_reason = if hits == 0 {
            f.opt_text("reason", *WORDS.end())
        } else {
            f.text("reason", WORDS)
        };
        f.done()?;
        Ok(Self {
            hash: ContentHash(hash),
            pass_reason,
        })
    }
}

/// What a posting is drafted from: the opinion as issued, or the reason that nothing was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub title: String,
    /// The council's name.
    pub council: String,
    /// The result in a sentence or more.
    pub result: String,
    /// The items: number, text, accepted.
    pub items: Vec<(u32, String, bool)>,
    /// How far there was agreement.
    pub agreement: Option<Agreement>,
    /// Dissents kept, in words.
    pub dissents: Vec<String>,
    /// Why nothing was accepted; empty otherwise.
    pub no_result: String,
}

impl Basis {
    /// The text of the posting (公示), to be read over by whoever posts it. It is a paper of the street
    /// and so in Chinese, whatever the reader's language.
    #[must_use]
    pub fn draft(&self) -> String {
        let mut lines = vec![
            format!("关于“{}”协商结果的公示", self.title),
            format!("议题编号：{}", self.code),
            format!("协商议事室：{}", self.council),
            String::new(),
        ];
        if !self.result.is_empty() {
            lines.push(self.result.clone());
        }
        if let Some(agreement) = self.agreement {
            lines.push(format!("协商共识程度：{}。", agreed(agreement)));
        }
        let accepted: Vec<&(u32, String, bool)> = self.items.iter().filter(|i| i.2).collect();
        if !accepted.is_empty() {
            lines.push(String::new());
            lines.push("采纳的意见：".to_owned());
            lines.extend(accepted.iter().map(|(no, text, _)| format!("{no}. {text}")));
        }
        if !self.no_result.is_empty() {
            lines.push(String::new());
            lines.push(format!("本次协商没有形成采纳事项：{}", self.no_result));
        }
        if !self.dissents.is_empty() {
            lines.push(String::new());
            lines.push("保留的不同意见：".to_owned());
            lines.extend(self.dissents.iter().map(|d| format!("· {d}")));
        }
        lines.push(String::new());
        lines.push(
            "公示期间，利益相关方对以上结果有不同意见的，可以在平台上提出，也可以联系社区联络员代为登记。"
                .to_owned(),
        );
        lines.join("\n")
    }
}

const fn agreed(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Consensus => "一致",
        Agreement::BroadAgreement => "基本一致",
        Agreement::Divided => "存在分歧",
    }
}

/// What the set signs when nothing was accepted.
///
/// # Errors
/// Never for text; kept for the caller's `?`.
pub fn no_result_hash(topic: Uuid, round: i16, reason: &str) -> Result<ContentHash, NotCanonical> {
    hash(&json!({ "paper": "no_result", "topic": topic, "round": round, "reason": reason }))
}

/// What the set signs when it answers or sustains an objection.
///
/// # Errors
/// As [`no_result_hash`].
pub fn answer_hash(
    objection: Uuid,
    sustains: bool,
    reason: &str,
) -> Result<ContentHash, NotCanonical> {
    hash(
        &json!({ "paper": "answer", "objection": objection, "sustains": sustains, "reason": reason }),
    )
}

/// What is posted and released.
///
/// # Errors
/// As [`no_result_hash`].
pub fn posting_hash(topic: Uuid, n: i16, body: &str) -> Result<ContentHash, NotCanonical> {
    hash(&json!({ "paper": "posting", "topic": topic, "n": n, "body": body }))
}

fn hash(value: &Value) -> Result<ContentHash, NotCanonical> {
    content_hash(value).map(|h| ContentHash(h.hex()))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}
