//! Every text is a catalogue key in two languages; templates have no style and no script of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use yishi::kit::i18n::Lang;
use yishi::web::kit::called::called;

use super::report;
use super::source::{literals, top, walk};

fn read(name: &str) -> String {
    fs::read_to_string(top().join(name)).unwrap()
}

fn under(folder: &str, end: &str) -> Vec<String> {
    let mut names = Vec::new();
    walk(folder, end, &mut names);
    names
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// The text with everything between two marks taken out.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(i) = rest.find(open) {
        out.push_str(&rest[..i]);
        out.push(' ');
        rest = rest[i..]
            .find(close)
            .map_or("", |j| &rest[i + j + close.len()..]);
    }
    out + rest
}

/// Line and text of every line that a rule refuses.
fn lines(name: &str, text: &str, refused: impl Fn(&str) -> bool) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| refused(line))
        .map(|(i, line)| format!("{name}:{}: {}", i + 1, line.trim()))
        .collect()
}

#[test]
fn every_field_that_is_written_in_has_a_label_of_its_own_when_its_words_are_given_back() {
    let mut faults = BTreeSet::new();
    let mut seen = 0;
    for file in under("src/web", ".rs") {
        let code = read(&file);
        for kind in ["text", "area", "phone", "number", "date", "date_time"] {
            for rest in code.split(&format!("Field::{kind}(")).skip(1) {
                let Some(rest) = rest.trim_start().strip_prefix('"') else {
                    continue;
                };
                let name = rest.split('"').next().unwrap();
                seen += 1;
                for lang in [Lang::Zh, Lang::En] {
                    if called(lang, "", name).is_none() {
                        faults.insert(format!("{file}: {name}"));
                    }
                }
            }
        }
    }
    assert!(seen > 80, "{seen}");
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(
        called(
            Lang::Zh,
            "/yunxi/topics/YX-2026-0001/plan/save",
            "person3_name"
        )
        .unwrap(),
        "参会人员 3 · 姓名"
    );
    assert_eq!(
        called(
            Lang::Zh,
            "/yunxi/topics/YX-2026-0001/opinion/save",
            "item_2_text"
        )
        .unwrap(),
        "第 2 条 · 意见内容"
    );
}

#[test]
fn templates_have_no_style_script_or_handler_of_their_own() {
    let mut faults = Vec::new();
    for name in under("templates", ".html") {
        let text = read(&name);
        faults.extend(lines(&name, &text, |line| {
            let own_script = line.contains("<script") && !line.contains("></script>");
            let handler = [
                " onclick=",
                " onchange=",
                " onsubmit=",
                " onload=",
                " oninput=",
            ];
            line.contains(" style=")
                || line.contains("<style")
                || line.contains("javascript:")
                || own_script
                || handler.iter().any(|h| line.contains(h))
        }));
    }
    report(&faults);
}

#[test]
fn no_text_stands_in_a_template() {
    let mut faults = Vec::new();
    for name in under("templates", ".html") {
        let bare = without(&read(&name), "{#", "#}");
        faults.extend(lines(&name, &bare, |line| line.contains(is_chinese)));
        let bare = without(&without(&bare, "{%", "%}"), "{{", "}}");
        for name_of in ["title", "alt", "aria-label", "placeholder"] {
            let mark = format!(" {name_of}=\"");
            faults.extend(lines(&name, &bare, |line| {
                line.split(&mark).skip(1).any(|rest| {
                    rest.split('"')
                        .next()
                        .is_some_and(|value| value.contains(char::is_alphabetic))
                })
            }));
        }
        let visible = without(&without(&without(&bare, "<!--", "-->"), "<", ">"), "&", ";");
        faults.extend(lines(&name, &visible, |line| {
            line.contains(char::is_alphabetic)
        }));
    }
    report(&faults);
}

#[test]
fn no_text_stands_in_the_code_of_pages_and_services() {
    let mut faults = Vec::new();
    for folder in [
        "src/web",
        "src/service",
        "src/worker",
        "src/domain/policy",
        "src/domain/workflow",
    ] {
        for name in under(folder, ".rs") {
            for literal in literals(&read(&name)) {
                if literal.contains(is_chinese) {
                    faults.push(format!("{name}: {literal}"));
                }
            }
        }
    }
    report(&faults);
}

/// The messages of a language: key to the variables it uses.
fn catalogue(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in under(&format!("locales/{language}"), ".ftl") {
        let mut key = String::new();
        for line in read(&name).lines() {
            let own = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
            if let (true, Some((head, _))) = (own, line.split_once('=')) {
                key = head.trim().to_owned();
                let twice = found.insert(key.clone(), BTreeSet::new()).is_some();
                assert!(!twice, "{name}: {key} is there twice");
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || "_-".contains(*c))
                    .collect::<String>()
            });
            if !line.starts_with('#') && !key.is_empty() {
                found.entry(key.clone()).or_default().extend(variables);
            }
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (chinese, english) = (catalogue("zh"), catalogue("en"));
    let mut faults = Vec::new();
    for (one, other, name) in [(&chinese, &english, "en"), (&english, &chinese, "zh")] {
        for (key, variables) in one {
            match other.get(key) {
                None => faults.push(format!("{key} is missing in {name}")),
                Some(v) if v != variables => {
                    faults.push(format!("{key}: {variables:?} but {v:?} in {name}"));
                }
                Some(_) => {}
            }
        }
    }
    faults.sort();
    report(&faults);
}

#[test]
fn each_language_has_the_same_files() {
    let names = |language: &str| -> Vec<String> {
        let folder = format!("locales/{language}");
        under(&folder, ".ftl")
            .iter()
            .map(|n| n.replacen(&folder, "", 1))
            .collect()
    };
    assert_eq!(names("zh"), names("en"));
}

/// Everything that could name a message: literals of the code, and the templates whole.
fn mentions() -> (BTreeSet<String>, Vec<String>) {
    let mut words = BTreeSet::new();
    let mut prefixes = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for name in under("src", ".rs") {
        texts.extend(literals(&read(&name)));
    }
    for name in under("templates", ".html") {
        texts.extend(read(&name).split(['"', '\'']).map(str::to_owned));
    }
    for text in texts {
        // "verb-{}" or "verb-{code}" or "step-" ~ n: a family of messages
        if let Some((prefix, _)) = text.split_once('{')
            && prefix.ends_with('-')
            && is_key(prefix.trim_end_matches('-'))
        {
            prefixes.push(prefix.to_owned());
        }
        if text.ends_with('-') && is_key(text.trim_end_matches('-')) {
            prefixes.push(text.clone());
        }
        words.insert(text);
    }
    (words, prefixes)
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

#[test]
fn every_message_is_used() {
    let (words, prefixes) = mentions();
    let zh = catalogue("zh");
    let mut terms = String::new();
    for name in under("locales/zh", ".ftl") {
        terms.push_str(&read(&name));
    }
    let unused: Vec<String> = zh
        .into_keys()
        .filter(|key| {
            let in_catalogue = terms.contains(&format!("{{ {key} "));
            !words.contains(key) && !in_catalogue && !prefixes.iter().any(|p| key.starts_with(p))
        })
        .collect();
    report(&unused);
}

#[test]
fn every_message_that_a_template_names_is_there() {
    let zh = catalogue("zh");
    let mut faults = BTreeSet::new();
    for name in under("templates", ".html") {
        let text = without(&read(&name), "{#", "#}");
        for inside in text.split("{{").skip(1) {
            let inside = inside.split("}}").next().unwrap_or_default();
            for quoted in inside.split('"').skip(1).step_by(2) {
                let looks = quoted.contains('-') && is_key(quoted) && !quoted.ends_with('-');
                if looks && !zh.contains_key(quoted) {
                    faults.insert(format!("{name}: {quoted}"));
                }
            }
        }
    }
    report(&Vec::from_iter(faults));
}
