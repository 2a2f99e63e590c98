//! Files for a street's official, who opens them in Excel: nothing in them is taken for a formula, Chinese is read as
//! Chinese, and a date is a date.

use std::io::{Cursor, Read};

use chrono::{DateTime, Utc};
use yishi::kit::export::{Cell, Table, csv, csv_sheets, xlsx};

use crate::support::program::{Ended, Home};
use crate::support::world;

/// A table of texts that somebody may have meant for the program that opens it.
fn table() -> Table {
    let at: DateTime<Utc> = "2026-11-30T01:30:00Z".parse().unwrap();
    let mut table = Table::new("议题", &["标题", "时限", "件"]);
    for title in TITLES {
        table
            .rows
            .push(vec![Cell::text(title), Cell::Time(at), Cell::Number(-3)]);
    }
    table
}

const TITLES: [&str; 9] = [
    "=HYPERLINK(\"http://evil.test\")",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    "＝1+1",
    "－1",
    "东门路灯，坏了三盏",
];

#[test]
fn no_text_of_a_csv_is_taken_for_a_formula_and_its_chinese_is_read() {
    let mut one = Vec::new();
    csv(&table(), &mut one).unwrap();
    let several = csv_sheets(&[table(), table()]).unwrap();
    for file in [one, several] {
        let text = String::from_utf8(file).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv_reader(text);
        let titles: Vec<String> = reader
            .records()
            .map(|r| r.unwrap())
            .filter(|r| r.len() == 3 && &r[0] != "标题")
            .map(|r| r[0].to_owned())
            .collect();
        for (said, title) in titles.iter().zip(TITLES.iter().cycle()) {
            let guarded = format!("'{title}");
            let plain = title.starts_with('东');
            assert_eq!(said, if plain { title } else { guarded.as_str() });
        }
        assert_eq!(titles.len() % TITLES.len(), 0);
        assert!(text.contains(",-3\n"), "a number stays one");
    }
}

fn csv_reader(text: &str) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// A part of a workbook.
fn part(book: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_workbook_has_dates_that_can_be_sorted_and_texts_that_are_no_formulas() {
    let book = xlsx(&[table()]).unwrap();
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    // 9:30 in Shanghai of the day that Excel counts as the 46,356th.
    let day = sheet
        .split("<c r=\"B2\"")
        .nth(1)
        .and_then(|cell| cell.split("</c>").next())
        .unwrap();
    assert!(!day.contains("t=\"s\""), "a text: {day}");
    let serial = day.split("<v>").nth(1).unwrap();
    let serial: f64 = serial.split('<').next().unwrap().parse().unwrap();
    assert!((serial - 46_356.395_833_3).abs() < 0.000_01, "{serial}");
    assert!(!sheet.contains("<f>"), "no formula: {sheet}");
    // Wide enough for what stands there: nine Chinese characters, a date with its hour.
    let wide = |col: u32| -> f64 {
        let of = format!("<col min=\"{col}\" max=\"{col}\" width=\"");
        let rest = sheet.split(&of).nth(1).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    assert!(wide(1) >= 18.0 && wide(2) >= 16.0, "{sheet}");
    assert!(part(&book, "xl/sharedStrings.xml").contains("东门路灯"));
}

#[tokio::test]
async fn an_export_for_people_is_in_their_words_and_one_for_programs_in_the_promised_names() {
    let (world, home) = (world().await, Home::open());
    let code = world.accounted("satisfied").await;
    let export = |what: &str, more: &[&str]| {
        let mut command = home.yishi(&[&["export", what, "--street", "yunxi"], more].concat());
        command
            .env("DATABASE_URL", &world.db.url)
            .env("YISHI_OWNER_URL", &world.db.owner_url)
            .env(
                "YISHI_SECRET",
                "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
            );
        Ended::of(command.output().unwrap())
    };
    let plain = export("topics", &[]).out;
    assert!(plain.starts_with("\u{feff}code,title,council,"), "{plain}");
    assert!(plain.contains(",evaluation,evaluation,8,open,"), "{plain}");
    let words = export("topics", &["--words", "zh"]).out;
    assert!(
        words.starts_with("\u{feff}编号,标题,协商议事室,社区,来源,"),
        "{words}"
    );
    let said = format!("{code},电动自行车充电棚");
    for part in [
        said.as_str(),
        ",成效评估,评议,8,办理中,",
        ",2026-11-23 ",
        ",公开\n",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    for what in ["topics", "tasks", "evaluations", "record"] {
        for language in ["zh", "en"] {
            let file = export(what, &["--words", language]).out;
            assert!(!file.contains('⟦') && file.lines().count() > 1, "{file}");
            let widths: Vec<usize> = csv_reader(&file)
                .records()
                .map(|r| r.unwrap().len())
                .collect();
            assert!(widths.iter().all(|w| *w == widths[0]), "{file}");
        }
    }
    let rated = export("evaluations", &["--words", "en"]).out;
    assert!(rated.contains(",10,0,0,"), "{rated}");
    let refused = export("topics", &["--words", "zh", "--format", "json"]);
    assert_eq!(refused.code, Some(1), "{}", refused.err);
}
