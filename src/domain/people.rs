//! People of a street: what somebody may be called.

use super::fields::Fields;

/// The shortest and the longest name, in characters.
pub const NAME: std::ops::RangeInclusive<usize> = 2..=20;

/// Whether a name can hold this sign: letters and what stands between them, no figures, signs or markup.
#[must_use]
pub fn in_a_name(c: char) -> bool {
    c.is_alphabetic() || " ·・•.'’-".contains(c)
}

/// Somebody's name, in the field `name`.
pub fn name(f: &mut Fields<'_>) -> String {
    let name = f.text("name", NAME);
    if f.ok("name") && !name.chars().all(in_a_name) {
        f.fail("name", "error-name");
    }
    name
}
