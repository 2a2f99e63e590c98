//! The language's words, as jieba's dictionary has them: what is left of a text between the street's words and
//! the field's is cut by it.

use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::Jieba;

/// Some 350 thousand words: 33 MB, read in a tenth of a second when they are first needed.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Reads the dictionary, so that the first text does not wait for it.
pub fn read() {
    LazyLock::force(&JIEBA);
}

/// The words of a run of Chinese characters, for a search: a long one, and the words that it is made of. Without
/// jieba's guesses at words that the dictionary has not: guessed differently in two texts they part what is alike.
pub(super) fn words(run: &str) -> Vec<Range<usize>> {
    let cut = JIEBA.cut_for_search(run, false);
    let words = cut.iter().map(|word| word.byte_start..word.byte_end);
    words
        .filter(|word| letters(&run[word.clone()]) > 1)
        .collect()
}

/// How many characters a word has.
pub(super) fn letters(word: &str) -> usize {
    word.chars().count()
}
