//! No one under 14 registers alone. The year of birth is asked and not kept: only on which side it lies.

/// The age from which somebody registers alone.
pub const ALONE_FROM: i32 = 14;

/// What a year of birth says about an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Under 14.
    Under,
    /// 14 within this year: before or after the birthday, the year does not say.
    Between,
    /// 14 or older.
    Over,
}

/// On which side of 14 somebody born in a year is, in another year.
#[must_use]
pub const fn age(born: i32, year: i32) -> Age {
    let turns = year - born;
    if turns < ALONE_FROM {
        Age::Under
    } else if turns == ALONE_FROM {
        Age::Between
    } else {
        Age::Over
    }
}
