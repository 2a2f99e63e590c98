//! Why a topic is like another one, in words: said to who writes, and at the intake desk.

use crate::kit::i18n::Lang;
use crate::kit::likeness::{Likeness, Word};

/// The reasons, as a card shows them.
pub(super) struct Why {
    /// What both have: that they are words, or single characters …
    pub both: String,
    /// … and each of them, marked.
    pub words: Vec<String>,
    /// Further reasons, a clause each.
    pub more: Vec<String>,
}

impl Why {
    /// `means` is the sentence on two words that mean the same.
    pub(super) fn of(lang: Lang, like: &Likeness, means: &'static str) -> Self {
        let (mut words, mut more) = (Vec::new(), Vec::new());
        for word in &like.words {
            match word {
                Word::Both(word) => words.push(word.clone()),
                Word::Means(yours, theirs) => {
                    let line = lang.t(means).arg("yours", yours).arg("theirs", theirs);
                    more.push(line.to_string());
                }
            }
        }
        let alone = like.words.is_empty();
        if alone {
            words.clone_from(&like.characters);
        }
        let both = if alone {
            "similar-characters"
        } else {
            "similar-words"
        };
        Self {
            both: lang.t(both).to_string(),
            words,
            more,
        }
    }

    /// One line of it.
    pub(super) fn line(&self, lang: Lang) -> String {
        let both =
            (!self.words.is_empty()).then(|| format!("{} {}", self.both, lang.join(&self.words)));
        let all: Vec<String> = both.into_iter().chain(self.more.iter().cloned()).collect();
        all.join(&lang.t("similar-comma").to_string())
    }

    /// There is none to say.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.more.is_empty()
    }
}
