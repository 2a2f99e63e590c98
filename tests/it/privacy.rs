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
#[case::plate("苏F12345天天占道", "苏F*****天天占道", PrivateKind::Plate)]
#[case::green_plate("车牌苏F·D12345", "车牌苏F*******", PrivateKind::Plate)]
#[case::learner("苏f1234学", "苏f*****", PrivateKind::Plate)]
#[case::qq("加我QQ 123456789", "加我QQ *********", PrivateKind::Messenger)]
#[case::qq_named("ＱＱ号：１２３４５６", "ＱＱ号：******", PrivateKind::Messenger)]
#[case::wechat("微信号 abc_123，谢谢", "微信号 *******，谢谢", PrivateKind::Messenger)]
#[case::wechat_figures("vx：88661234", "vx：********", PrivateKind::Messenger)]
#[case::home(
    "我家电话0513-88881234",
    "我家电话*************",
    PrivateKind::HomePhone
)]
#[case::mistyped_identity(
    "身份证号110105194912310021",
    "身份证号110***********0021",
    PrivateKind::IdNumber
)]
#[case::passport("护照 E12345678 丢了", "护照 ********* 丢了", PrivateKind::IdNumber)]
#[case::mailbox("写信给wang_wu@qq.com。", "写信给**************。", PrivateKind::Email)]
#[case::mailbox_of_figures("12345678@QQ．ｃｏｍ", "***************", PrivateKind::Email)]
#[case::call_me("请联系我：88881234。", "请联系我：********。", PrivateKind::HomePhone)]
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
#[case("身份证号在窗口核对，护照2本")]
#[case("意见发到 yunxi@tongzhou.gov.cn，@全体居民")]
#[case("热线12345，总机0513-85550000")]
#[case("YX-2026-0042 第3次")]
#[case("投资1500000元")]
#[case("服务中心电话0513-88881234，微信公众号云溪街道")]
#[case("加入QQ群或微信群，12345热线也能用微信打")]
#[case("新iPhone15，新A1栋")]
#[case("微信小程序2026版，微信扫码支付")]
#[case("我家有3口人，家里2012年装的管道")]
fn ordinary_numbers_are_left_alone(#[case] text: &str) {
    assert_eq!(scan(text), []);
    assert_eq!(mask(text), text);
}

#[rstest]
#[case::points("电话139.1234.5678", "电话139******5678")]
#[case::two_spaces("电话139  1234  5678", "电话139********5678")]
#[case::strokes("电话139/1234/5678", "电话139******5678")]
#[case::low_lines("电话139_1234_5678", "电话139******5678")]
#[case::commas("电话139，1234，5678", "电话139******5678")]
#[case::spoken("电话139 - 1234 - 5678", "电话139**********5678")]
#[case::joiner("电话139\u{200d}12345678", "电话139*****5678")]
#[case::soft_hyphen("电话1391\u{ad}2345678", "电话139*****5678")]
#[case::direction("电话1391234\u{61c}5678", "电话139*****5678")]
#[case::mathematical("电话𝟏𝟑𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "电话𝟏𝟑𝟗****𝟓𝟔𝟕𝟖")]
#[case::circled("电话①③⑨①②③④⑤⑥⑦⑧", "电话①③⑨****⑤⑥⑦⑧")]
#[case::in_words("电话一三九一二三四五六七八", "电话一三九****五六七八")]
#[case::before_a_word("拨打13912345678一次", "拨打139****5678一次")]
#[case::after_a_list_sign("①13912345678", "①139****5678")]
#[case::old_identity_number("身份证110105491231002，", "身份证110********1002，")]
#[case::shortened_flat("我家3-2-502漏水", "我家*******漏水")]
#[case::flat_with_a_sign("3#502漏水", "*****漏水")]
fn a_number_is_found_however_it_is_dressed(#[case] text: &str, #[case] masked: &str) {
    assert_eq!(kinds(text).len(), 1, "{text}");
    assert_eq!(mask(text), masked);
    assert!(kinds(masked).is_empty(), "{masked}");
}

#[rstest]
#[case("2026-11-30")]
#[case("2026年11月30日14:30至16:30")]
#[case("2026-11-30 14:30-16:30")]
#[case("2026.11.30-2026.12.05")]
#[case("2026/11/30-2026/12/05")]
#[case("20261130-20261205")]
#[case("1998.9.1-2003.6")]
#[case("云政协商〔2026〕3号")]
#[case("1500.5-2600.50元")]
#[case("1,500,000.00元")]
#[case("13、15、16、17、18、9号楼")]
#[case("1500*800*1200毫米")]
#[case("热线12345、110、0571-88001234、400-820-8820")]
#[case("电话85550000、85551111，85552222")]
#[case("0571-8800 1234 / 0571-8800 5678")]
#[case("二〇二六年十一月三十日")]
#[case("一五一十，七上八下")]
#[case("编号20261130143000123")]
#[case("YX-2026-0048，YX-2026-0049")]
#[case("第12-15栋，3-5号楼")]
fn dates_money_offices_and_documents_are_no_private_numbers(#[case] text: &str) {
    assert_eq!(scan(text), [], "{text}");
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

    #[test]
    fn every_plate_is_found(before in "[，。]{0,3}", province in "[京津沪苏浙鲁粤川]", letter in "[A-HJ-NP-Z]", part in "[·• ]?", energy in "[DF]?", number in "[0-9]{5}", after in "[，。；占]{0,3}") {
        let text = format!("{before}{province}{letter}{part}{energy}{number}{after}");
        prop_assert_eq!(kinds(&text), [PrivateKind::Plate], "{}", text);
        prop_assert!(scan(&mask(&text)).is_empty());
    }

    #[test]
    fn every_account_of_a_messenger_is_found(word in "QQ|qq|QQ号|微信|微信号", between in "：|: | |是", number in "[1-9][0-9]{5,9}", after in "[，。；]{0,3}") {
        let text = format!("加我{word}{between}{number}{after}");
        prop_assert_eq!(kinds(&text).len(), 1, "{}", text);
        prop_assert!(scan(&mask(&text)).is_empty());
    }

    /// However the figures are written and whatever parts them.
    #[test]
    fn no_dress_hides_a_mobile(number in "1[3-9][0-9]{9}", form in 0_usize..7, gap in 0_usize..12, at in proptest::collection::vec(1_usize..11, 0..4)) {
        let text = dressed(&number, form, GAPS[gap], &at);
        let whole = format!("请打{text}，谢谢");
        let hits = scan(&whole);
        prop_assert_eq!(hits.len(), 1, "{}", whole);
        prop_assert_eq!(&whole[hits[0].span.clone()], text);
        prop_assert!(scan(&mask(&whole)).is_empty());
    }

    #[test]
    fn no_dress_hides_an_identity_number(head in "[1-8][0-9]{5}", year in 1900_u32..2020, month in 1_u32..=12, day in 1_u32..=28, order in 0_u32..1000, form in 0_usize..7, gap in 0_usize..12, at in proptest::collection::vec(1_usize..18, 0..4)) {
        let body = format!("{head}{year:04}{month:02}{day:02}{order:03}");
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = body.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
        let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum as usize % 11];
        let whole = format!("证件{}。", dressed(&format!("{body}{check}"), form, GAPS[gap], &at));
        prop_assert_eq!(kinds(&whole), [PrivateKind::IdNumber], "{}", whole);
    }

    #[test]
    fn no_dress_hides_a_bank_card(body in "62[0-9]{13,16}", form in 0_usize..7, gap in 0_usize..12) {
        let card = (0..10).map(|n| format!("{body}{n}")).find(|c| passes_luhn(c)).unwrap();
        let whole = format!("卡号{}。", dressed(&card, form, GAPS[gap], &[4, 8, 12, 16]));
        prop_assert_eq!(kinds(&whole), [PrivateKind::BankCard], "{}", whole);
    }

    #[test]
    fn no_day_time_or_amount_is_private(year in 1990_u32..2040, month in 1_u32..=12, day in 1_u32..=28, hour in 0_u32..24, minute in 0_u32..60, amount in 1_u32..99_999_999) {
        for part in ["-", ".", "/"] {
            let date = format!("{year}{part}{month:02}{part}{day:02}");
            let short = format!("{year}{part}{month}{part}{day}");
            let text = format!("自{date} {hour:02}:{minute:02}至{date}-{date}，{short}-{short}，预算{amount}元，{amount}.50元");
            prop_assert_eq!(kinds(&text), [], "{}", text);
        }
    }
}

/// What people put between figures: what groups, and what is not seen.
const GAPS: [&str; 12] = [
    "", " ", "  ", "-", "/", "_", "·", "—", "\u{200b}", "\u{200d}", "\u{ad}", "\u{61c}",
];

/// A number in another form of figures, parted at these places.
fn dressed(number: &str, form: usize, gap: &str, at: &[usize]) -> String {
    let one = |c: char| {
        let Some(n) = c.to_digit(10) else { return c };
        let from = |zero: char| char::from_u32(zero as u32 + n).unwrap();
        match form {
            0 => c,
            1 => from('０'),
            2 => from('𝟎'),
            3 if n == 0 => '⓪',
            3 => char::from_u32('①' as u32 + n - 1).unwrap(),
            4 => "〇一二三四五六七八九".chars().nth(n as usize).unwrap(),
            5 => "零壹贰叁肆伍陆柒捌玖".chars().nth(n as usize).unwrap(),
            _ => from('٠'),
        }
    };
    let mut out = String::new();
    for (i, c) in number.chars().enumerate() {
        if at.contains(&i) {
            out.push_str(gap);
        }
        out.push(one(c));
    }
    out
}

#[rstest]
#[case("房号3-502", "房号*****")]
#[case("房号 3-502 王", "房号 ***** 王")]
#[case("房号：3－502，姓王", "房号：*****，姓王")]
#[case("房号是12-1203。", "房号是*******。")]
#[case("房间号3#502", "房间号*****")]
#[case("我家门牌号3-502", "我家门牌号*****")]
#[case("房号502漏水", "房号***漏水")]
#[case("房号：１２０３", "房号：****")]
fn a_flat_is_found_behind_the_word_for_its_number(#[case] text: &str, #[case] masked: &str) {
    assert_eq!(kinds(text), [PrivateKind::Room], "{text}");
    assert_eq!(mask(text), masked);
}

#[rstest]
#[case("房号牌掉了3-5个")]
#[case("3-502")]
#[case("比分3-502")]
#[case("房号共3-5种写法")]
#[case("门牌号128的店")]
#[case("房号在2026-11-30前登记")]
#[case("房号2026-11-30重排")]
#[case("房号1-20的住户")]
fn not_every_pair_of_numbers_is_a_flat(#[case] text: &str) {
    assert_eq!(scan(text), [], "{text}");
}

proptest! {
    #[test]
    fn every_flat_behind_its_word_is_found(word in "房号|房间号|门牌号", between in "|：|: | |是|为", building in 1_u32..40, hyphen in "-|－|#", flat in 101_u32..3505, after in "[，。；漏]{0,3}") {
        let text = format!("我家{word}{between}{building}{hyphen}{flat}{after}");
        prop_assert_eq!(kinds(&text), [PrivateKind::Room], "{}", text);
        prop_assert!(scan(&mask(&text)).is_empty());
    }
}
