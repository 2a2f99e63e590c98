//! Figures in every form that people, or those who want to slip through, write them in.

use unicode_normalization::UnicodeNormalization;

/// How a figure is written: where the form changes, another number may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 1
    Plain,
    /// １ ① 𝟏 and the like.
    Dressed,
    /// 一 or 壹.
    Han,
}

/// The ASCII digit that a character stands for, and its form.
pub fn of(c: char) -> Option<(char, Form)> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some((c, Form::Plain));
    }
    if let Some(digit) = han(c) {
        return Some((digit, Form::Han));
    }
    dressed(c).map(|digit| (digit, Form::Dressed))
}

fn han(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' | '○' | '◯' => '0',
        '一' | '壹' | '幺' => '1',
        '二' | '贰' | '貳' => '2',
        '三' | '叁' | '參' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' | '陸' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

fn dressed(c: char) -> Option<char> {
    // Rows of ten or nine that have no plain form in Unicode: circled and dingbat figures, other scripts.
    const ROWS: [(u32, u32); 16] = [
        (0x0660, 0),
        (0x06f0, 0),
        (0x0966, 0),
        (0x09e6, 0),
        (0x0e50, 0),
        (0x0ed0, 0),
        (0x0f20, 0),
        (0x1040, 0),
        (0x17e0, 0),
        (0x1810, 0),
        (0x2776, 1),
        (0x2780, 1),
        (0x278a, 1),
        (0x24f5, 1),
        (0x3220, 1),
        (0x3280, 1),
    ];
    let code = u32::from(c);
    let row = ROWS.iter().find_map(|(start, first)| {
        let value = code.checked_sub(*start)? + first;
        (value < 10).then_some(value)
    });
    if let Some(value) = row {
        return char::from_digit(value, 10);
    }
    if code == 0x24ff {
        return Some('0');
    }
    // What Unicode takes for a figure with a ring, a point or a frame.
    let mut digit = None;
    for plain in std::iter::once(c).nfkc() {
        if plain.is_ascii_digit() && digit.is_none() {
            digit = Some(plain);
        } else if plain.is_alphanumeric() || plain == '\u{2044}' {
            return None;
        }
    }
    digit
}

/// The X that an identity number may end in.
pub const fn is_check(c: char) -> bool {
    matches!(c, 'x' | 'X' | 'Ｘ' | 'ｘ')
}

/// What is not seen, or only dresses the character before it.
pub const fn is_unseen(c: char) -> bool {
    is_ignorable(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{20e3}')
}

/// What is not seen: Unicode's Default_Ignorable_Code_Point.
#[must_use]
pub const fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
