//! The wizard's pages, pure: what each asks, what is kept of it, and how a draft becomes one form.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::origin::{self, Origin};
use super::{BODY, Behalf, LINE, Words, behalf};
use crate::domain::actor::Actor;
use crate::domain::fields::{FieldErrors, Fields, Raw, half_width};
use crate::domain::photos;
use crate::domain::privacy::{self, ShowName};
use crate::domain::workflow::Source;

/// How many days a draft is kept after it was last saved.
pub const DAYS: i64 = 7;

/// The most characters kept of one field, of a text that is too long as well.
const MOST: usize = 20_000;

/// The characters between the problem and the details.
const GAP: usize = 2;

/// The longest name of an estate, and of a building.
const NAME: usize = 40;

/// What each page asks, by its number; the second asks nothing.
const ASKED: [&[&str]; 4] = [
    &[
        "title",
        "body",
        "community",
        "category",
        "estate",
        "building",
        "place",
        "people",
        "latitude",
        "longitude",
        "call",
        "behalf",
    ],
    &["join"],
    &[
        "details",
        "show_name",
        "source",
        "grounds",
        "suggested",
        "issuer",
        "document",
        "deadline",
        "behalf",
        "on_behalf_of",
        "on_behalf_way",
        "on_behalf_phone",
    ],
    &["mask", "consent"],
];

/// The page that asks for a field; of photos and what they show the third.
#[must_use]
pub fn page_of(field: &str) -> usize {
    let page = ASKED.iter().position(|names| names.contains(&field));
    page.map_or(3, |page| page + 1)
}

/// The fields of a page as typed, to be kept: a field that was left empty, or a box that was not ticked,
/// is kept as such. Of photos the ids are kept, and what each shows.
#[must_use]
pub fn kept(page: usize, raw: &Raw) -> BTreeMap<String, String> {
    let names = ASKED.get(page.wrapping_sub(1)).copied().unwrap_or_default();
    let typed = |name: &str| -> String {
        let text = raw.first(name).chars();
        text.filter(|c| *c != '\0').take(MOST).collect()
    };
    let mut kept: BTreeMap<String, String> = names
        .iter()
        .map(|name| ((*name).to_owned(), typed(name)))
        .collect();
    if page == 3 {
        let ids = photos::kept(raw, &photos::PHOTOS);
        for alt in ids
            .iter()
            .take(photos::MOST)
            .map(|id| photos::alt_field(*id))
        {
            let text = typed(&alt);
            kept.insert(alt, text);
        }
        for names in [photos::PHOTOS, photos::ORIGINALS] {
            let ids = photos::kept(raw, &names);
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            kept.insert(names.ids.to_owned(), ids.join(" "));
        }
    }
    kept
}

/// The fields that somebody may not use, whatever was posted: where it comes from and for whom it is entered
/// are for who works here, and of the sources each those that are theirs. `source` is the one that was named.
#[must_use]
pub fn not_theirs(source: &str, actor: &Actor) -> Vec<&'static str> {
    let theirs = origin::sources(actor);
    let named = Source::from_code(source.trim());
    let mut names = Vec::new();
    if named.is_none_or(|s| !theirs.contains(&s)) {
        names.push("source");
    }
    for source in [Source::MemberRecommendation, Source::Assignment] {
        if !theirs.contains(&source) {
            names.extend(origin::fields(source));
        }
    }
    if !behalf::enters_for_others(actor) {
        names.extend(behalf::FIELDS);
    }
    names
}

/// The field of the clerk who enters a draft for somebody else, by the account; never posted.
pub const CLERK: &str = "behalf_by";

/// Whether a draft is an entry on behalf of somebody that waits for its clerk: what it holds of a resident is for
/// the eyes of the one who took it down, and at the same browser for nobody else, logged in or not.
#[must_use]
pub fn waits(fields: &BTreeMap<String, String>, me: Option<&Actor>) -> bool {
    let said = |name: &&str| fields.get(*name).is_some_and(|text| !text.is_empty());
    let by = fields.get(CLERK).map_or("", String::as_str);
    let theirs = |me: &Actor| match by {
        // Typed while nobody was logged in: whichever clerk comes back to it.
        "" => behalf::enters_for_others(me),
        by => by == me.account.to_string(),
    };
    behalf::FIELDS.iter().any(said) && !me.is_some_and(theirs)
}

/// A draft with what a page sent. Of an entry that waits for its clerk nothing goes that another person could not
/// have seen: a field that came empty says nothing there.
#[must_use]
pub fn with(
    mut all: BTreeMap<String, String>,
    mut fields: BTreeMap<String, String>,
    me: Option<&Actor>,
) -> BTreeMap<String, String> {
    let waiting = waits(&all, me);
    if waiting {
        fields.retain(|name, text| !text.is_empty() || !behalf::FIELDS.contains(&name.as_str()));
    }
    all.extend(fields);
    let Some(me) = me.filter(|_| !waiting) else {
        return all;
    };
    let source = all.get("source").cloned().unwrap_or_default();
    for name in not_theirs(&source, me) {
        all.remove(name);
    }
    all.remove(CLERK);
    if waits(&all, None) {
        all.insert(CLERK.to_owned(), me.account.to_string());
    }
    all
}

/// The form without what this person may not use.
#[must_use]
pub fn theirs(raw: &Raw, actor: &Actor) -> Raw {
    let mut raw = raw.clone();
    for name in not_theirs(raw.first("source"), actor) {
        raw.0.remove(name);
    }
    raw
}

/// What a draft holds, as a form that posted it.
#[must_use]
pub fn as_form(fields: &BTreeMap<String, String>) -> Raw {
    let mut raw = Raw::of(fields.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    for name in [photos::PHOTOS.ids, photos::ORIGINALS.ids] {
        for id in raw.0.remove(name).unwrap_or_default() {
            for id in id.split_whitespace() {
                raw.add(name, id);
            }
        }
    }
    raw
}

/// A point on the globe in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// North of the equator.
    pub latitude_e6: i32,
    /// East of Greenwich.
    pub longitude_e6: i32,
}

/// Where exactly it is and whom it affects, as the author says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detail {
    /// The estate (小区); may be empty.
    pub estate: String,
    /// The building; may be empty.
    pub building: String,
    /// How many people are affected.
    pub people: Option<u32>,
    /// The point, if one was given.
    pub point: Option<Point>,
}

impl Detail {
    /// Reads its fields; all may be left empty.
    pub(super) fn read(f: &mut Fields<'_>) -> Self {
        let (no_people, no_point) = (
            f.blank("people"),
            f.blank("latitude") && f.blank("longitude"),
        );
        let people = (!no_people).then(|| f.number_of("people", "人", 1..=1_000_000));
        let point = (!no_point).then(|| Point {
            latitude_e6: degrees(f, "latitude", 90),
            longitude_e6: degrees(f, "longitude", 180),
        });
        Self {
            estate: f.opt_line("estate", NAME),
            building: f.opt_line("building", NAME),
            people,
            point,
        }
    }

    /// As it may be published.
    pub(super) fn masked(self) -> Self {
        Self {
            estate: privacy::mask(&self.estate),
            building: privacy::mask(&self.building),
            ..self
        }
    }

    /// Whether a form asks for them: one that does not, changes none of them.
    pub(super) fn asked(raw: &Raw) -> bool {
        let names = ["estate", "building", "people", "latitude", "longitude"];
        names.into_iter().any(|name| raw.0.contains_key(name))
    }

    /// What of a place in one line stands beside estate and building.
    #[must_use]
    pub fn spot<'a>(&self, place: &'a str) -> &'a str {
        let rest = place.strip_prefix(self.place("").as_str());
        rest.unwrap_or(place).trim_start()
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The place in one line, as long as a place may be.
    pub(super) fn whole_place(&self, f: &mut Fields<'_>, spot: &str) -> String {
        let place = self.place(spot);
        if place.chars().count() > LINE {
            f.fail("place", "error-place-long");
        }
        place
    }

    /// The place in one line: estate, building, and what stands beside them.
    #[must_use]
    pub fn place(&self, spot: &str) -> String {
        let parts = [self.estate.as_str(), self.building.as_str(), spot];
        let mut whole = String::new();
        for part in parts.into_iter().filter(|p| !p.is_empty()) {
            // Who writes the estate again in the next field does not mean it twice.
            let part = part.strip_prefix(whole.as_str()).unwrap_or(part).trim();
            if !whole.is_empty() && !part.is_empty() {
                whole.push(' ');
            }
            whole.push_str(part);
        }
        whole
    }
}

/// Degrees as people copy them from a map: `31.987654`.
fn degrees(f: &mut Fields<'_>, name: &str, most: i32) -> i32 {
    let typed = half_width(&f.opt_text(name, 20)).replace(['．', '。'], ".");
    let read = || {
        let (sign, plain) = typed
            .strip_prefix(['-', '－'])
            .map_or((1, &*typed), |rest| (-1, rest));
        let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
        let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || !figures(whole) || !figures(part) {
            return None;
        }
        let part: String = part.chars().chain("000000".chars()).take(6).collect();
        let value = whole.parse::<i32>().ok()? * 1_000_000 + part.parse::<i32>().ok()?;
        (value <= most * 1_000_000).then_some(sign * value)
    };
    read().unwrap_or_else(|| {
        f.fail(name, "error-degrees");
        0
    })
}

/// The first page: where and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// Title, problem, place in one line, category; nothing is masked yet.
    pub words: Words,
    /// The community by slug or id, or the whole street.
    pub community: String,
    /// Where exactly, and whom it affects.
    pub detail: Detail,
}

impl First {
    /// Reads the first page. What is personal is let through here: it is shown before sending.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let mut words = Words::typed(&mut f);
        let community = f.text("community", 1..=60);
        let detail = Detail::read(&mut f);
        words.place = detail.whole_place(&mut f, &words.place);
        f.done()?;
        Ok(Self {
            words,
            community,
            detail,
        })
    }
}

/// Checks the third page: details, what the source brings, and how the name is shown. What is personal is
/// let through here: it is shown before sending.
///
/// # Errors
/// What is wrong, by field.
pub fn third(raw: &Raw, today: NaiveDate) -> Result<(), FieldErrors> {
    let mut f = Fields::new(raw);
    f.opt_text("details", BODY);
    photos::read(&mut f);
    f.choice("show_name", ShowName::from_code);
    f.opt_choice("source", Source::from_code);
    Origin::typed(&mut f, origin::source(raw, Source::PublicCall), today);
    Behalf::read(&mut f);
    f.done()
}

/// The problem and the details become one text: whether it is longer than a topic's may be. The error stands
/// at `field`, the one of the two that the page asks for.
///
/// # Errors
/// It is too long: how much room the field has.
pub fn together(fields: &BTreeMap<String, String>, field: &str) -> Result<(), FieldErrors> {
    let text = |name: &str| fields.get(name).map_or("", |text| text.trim());
    let details = text("details").chars().count();
    if details == 0 {
        return Ok(());
    }
    let body = text("body").chars().count();
    let (here, other) = match field {
        "details" => (details, body),
        _ => (body, details),
    };
    let room = BODY.saturating_sub(other + GAP);
    if here <= room {
        return Ok(());
    }
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let args = vec![("max", n(BODY)), ("left", n(room)), ("have", n(here))];
    let mut errors = FieldErrors::default();
    errors.add(field, "error-together", args);
    Err(errors)
}

/// The draft as the one form of a new topic: the details follow the problem.
#[must_use]
pub fn whole(fields: &BTreeMap<String, String>) -> Raw {
    let mut raw = as_form(fields);
    let details = raw.first("details").to_owned();
    if !details.is_empty() {
        let body = format!("{}\n\n{details}", raw.first("body"));
        raw.0.insert("body".to_owned(), vec![body]);
    }
    raw.0.remove("details");
    raw.0.remove("join");
    raw.0.remove(CLERK);
    raw
}
