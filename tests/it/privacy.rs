//! What must not be published.

use proptest::prelude::*;
use rstest::rstest;
use yishi::domain::privacy::{PrivateKind, is_id_number, mask, passes_luhn, scan};

fn kinds(text: &str) -> Vec<PrivateKind> {
    scan(text).into_iter().map(|hit| hit.kind).collect()
}

#[rstest]
#[case::id(
    "身份证11010519491231002X，请核对",
    "身份证110***********002X，请核对",
    PrivateKind::IdNumber
)]
#[case::mobile("联系13800000001。", "联系138****0001。", PrivateKind::Mobile)]
#[case::mobile_in_groups("电话 138-0000-0001", "电话 138******0001", PrivateKind::Mobile)]
#[case::mobile_with_country("+8613800000001", "+86138****0001", PrivateKind::Mobile)]
#[case::mobile_in_full_width("１３８００００００01", "１３８****００01", PrivateKind::Mobile)]
#[case::bank_card(
    "卡号6222 0212 3456 7894",
    "卡号***************7894",
    PrivateKind::BankCard
)]
#[case::flat("我住3栋502室", "我住*栋***室", PrivateKind::Room)]
#[case::flat_with_unit("住在12号楼2单元1101", "住在**号楼*单元****", PrivateKind::Room)]
#[case::flat_in_words("五幢三〇二室漏水", "*幢***室漏水", PrivateKind::Room)]
#[case::number_and_room("请到301室", "请到***室", PrivateKind::Room)]
fn private_numbers_are_found_and_masked(
    #[case] text: &str,
    #[case] masked: &str,
    #[case] kind: PrivateKind,
) {
    assert_eq!(kinds(text), [kind], "{text}");
    assert_eq!(mask(text), masked);
    assert!(kinds(masked).is_empty());
}

#[rstest]
#[case("3栋楼下的垃圾桶")]
#[case("小区共有1200户，2026年建成")]
#[case("议事室在社区活动室二楼")]
#[case("三室一厅")]
#[case("订单号2026112300000138000000010")]
#[case("身份证号110105194912310021")]
#[case("热线12345，总机0513-85550000")]
#[case("YX-2026-0042 第3次")]
#[case("投资1500000元")]
fn ordinary_numbers_are_left_alone(#[case] text: &str) {
    assert_eq!(scan(text), []);
    assert_eq!(mask(text), text);
}

#[test]
fn several_findings_come_in_order() {
    let text = "王某13800000001，住3栋502室，卡6222021234567894";
    assert_eq!(
        kinds(text),
        [
            PrivateKind::Mobile,
            PrivateKind::Room,
            PrivateKind::BankCard
        ]
    );
}

#[test]
fn check_digits_are_those_of_the_standards() {
    assert!(is_id_number("11010519491231002X"));
    assert!(is_id_number("11010519491231002x"));
    assert!(!is_id_number("110105194912310021"));
    assert!(!is_id_number("11010519491331002X"));
    assert!(passes_luhn("4111111111111111"));
    assert!(!passes_luhn("4111111111111112"));
}

proptest! {
    #[test]
    fn scanning_any_text_neither_panics_nor_cuts_a_character(text in "\\PC{0,80}") {
        let mut end = 0;
        for hit in scan(&text) {
            prop_assert!(hit.span.start >= end && text.get(hit.span.clone()).is_some());
            end = hit.span.end;
        }
        prop_assert_eq!(mask(&text).chars().count(), text.chars().count());
    }

    #[test]
    fn every_mobile_is_found_among_other_words(before in "[一-龥，。]{0,10}", number in "1[3-9][0-9]{9}", after in "[，。；]{1,3}") {
        let text = format!("{before}，{number}{after}");
        prop_assert_eq!(kinds(&text), [PrivateKind::Mobile]);
    }

    #[test]
    fn every_identity_number_is_found(head in "[1-8][0-9]{5}", year in 1900_u32..2020, month in 1_u32..=12, day in 1_u32..=28, order in 0_u32..1000) {
        let body = format!("{head}{year:04}{month:02}{day:02}{order:03}");
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = body.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
        let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum as usize % 11];
        prop_assert_eq!(kinds(&format!("证件{body}{check}。")), [PrivateKind::IdNumber]);
    }
}
