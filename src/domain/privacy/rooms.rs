//! Flats (门牌): a building and a flat in it, in words or as people shorten it.

use super::figures;
use super::{Hit, PrivateKind};

fn is_count(c: char) -> bool {
    figures::of(c).is_some() || matches!(c, '十' | '百')
}

/// A word of an address, which says nothing by itself.
pub(super) fn is_word(c: char) -> bool {
    matches!(
        c,
        '栋' | '幢' | '座' | '楼' | '单' | '元' | '室' | '房' | '号'
    )
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '－' | '#' | '＃')
}

/// Whether what stands before a room's number names an office: a floor may come between.
pub(super) fn is_office(before: &str) -> bool {
    const OFFICES: [&str; 22] = [
        "中心",
        "办",
        "处",
        "局",
        "站",
        "委",
        "委会",
        "大厅",
        "政府",
        "协会",
        "商会",
        "工会",
        "所",
        "办公楼",
        "综合楼",
        "行政楼",
        "学校",
        "医院",
        "法院",
        "检察院",
        "公司",
        "政协",
    ];
    let before = before.trim_end();
    let floor = before
        .strip_suffix(['楼', '层'])
        .map(|b| b.trim_end_matches(is_count));
    let ends = |text: &str| {
        OFFICES
            .iter()
            .any(|office| text.trim_end().ends_with(office))
    };
    ends(before) || floor.is_some_and(ends)
}

/// Flats: a building and a number of three or four figures, or such a number before 室.
/// A building alone (3栋) is a place, not a home, and is left.
pub(super) fn find(chars: &[(usize, char)], end: usize) -> Vec<Hit> {
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let count_from = |mut i: usize| {
        while at(i).is_some_and(is_count) {
            i += 1;
        }
        i
    };
    let mut hits = named(chars, end);
    let mut i = 0;
    while i < chars.len() {
        let starts = at(i).is_some_and(|c| is_count(c) || c.is_ascii_alphabetic())
            && !i
                .checked_sub(1)
                .and_then(at)
                .is_some_and(|c| is_count(c) || c.is_ascii_alphabetic());
        if !starts {
            i += 1;
            continue;
        }
        // A letter may name the building (A座) or stand before the number (B栋).
        let mut j = if at(i).is_some_and(|c| c.is_ascii_alphabetic()) {
            i + 1
        } else {
            count_from(i)
        };
        let mut building = false;
        loop {
            let next = match (at(j), at(j + 1)) {
                (Some('号'), Some('楼')) | (Some('单'), Some('元')) | (Some('号'), Some('院')) => {
                    j + 2
                }
                (Some('栋' | '幢' | '座' | '#' | '＃'), _) => j + 1,
                _ => break,
            };
            building = true;
            let after = count_from(next);
            if after == next {
                j = next;
                break;
            }
            j = after;
        }
        let from = (i..j)
            .rev()
            .take_while(|k| at(*k).is_some_and(is_count))
            .count();
        let word =
            matches!(at(j), Some('室')) || (matches!(at(j), Some('房')) && at(j + 1) != Some('屋'));
        let is_flat = (3..=5).contains(&from)
            && (word || building)
            && at(j) != Some('米')
            && at(j) != Some('户');
        if is_flat {
            let stop = if word { j + 1 } else { j };
            let start = chars.get(i).map_or(0, |c| c.0);
            hits.push(Hit {
                kind: PrivateKind::Room,
                span: start..chars.get(stop).map_or(end, |c| c.0),
            });
        }
        i = j.max(i + 1);
    }
    hits.extend(shortened(chars, end));
    hits
}

/// A flat behind the word for its number: 房号3-502. Behind the word for a room's a number alone is one, too; a
/// house has a number that everybody reads.
fn named(chars: &[(usize, char)], end: usize) -> Vec<Hit> {
    const WORDS: [(&str, bool); 4] = [
        ("房号", true),
        ("房间号", true),
        ("门牌号", false),
        ("门牌", false),
    ];
    /// What is counted, not lived in.
    const COUNTED: &str = "个户间套年多余米位张";
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let figure = |i: usize| at(i).is_some_and(|c| figures::of(c).is_some());
    let hyphen = |i: usize| at(i).is_some_and(is_hyphen);
    let count = |from: usize| (from..chars.len()).take_while(|i| figure(*i)).count();
    let link = |c: char| matches!(c, '：' | ':' | '是' | '为') || c.is_whitespace();
    let ends = |until: usize, word: &str| {
        let start = until.checked_sub(word.chars().count());
        let before = start.and_then(|start| chars.get(start..until));
        before.is_some_and(|before| before.iter().map(|c| c.1).eq(word.chars()))
    };
    let mut hits = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let first = count(i);
        if first == 0 {
            i += 1;
            continue;
        }
        let links = chars[..i].iter().rev().take(3);
        let links = links.take_while(|c| link(c.1)).count();
        let word = WORDS.iter().find(|(word, _)| ends(i - links, word));
        let second = count(i + first + 1);
        let parted = (1..=2).contains(&first) && hyphen(i + first) && (3..=4).contains(&second);
        let stop = if parted {
            i + first + 1 + second
        } else {
            i + first
        };
        let flat = word.is_some_and(|(_, room)| parted || *room && (3..=4).contains(&first))
            && !hyphen(stop)
            && !at(stop).is_some_and(|c| COUNTED.contains(c));
        if flat {
            hits.push(Hit {
                kind: PrivateKind::Room,
                span: chars.get(i).map_or(0, |c| c.0)..chars.get(stop).map_or(end, |c| c.0),
            });
        }
        i = stop;
    }
    hits
}

/// Building, unit and flat with hyphens between: 3-2-502.
fn shortened(chars: &[(usize, char)], end: usize) -> Vec<Hit> {
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let figure = |i: usize| at(i).is_some_and(|c| figures::of(c).is_some());
    let hyphen = |i: usize| at(i).is_some_and(is_hyphen);
    let count = |from: usize| (from..chars.len()).take_while(|i| figure(*i)).count();
    let mut hits = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let before = i.checked_sub(1);
        let starts = figure(i) && !before.is_some_and(|b| figure(b) || hyphen(b));
        if !starts {
            i += 1;
            continue;
        }
        let building = count(i);
        let unit_at = i + building + 1;
        let unit = count(unit_at);
        let flat_at = unit_at + unit + 1;
        let flat = count(flat_at);
        let stop = flat_at + flat;
        let whole = (1..=2).contains(&building)
            && (1..=2).contains(&unit)
            && (3..=4).contains(&flat)
            && hyphen(unit_at - 1)
            && hyphen(flat_at - 1)
            // A day with its year last begins with a zero, a telephone number goes on.
            && at(i) != Some('0')
            && !hyphen(stop);
        if whole {
            hits.push(Hit {
                kind: PrivateKind::Room,
                span: chars.get(i).map_or(0, |c| c.0)..chars.get(stop).map_or(end, |c| c.0),
            });
            i = stop;
        } else {
            i += building;
        }
    }
    hits
}
