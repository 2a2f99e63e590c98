//! The boxes of a signing set (mock/sign.png): who signs, who has signed, when, and which version.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{DateTime, Utc};

use crate::domain::actor::SigningSeat;
use crate::domain::workflow::{ContentHash, PersonRef, Signatures, State};
use crate::kit::i18n::Lang;

/// A seat's box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The seat's name.
    pub seat: String,
    /// Who fills it, by name or post; empty while it is vacant.
    pub who: String,
    /// It has signed this content.
    pub signed: bool,
    /// `已签署`, `待签署`, `您，待签署`, `席位空缺`.
    pub state: String,
    /// When and which version; or what a change does.
    pub line: String,
}

/// The boxes of both seats.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/seals.html")]
pub struct Seals {
    /// Its heading.
    pub title: String,
    /// One box a seat.
    pub boxes: Vec<Seal>,
    /// The reader's own signature, and who is waited for; empty without.
    pub mine: String,
}

impl HtmlSafe for Seals {}

/// Somebody who can fill a seat today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The seat's code.
    pub seat: String,
    /// How the record of the topic knows the person.
    pub person: PersonRef,
    /// Name or post.
    pub name: String,
}

impl Seals {
    /// The boxes for what lies on the table with this hash; `n` is its version, `me` who looks.
    #[must_use]
    pub fn of(
        lang: Lang,
        state: &State,
        on_it: (&Signatures, Option<&ContentHash>),
        n: Option<i16>,
        signers: &[Signer],
        me: &PersonRef,
    ) -> Self {
        let (signatures, hash) = on_it;
        let version = n.map_or(String::new(), |n| {
            lang.t("seal-version").arg("n", i64::from(n)).to_string()
        });
        let boxes: Vec<Seal> = state
            .signing_set()
            .into_iter()
            .map(|seat| seal(lang, seat, signatures, hash, &version, signers, me))
            .collect();
        let mut given = signatures.0.iter().filter(|s| Some(&s.hash) == hash);
        let mine = given.find(|s| s.by == *me);
        Self {
            title: lang.t("seal-title").to_string(),
            mine: mine.map_or(String::new(), |s| waits(lang, s.at, &boxes)),
            boxes,
        }
    }
}

/// `您已于 11月23日 10:42 签署，还等李委员签署。`; empty once everybody has.
fn waits(lang: Lang, at: DateTime<Utc>, boxes: &[Seal]) -> String {
    let open = boxes.iter().filter(|b| !b.signed);
    let who: Vec<&str> = open
        .map(|b| if b.who.is_empty() { &*b.seat } else { &*b.who })
        .collect();
    if who.is_empty() {
        return String::new();
    }
    let words = lang.t("seal-mine").arg("at", lang.short_date_time(at));
    words.arg("who", lang.join(&who)).to_string()
}

fn seal(
    lang: Lang,
    seat: SigningSeat,
    signatures: &Signatures,
    hash: Option<&ContentHash>,
    version: &str,
    signers: &[Signer],
    me: &PersonRef,
) -> Seal {
    let given = signatures
        .0
        .iter()
        .find(|s| s.seat == seat && Some(&s.hash) == hash);
    let holder = signers.iter().find(|s| s.seat == seat.code());
    let mine = signers
        .iter()
        .any(|s| s.seat == seat.code() && s.person == *me);
    let who = match given {
        Some(signature) => signers.iter().find(|s| s.person == signature.by),
        None if mine => signers.iter().find(|s| s.person == *me),
        None => holder,
    };
    let state = match (given, mine, holder) {
        (Some(_), _, _) => "seal-signed",
        (None, true, _) => "seal-yours",
        (None, false, Some(_)) => "seal-waiting",
        (None, false, None) => "seal-vacant",
    };
    let line = match given {
        Some(signature) if version.is_empty() => lang.short_date_time(signature.at),
        Some(signature) => format!("{} · {version}", lang.short_date_time(signature.at)),
        None => lang.t("seal-void").to_string(),
    };
    Seal {
        seat: lang.t(seat.key()).to_string(),
        who: who.map_or(String::new(), |s| s.name.clone()),
        signed: given.is_some(),
        state: lang.t(state).to_string(),
        line,
    }
}
