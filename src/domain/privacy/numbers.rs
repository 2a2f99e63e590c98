//! Identity numbers, mobiles and bank cards among the figures of a text.
//!
//! Between figures may stand what is not seen, which parts nothing; a space, hyphen, point, stroke or the
//! like, which groups them; or other marks, as lists have them: across those only the groups that such a
//! number is spoken in count, or all of its figures by themselves.

use super::figures::{self, Form};
use super::{Hit, PrivateKind, is_id_number, is_old_id_number, passes_luhn};

/// The most characters between two figures of one number, beside what is not seen.
const GAP: usize = 3;

/// What stands before a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing that is seen.
    None,
    /// A mark that groups.
    Soft(char),
    /// Other marks: the first of them, and how many.
    Hard(char, usize),
}

/// One written figure with its place in the list of characters.
#[derive(Clone, Copy)]
struct Written {
    at: usize,
    digit: char,
    form: Form,
    gap: Gap,
}

fn is_soft(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '/' | '_' | '·' | '•' | '\u{2010}'..='\u{2015}' | '\u{3000}' | '\u{a0}'
            | '－' | '．' | '／' | '＿' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\t'
    )
}

/// Rows of figures that may be one number, or some after one another.
fn runs(chars: &[(usize, char)]) -> Vec<Vec<Written>> {
    let mut runs = Vec::new();
    let mut run: Vec<Written> = Vec::new();
    let mut between: Vec<char> = Vec::new();
    for (at, (_, c)) in chars.iter().enumerate() {
        if figures::is_unseen(*c) {
            continue;
        }
        if let Some((digit, form)) = figures::of(*c) {
            let gap = gap(&between);
            between.clear();
            run.push(Written {
                at,
                digit,
                form,
                gap,
            });
            continue;
        }
        // An identity number may end in X; it belongs to the run only as its 18th figure.
        if run.len() >= 17 && figures::is_check(*c) {
            let gap = gap(&between);
            let form = Form::Plain;
            let digit = 'X';
            run.push(Written {
                at,
                digit,
                form,
                gap,
            });
            runs.push(std::mem::take(&mut run));
            between.clear();
            continue;
        }
        if run.is_empty() {
            continue;
        }
        between.push(*c);
        if c.is_alphanumeric() || between.len() > GAP {
            runs.push(std::mem::take(&mut run));
            between.clear();
        }
    }
    runs.push(run);
    runs
}

fn gap(between: &[char]) -> Gap {
    match between {
        [] => Gap::None,
        [c] | [c, _] if between.iter().all(|b| b == c) && is_soft(*c) => Gap::Soft(*c),
        [c, ..] => Gap::Hard(*c, between.len()),
    }
}

/// All findings, in order, without overlaps.
pub(super) fn find(chars: &[(usize, char)], end: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    for run in runs(chars) {
        let mut from = 0;
        while from < run.len() {
            let Some((n, kind)) = at(&run, from) else {
                from += 1;
                continue;
            };
            if let (Some(first), Some(last)) = (run.get(from), run.get(from + n - 1)) {
                let start = chars.get(first.at).map_or(0, |c| c.0);
                let stop = chars.get(last.at + 1).map_or(end, |c| c.0);
                let span = start..stop;
                hits.push(Hit { kind, span });
            }
            from += n;
        }
    }
    hits
}

/// What begins at a place of a run, and how many figures it has. A number is one only where the writing is
/// parted before and after it: 138… inside a longer unbroken row is an order number, not a telephone.
fn at(run: &[Written], from: usize) -> Option<(usize, PrivateKind)> {
    const KINDS: [(usize, PrivateKind); 7] = [
        (18, PrivateKind::IdNumber),
        (19, PrivateKind::BankCard),
        (18, PrivateKind::BankCard),
        (17, PrivateKind::BankCard),
        (16, PrivateKind::BankCard),
        (15, PrivateKind::IdNumber),
        (11, PrivateKind::Mobile),
    ];
    KINDS.into_iter().find(|(n, kind)| {
        let Some(part) = run.get(from..from + n) else {
            return false;
        };
        if !is_edge(run, from + n) {
            return false;
        }
        let starts = is_edge(run, from);
        let text: String = part.iter().map(|w| w.digit).collect();
        let groups = Groups::of(part);
        match kind {
            PrivateKind::IdNumber if *n == 18 => {
                starts && is_id_number(&text) && groups.is_identity()
            }
            PrivateKind::IdNumber => {
                starts && !groups.hard && !groups.has_other_day() && is_old_id_number(&text)
            }
            PrivateKind::BankCard => {
                starts && passes_luhn(&text) && !text.starts_with('0') && groups.is_card(&text)
            }
            PrivateKind::Mobile => {
                (starts || after_country(run, from)) && is_mobile(&text) && groups.is_mobile()
            }
            PrivateKind::Room
            | PrivateKind::Plate
            | PrivateKind::Messenger
            | PrivateKind::Email
            | PrivateKind::HomePhone => false,
        }
    })
}

/// Whether another number may begin at place `i` of a run: its start, its end, after a mark, or where the
/// figures are written in another form.
fn is_edge(run: &[Written], i: usize) -> bool {
    match (i.checked_sub(1).and_then(|j| run.get(j)), run.get(i)) {
        (Some(before), Some(here)) => here.gap != Gap::None || here.form != before.form,
        _ => true,
    }
}

/// The country's 86 or 0086 stands right before.
fn after_country(run: &[Written], i: usize) -> bool {
    ["86", "0086"].into_iter().any(|country| {
        let Some(start) = i.checked_sub(country.len()) else {
            return false;
        };
        let before = run.get(start..i).unwrap_or_default();
        is_edge(run, start) && before.iter().map(|w| w.digit).eq(country.chars())
    })
}

fn is_mobile(digits: &str) -> bool {
    let second = digits.chars().nth(1);
    digits.starts_with('1') && second.is_some_and(|c| ('3'..='9').contains(&c))
}

/// How the figures of one number are parted.
struct Groups {
    /// The figures of each group.
    parts: Vec<String>,
    /// What stands between them.
    gaps: Vec<Gap>,
    /// Among them are marks that do not group by themselves.
    hard: bool,
}

impl Groups {
    fn of(part: &[Written]) -> Self {
        let mut parts: Vec<String> = Vec::new();
        let mut gaps = Vec::new();
        for (i, w) in part.iter().enumerate() {
            match parts.last_mut() {
                Some(last) if i > 0 && w.gap == Gap::None => last.push(w.digit),
                Some(_) | None => {
                    if i > 0 {
                        gaps.push(w.gap);
                    }
                    parts.push(w.digit.to_string());
                }
            }
        }
        let hard = gaps.iter().any(|g| matches!(g, Gap::Hard(..)));
        Self { parts, gaps, hard }
    }

    fn lengths(&self) -> Vec<usize> {
        self.parts.iter().map(String::len).collect()
    }

    fn is_even(&self) -> bool {
        self.gaps.windows(2).all(|w| w.first() == w.last())
    }

    fn is_single(&self) -> bool {
        self.parts.iter().all(|p| p.len() == 1)
    }

    fn is_mobile(&self) -> bool {
        if self.hard {
            return self.is_even() && (self.is_single() || self.lengths() == [3, 4, 4]);
        }
        !self.is_dates() && !self.is_amounts()
    }

    fn is_card(&self, text: &str) -> bool {
        // A number that begins with a day, such as a receipt's.
        let day = |part: &str| {
            part.parse::<u32>().is_ok_and(|n| {
                let (year, month, day) = (n / 10_000, n / 100 % 100, n % 100);
                (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
            })
        };
        let dated = text.get(..8).is_some_and(day);
        if dated {
            return false;
        }
        if self.parts.len() == 1 {
            return true;
        }
        let fours = self.parts.iter().rev().skip(1).all(|p| p.len() == 4);
        if self.hard && !(self.is_even() && (self.is_single() || fours)) {
            return false;
        }
        // Two telephone numbers side by side are not a card: those begin as cards do.
        ["62", "4", "5", "35", "37", "9"]
            .into_iter()
            .any(|start| text.starts_with(start))
    }

    /// The figures of a group, where it has at most so many.
    fn number(&self, i: usize, most: usize) -> Option<u32> {
        let part = self.parts.get(i).filter(|p| p.len() <= most)?;
        part.parse().ok()
    }

    fn is_year(&self, i: usize) -> bool {
        let long = self.parts.get(i).is_some_and(|p| p.len() == 4);
        long && self.number(i, 4).is_some_and(|n| (1900..2100).contains(&n))
    }

    fn is_month(&self, i: usize) -> bool {
        self.number(i, 2).is_some_and(|n| (1..=12).contains(&n))
    }

    fn is_day(&self, i: usize) -> bool {
        self.number(i, 2).is_some_and(|n| (1..=31).contains(&n))
    }

    /// Nothing but days and months of years, or a piece of such a row: 1998.9.1-2003.6.
    fn is_dates(&self) -> bool {
        let first = (0..2).take_while(|i| !self.is_year(*i) && self.is_day(*i));
        let start = first.count();
        let mut i = start;
        while self.is_year(i) && self.is_month(i + 1) {
            i += if self.is_day(i + 2) { 3 } else { 2 };
        }
        i > start && (i >= self.parts.len() || i + 1 == self.parts.len() && self.is_year(i))
    }

    /// A day stands in it that is not the birthday of an identity number.
    fn has_other_day(&self) -> bool {
        let mut before = 0;
        self.parts.iter().enumerate().any(|(i, part)| {
            let day = self.is_year(i) && self.is_month(i + 1) && self.is_day(i + 2);
            let other = day && before != 6;
            before += part.len();
            other
        })
    }

    fn is_identity(&self) -> bool {
        let spoken = matches!(
            *self.lengths(),
            [6, 8, 4] | [6, 4, 4, 4] | [6, 4, 2, 2, 4] | [14, 4] | [17, 1]
        );
        match self.hard {
            true => self.is_even() && (self.is_single() || spoken),
            false => !self.has_other_day(),
        }
    }

    /// Amounts with a fraction, and a range of them: 1500.50-2600.5.
    fn is_amounts(&self) -> bool {
        let point = |g: &Gap| matches!(g, Gap::Soft('.' | '．'));
        let points = self.gaps.iter().filter(|g| point(g)).count();
        let fractions = self.gaps.iter().enumerate().all(|(i, g)| {
            let after = self.parts.get(i + 1).map_or(0, String::len);
            !point(g) || after <= 2 && !self.gaps.get(i + 1).is_some_and(point)
        });
        points > 0 && points < self.gaps.len() && fractions
    }
}
