//! What is pasted from Word, from WPS or out of a chat: read as what its writer plainly means.

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;
use yishi::domain::fields::{FieldErrors, Fields, Raw};
use yishi::domain::people::name;
use yishi::domain::topics::draft::First;
use yishi::domain::topics::{Assess, Submit};

/// Signs that nobody sees.
const UNSEEN: [char; 12] = [
    '\u{200b}', '\u{ad}', '\u{feff}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}', '\u{2060}',
    '\u{2066}', '\u{3164}', '\u{ffa0}', '\u{34f}',
];

/// What ends a line somewhere.
const BREAKS: [&str; 7] = [
    "\n", "\r\n", "\r", "\u{b}", "\u{85}", "\u{2028}", "\u{2029}",
];

const TOPIC: [(&str, &str); 4] = [
    ("title", "楼道的灯不亮"),
    ("body", "三楼的灯坏了一个月，老人上下楼看不见。"),
    ("community", "yunxi"),
    ("category", "facilities"),
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
}

/// The first page of the wizard with a field filled in.
fn first(field: &str, typed: &str) -> Result<First, FieldErrors> {
    let mut raw = Raw::of(TOPIC);
    raw.0.insert(field.to_owned(), vec![typed.to_owned()]);
    First::parse(&raw)
}

fn submit(fields: &[(&str, &str)]) -> Result<Submit, FieldErrors> {
    let mut raw = Raw::of(TOPIC);
    raw.add("consent", "yes");
    for (field, typed) in fields {
        raw.0.insert((*field).to_owned(), vec![(*typed).to_owned()]);
    }
    Submit::parse(&raw, None, today())
}

fn assess(people: &str, groups: &str) -> Result<Assess, FieldErrors> {
    Assess::parse(&Raw::of([
        ("problem", "三楼的灯坏了一个月"),
        ("people", people),
        ("narrow", "3"),
        ("broad", "3"),
        ("strong", "3"),
        ("groups", groups),
        ("similar_seen", "yes"),
    ]))
}

fn named(typed: &str) -> Result<String, FieldErrors> {
    let raw = Raw::of([("name", typed)]);
    let mut f = Fields::new(&raw);
    let name = name(&mut f);
    f.done().map(|()| name)
}

#[rstest]
#[case("50")]
#[case("50\u{200b}")]
#[case("\u{202a}50\u{202c}")]
#[case("５０")]
#[case("50人")]
#[case("50 人")]
#[case("５０人\u{feff}")]
fn people_affected_are_counted_however_the_number_was_pasted(#[case] typed: &str) {
    assert_eq!(first("people", typed).unwrap().detail.people, Some(50));
    let assess = assess(typed, "老人").unwrap();
    assert_eq!(assess.people, 50);
}

#[rstest]
#[case("1,000", 1_000)]
#[case("1，000", 1_000)]
#[case("１，０００人", 1_000)]
#[case("1,000,000", 1_000_000)]
fn a_comma_of_thousands_is_no_other_number(#[case] typed: &str, #[case] people: u32) {
    assert_eq!(first("people", typed).unwrap().detail.people, Some(people));
}

#[rstest]
#[case("1,5")]
#[case("10,00")]
#[case(",100")]
#[case("0,100")]
#[case("1968年")]
#[case("50户")]
#[case("五十")]
#[case("50-60")]
#[case("5万")]
#[case("人")]
#[case("-5")]
#[case("+5")]
fn a_number_that_could_mean_something_else_is_asked_for_again(#[case] typed: &str) {
    let errors = first("people", typed).unwrap_err();
    assert_eq!(errors.of("people").unwrap().key, "error-number", "{typed}");
}

#[test]
fn a_field_that_holds_nothing_but_unseen_signs_is_empty() {
    for c in UNSEEN {
        let nothing = c.to_string();
        assert_eq!(first("people", &nothing).unwrap().detail.people, None);
        assert_eq!(first("latitude", &nothing).unwrap().detail.point, None);
        for typed in [nothing.clone(), nothing.repeat(8)] {
            let errors = first("title", &typed).unwrap_err();
            assert_eq!(errors.of("title").unwrap().key, "error-empty", "{c:?}");
        }
    }
}

#[test]
fn a_break_in_a_field_of_one_line_is_a_space() {
    for end in BREAKS {
        for field in ["title", "estate", "building", "place"] {
            let typed = format!("桂花苑{end}三幢东边");
            let first = first(field, &typed).unwrap();
            let read = match field {
                "title" => first.words.title,
                "estate" => first.detail.estate,
                "building" => first.detail.building,
                _ => first.words.place,
            };
            assert_eq!(read, "桂花苑 三幢东边", "{field} {end:?}");
        }
        let typed = format!("街道党工委{end}办公室");
        let letter = [
            ("source", "assignment"),
            ("issuer", typed.as_str()),
            ("document", "云街工委〔2026〕7号"),
            ("deadline", "2026-12-25"),
        ];
        assert_eq!(submit(&letter).unwrap().origin.issuer, "街道党工委 办公室");
    }
}

#[rstest]
#[case("\u{f0b7}王五", "王五")]
#[case("•\t王五", "王五")]
#[case("●王五", "王五")]
#[case("\u{e123}王五", "王五")]
#[case("王　五", "王五")]
#[case("王 五", "王五")]
#[case("王\u{200b}五", "王五")]
#[case("王\u{2028}五", "王五")]
#[case("阿依古丽·买买提", "阿依古丽·买买提")]
#[case("Anne-Marie　O'Neil", "Anne-Marie O'Neil")]
fn a_name_is_its_letters_whatever_came_with_them(#[case] typed: &str, #[case] name: &str) {
    assert_eq!(named(typed).unwrap(), name);
    let behalf = [("on_behalf_of", typed), ("on_behalf_way", "visit")];
    assert_eq!(submit(&behalf).unwrap().behalf.unwrap().of, name);
}

#[test]
fn for_whom_a_topic_is_entered_is_a_name_as_a_registration_has_it() {
    for typed in ["12345", "😀😀", "<b>张</b>", "张三1"] {
        let behalf = [("on_behalf_of", typed), ("on_behalf_way", "visit")];
        let errors = submit(&behalf).unwrap_err();
        let error = errors.of("on_behalf_of").unwrap();
        assert_eq!(error.key, "error-name", "{typed}");
    }
}

#[test]
fn stakeholder_groups_out_of_a_word_list_are_their_names() {
    for list in [
        "老人\n•\t行人",
        "\u{f0b7}老人\n\u{f0b7}行人",
        "•老人\r\n● 行人",
        "\u{f0d8}\t老人\u{b}■行人",
        "-\t老人\n- 行人",
        "\u{200b}老人\n\u{feff}\n行人\u{200b}",
    ] {
        let groups = assess("50", list).unwrap().groups;
        let names: Vec<&str> = groups.iter().map(|g| g.name.as_str()).collect();
        assert_eq!(names, ["老人", "行人"], "{list:?}");
    }
    let groups = assess("50", "• 商户 ｜ 1,200人\n行人\t２４")
        .unwrap()
        .groups;
    assert_eq!((groups[0].people, groups[1].people), (1_200, 24));
}

#[test]
fn groups_that_cannot_be_read_are_named() {
    let errors = assess("50", "老人\n\n行人 | 很多\n商户\n| 5").unwrap_err();
    let error = errors.of("groups").unwrap();
    let lines = vec!["行人 | 很多".to_owned(), "| 5".to_owned()];
    assert_eq!(error.each, [(lines, "error-group-line")]);
}

fn unseen() -> impl Strategy<Value = char> {
    prop::sample::select(UNSEEN.to_vec())
}

fn ends() -> impl Strategy<Value = &'static str> {
    prop::sample::select(BREAKS.to_vec())
}

/// The text with a sign at places of it.
fn strewn(text: &str, sign: char, at: &[usize]) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if at.contains(&i) {
            out.push(sign);
        }
        out.push(c);
    }
    out.push(sign);
    out
}

proptest! {
    #[test]
    fn unseen_signs_change_nothing_of_what_is_read(
        n in 1_u32..=1_000_000, sign in unseen(), at in prop::collection::vec(0_usize..8, 0..4),
        text in "[一-龥]{4,20}", family in "[一-龥]{2,8}",
    ) {
        let people = strewn(&n.to_string(), sign, &at);
        prop_assert_eq!(first("people", &people).unwrap().detail.people, Some(n));
        let title = strewn(&text, sign, &at);
        prop_assert_eq!(first("title", &title).unwrap().words.title, text);
        prop_assert_eq!(named(&strewn(&family, sign, &at)).unwrap(), family);
    }

    #[test]
    fn no_field_of_one_line_holds_more_than_one_or_begins_as_a_list_does(
        bullet in "[•●▪■\u{f0b7}\u{f0d8}\u{e000}]{0,2}[ \t\u{3000}]{0,2}", head in "[一-龥]{2,8}", end in ends(), tail in "[一-龥]{2,8}",
    ) {
        let typed = format!("{bullet}{head}{end}{tail}");
        let want = format!("{head} {tail}");
        let read = first("estate", &typed).unwrap();
        prop_assert_eq!(&read.detail.estate, &want);
        prop_assert_eq!(first("title", &typed).unwrap().words.title, want);
    }

    #[test]
    fn whatever_is_pasted_into_a_line_is_read_without_breaks_and_read_again_as_it_is(typed in "\\PC{0,20}[\n\t\u{b}\u{2028}]{0,2}\\PC{0,15}") {
        if let Ok(read) = first("estate", &typed) {
            let estate = read.detail.estate;
            prop_assert!(!estate.chars().any(char::is_control) && estate.trim() == estate, "{:?}", estate);
            prop_assert_eq!(&first("estate", &estate).unwrap().detail.estate, &estate);
        }
    }
}
