//! Texts in both languages, times as people read them, and whose address is believed.

use axum::extract::ConnectInfo;
use axum::http::Request;
use rstest::rstest;
use std::net::{IpAddr, SocketAddr};
use yishi::domain::calendar::Calendar;
use yishi::domain::policy::Who;
use yishi::domain::workflow::{Refusal, Verb};
use yishi::kit::i18n::{Lang, t};
use yishi::web::kit::net;

use crate::support::at;

#[test]
fn a_moment_reads_as_the_street_office_writes_it() {
    let moment = at("2026-11-23T14:30");
    assert_eq!(Lang::Zh.date_time(moment), "2026年11月23日 周一 14:30");
    assert_eq!(Lang::En.date_time(moment), "Mon 23 November 2026, 14:30");
    assert_eq!(Lang::Zh.short_date(moment), "11月23日");
}

#[rstest]
#[case("2026-11-26T18:00", "还剩 3 个工作日", "3 working days left")]
#[case("2026-11-24T18:00", "还剩 1 个工作日", "1 working day left")]
#[case("2026-11-23T18:00", "今天 18:00 前", "due today by 18:00")]
#[case("2026-11-23T08:00", "已过今天的时限", "overdue since today")]
#[case("2026-11-20T18:00", "逾期 1 个工作日", "1 working day overdue")]
fn what_is_left_is_said_in_working_days(#[case] due: &str, #[case] zh: &str, #[case] en: &str) {
    let calendar = Calendar::of_2026();
    let now = at("2026-11-23T09:00");
    assert_eq!(Lang::Zh.left(&calendar, now, at(due)), zh);
    assert_eq!(Lang::En.left(&calendar, now, at(due)), en);
}

#[test]
fn a_refusal_names_who_can() {
    let refusal = Refusal::NotYours {
        verb: Verb::PlanSign,
        who: vec![Who::Liaison, Who::Convener],
    };
    for lang in Lang::ALL {
        let text = lang.refusal(&refusal);
        for who in [Who::Liaison, Who::Convener] {
            let name = lang.t(who.key()).to_string();
            assert!(text.contains(&name), "{text} does not name {name}");
        }
    }
    assert!(Lang::Zh.refusal(&refusal).contains('、'));
}

#[test]
fn the_first_language_that_we_have_is_taken() {
    assert_eq!(Lang::accepted("de-DE,en-GB;q=0.8,zh;q=0.5"), Lang::En);
    assert_eq!(Lang::accepted("zh-TW,en;q=0.9"), Lang::Zh);
    assert_eq!(Lang::accepted("fr"), Lang::Zh);
    assert_eq!(Lang::accepted("日本語"), Lang::Zh);
    let supports = t(Lang::En, "portal-supports", &[("n", 1.into())]);
    assert_eq!(supports, "1 supporter");
}

#[rstest]
#[case("203.0.113.9:1", "", "203.0.113.9")]
#[case("203.0.113.9:1", "198.51.100.7", "203.0.113.9")]
#[case("10.0.0.1:1", "198.51.100.7", "198.51.100.7")]
#[case("10.0.0.1:1", "192.0.2.1, 198.51.100.7, 10.0.0.2", "198.51.100.7")]
#[case("10.0.0.1:1", "nonsense", "10.0.0.1")]
fn only_a_named_proxy_is_believed_about_an_address(
    #[case] from: &str,
    #[case] forwarded: &str,
    #[case] client: &str,
) {
    let from: SocketAddr = from.parse().unwrap();
    let mut request = Request::get("/").extension(ConnectInfo(from));
    if !forwarded.is_empty() {
        request = request.header("x-forwarded-for", forwarded);
    }
    let (parts, ()) = request.body(()).unwrap().into_parts();
    let trusted = "10.0.0.0/8".parse().unwrap();
    assert_eq!(
        net::client(&parts, &trusted),
        client.parse::<IpAddr>().unwrap()
    );
}
