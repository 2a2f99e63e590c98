//! Similar topics: candidates by the index, scored again in the program, each with its reasons.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::policy::Viewer;
use crate::kit::likeness::{Chosen, Counted, Likeness, SHOWN, Taken, Written, choose, compare};
use crate::kit::segment::Own;
use crate::store::topics::similar::{Candidate, Term, candidates};
use crate::store::topics::synonyms::{self, Synonym};
use crate::store::{self, TenantTx};

/// How many signs of a text are looked for: the title's and the first of the text say what it is about.
const SIGNS: usize = 32;

/// How many candidates are scored again.
const SCORED: i64 = 50;

/// How many terms of the place are looked for.
const PLACES: usize = 8;

/// What a term of the place says when topics are looked for: enough for a neighbour who shares no word.
const PLACE: f64 = 0.2;

/// A topic like the one asked about.
#[derive(Debug, Clone)]
pub struct Similar {
    /// The topic.
    pub topic: Candidate,
    /// How like it is, and why.
    pub like: Likeness,
}

/// The topics of the street that are like this text, and those that may be, as far as the viewer may see
/// them; never `but`.
///
/// # Errors
/// When the database is away.
pub async fn similar(
    tx: &mut TenantTx,
    viewer: &Viewer,
    written: &Written,
    but: Option<Uuid>,
) -> store::Result<Chosen<Similar>> {
    let words = synonyms::all(tx).await?;
    similar_by(tx, viewer, written, but, &words).await
}

/// The same, where the street's own words were read already.
///
/// # Errors
/// When the database is away.
pub async fn similar_by(
    tx: &mut TenantTx,
    viewer: &Viewer,
    written: &Written,
    but: Option<Uuid>,
    words: &[Synonym],
) -> store::Result<Chosen<Similar>> {
    let none = || choose(Vec::new(), SHOWN, |s: &Similar| &s.like);
    let own = own_of(words);
    let asked = Taken::of(written, &own);
    if asked.is_empty() {
        return Ok(none());
    }
    let signs = asked.asked(&own, SIGNS);
    let mut terms: Vec<Term> = signs
        .iter()
        .zip(0..)
        .flat_map(|(sign, n)| {
            sign.terms.iter().map(move |term| Term {
                term: term.clone(),
                sign: n,
                weight: sign.weight,
            })
        })
        .collect();
    let place = asked.place().iter().zip(signs.len()..).take(PLACES);
    terms.extend(place.map(|(term, n)| Term {
        term: term.clone(),
        sign: i32::try_from(n).unwrap_or(i32::MAX),
        weight: PLACE,
    }));
    let found = candidates(tx, viewer, &terms, but, SCORED).await?;
    let Some(first) = found.first() else {
        return Ok(none());
    };
    let count = |n: &i64| u32::try_from(*n).unwrap_or(0);
    let topics = count(&first.topics);
    let with: BTreeMap<_, _> = signs
        .iter()
        .map(|sign| sign.sign)
        .zip(first.counts.iter().map(count))
        .collect();
    let found: Vec<(Candidate, Taken)> = found
        .into_iter()
        .map(|topic| {
            let taken = Taken::of(&written_of(&topic), &own);
            (topic, taken)
        })
        .collect();
    let counted = Counted::new(topics, with, found.iter().map(|(_, taken)| taken));
    let like = found.into_iter().map(|(topic, taken)| Similar {
        like: compare(&asked, &taken, &counted),
        topic,
    });
    let mut chosen = choose(like.collect(), SHOWN, |s| &s.like);
    // What goes on can be joined, what has ended only read: the first page has room for three.
    for shown in [&mut chosen.alike, &mut chosen.near] {
        shown.sort_by_key(|s| !s.topic.runs());
    }
    Ok(chosen)
}

/// The street's own words for a search; none are read where nothing is searched.
///
/// # Errors
/// When the database is away.
pub async fn own_words(tx: &mut TenantTx, searched: &str) -> store::Result<Own> {
    if searched.is_empty() {
        return Ok(Own::default());
    }
    Ok(own_of(&synonyms::all(tx).await?))
}

/// The street's own words as a text is read with them.
#[must_use]
pub fn own_of(words: &[Synonym]) -> Own {
    Own::new(words.iter().map(|s| (s.word.as_str(), s.means.as_str())))
}

fn written_of(topic: &Candidate) -> Written {
    Written {
        title: topic.title.clone(),
        body: topic.body.clone(),
        place: topic.place.clone(),
        community: topic.community_id,
        category: topic.category_id.clone(),
    }
}
