//! Numbers before a counting word, in figures: 三号楼 and 3号楼 are one house.

/// What is counted or numbered by a figure before it.
const COUNTED: &str = "号栋幢座楼层单期组弄月日年室";

/// The most signs of a number that is read.
const LONGEST: usize = 6;

/// The text with its Chinese numbers in figures where a counting word follows; the others are left:
/// 一直, 万一 and 十字路口 count nothing.
pub fn in_digits(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let len = chars[at..]
            .iter()
            .take_while(|c| digit(**c).is_some())
            .count();
        let counted = chars.get(at + len).is_some_and(|c| COUNTED.contains(*c));
        match (1..=LONGEST)
            .contains(&len)
            .then(|| value(&chars[at..at + len]))
        {
            Some(Some(number)) if counted => out.push_str(&number.to_string()),
            Some(_) | None => out.extend(&chars[at..at + len.max(1)]),
        }
        at += len.max(1);
    }
    out
}

/// What a sign stands for; tens and hundreds multiply.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        _ => return None,
    })
}

/// The number that the signs write: 十二 is 12, 二十 is 20, 二〇二六 is 2026.
fn value(signs: &[char]) -> Option<u32> {
    let (mut whole, mut last, mut multiplied) = (0, None, false);
    for sign in signs.iter().map(|c| digit(*c)) {
        match sign? {
            unit @ (10 | 100) => {
                whole += last.take().unwrap_or(1) * unit;
                multiplied = true;
            }
            // Figures in a row, as in a year.
            n => match last.replace(n) {
                Some(before) if multiplied && before > 0 => return None,
                Some(before) => last = Some(before * 10 + n),
                None => {}
            },
        }
    }
    Some(whole + last.unwrap_or(0))
}
