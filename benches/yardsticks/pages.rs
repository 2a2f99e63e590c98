//! The pages that are measured, and who asks for them.

use anyhow::{Context, bail};

use super::http::{self, Answer, Request};
use super::program::{self, Program};
use super::{Place, program::psql};

/// A page and how it is asked for.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its name in the table.
    pub name: String,
    /// The request.
    pub request: Request,
    /// Whether the page is kept: it sends no statements then, and its yardstick is S and not P.
    pub kept: bool,
    /// The share of the yardstick that is the goal, in hundredths.
    pub goal: u32,
    /// The share of the yardstick below which the page is defective, in hundredths.
    pub least: u32,
}

impl Page {
    /// Asks once, from an address that no generator uses.
    pub fn ask(&self, address: &str) -> anyhow::Result<Answer> {
        http::ask(address, &self.request, "10.99.0.1")
    }

    /// Whether this status is what the page answers when it works.
    pub fn expects(&self, status: u16) -> bool {
        status
            == if self.request.method == "GET" {
                200
            } else {
                303
            }
    }
}

/// 晚上东门路灯不亮，孩子回家看不见路: what somebody types who looks for similar topics.
const SAID: &str = "%E6%99%9A%E4%B8%8A%E4%B8%9C%E9%97%A8%E8%B7%AF%E7%81%AF%E4%B8%8D%E4%BA%AE%EF%BC%8C%E5%AD%A9%E5%AD%90%E5%9B%9E%E5%AE%B6%E7%9C%8B%E4%B8%8D%E8%A7%81%E8%B7%AF";

/// 路灯不亮: what somebody searches.
const SOUGHT: &str = "%E8%B7%AF%E7%81%AF%E4%B8%8D%E4%BA%AE";

/// Every page of a street.
pub fn all(program: &Program, place: &Place, street: u32) -> anyhow::Result<Vec<Page>> {
    let slug = format!("load-{street:03}");
    let at = |rest: &str| format!("/{slug}{rest}");
    let codes = psql(
        place,
        &format!(
            "select t.code from topic t join tenant s on s.id = t.tenant_id
             where s.slug = '{slug}' and t.state = 'concluded' order by t.code limit 1"
        ),
    )?;
    let code = codes.trim();
    let resident = login(program, &slug, 1)?;
    let liaison = login(program, &slug, 10)?;
    let office = login(program, &slug, 7)?;
    let topic = at(&format!("/topics/{code}"));
    let form = [
        ("title", "梧桐苑东门路灯不亮夜间出行不便"),
        (
            "body",
            "有六盏路灯坏了两个多月，上晚自习的孩子回家只能打手电。请尽快修复，并明确以后由谁报修。",
        ),
        ("community", "lvye"),
        ("category", "facilities"),
        ("place", "梧桐苑东门"),
        ("source", "public_call"),
        ("show_name", "masked"),
        ("consent", "yes"),
    ];
    let page = |name: &str, request: Request| Page {
        name: format!("{name}{}", if street > 1 { ", 100 x topics" } else { "" }),
        request,
        kept: false,
        goal: 60,
        least: 45,
    };
    // Their goal is a share of the list page's time, not of their own statements'.
    let beside = |name: &str, path: &str| Page {
        goal: 0,
        least: 0,
        ..page(name, Request::get(path))
    };
    Ok(vec![
        page("portal", Request::get(&at(""))),
        page("list", Request::get(&at("/topics"))),
        page("list, step 1", Request::get(&at("/topics?step=1"))),
        page("topic", Request::get(&topic)),
        page("topic, logged in", Request::get(&topic).with(&resident)),
        page("desk, liaison", Request::get(&at("/desk")).with(&liaison)),
        page("desk, office", Request::get(&at("/desk")).with(&office)),
        beside(
            "similar",
            &at(&format!("/topics/similar?community=lvye&q={SAID}")),
        ),
        beside("search", &at(&format!("/topics?q={SOUGHT}"))),
        page("results", Request::get(&at("/results"))),
        page("dashboard", Request::get(&at("/dashboard")).with(&office)),
        Page {
            goal: 50,
            least: 0,
            ..page(
                "submit",
                Request::post(&at("/topics"), &form).with(&resident),
            )
        },
    ])
}

/// The pages that anybody may see, as a program answers them that keeps pages.
pub fn kept(all: &[Page]) -> Vec<Page> {
    let hot = ["portal", "list", "topic"];
    let hot = all.iter().filter(|p| hot.contains(&p.name.as_str()));
    hot.map(|page| Page {
        name: format!("{}, kept", page.name),
        kept: true,
        goal: 50,
        least: 0,
        ..page.clone()
    })
    .collect()
}

/// The cookie of somebody's log-in.
fn login(program: &Program, slug: &str, phone: u32) -> anyhow::Result<String> {
    let phone = format!("138{phone:08}");
    let form = [
        ("phone", phone.as_str()),
        ("password", program::PASSWORD),
        ("next", ""),
    ];
    let request = Request::post(&format!("/{slug}/login"), &form);
    let answer = http::ask(&program.address, &request, "10.99.0.2")?;
    if answer.status != 303 {
        bail!("{phone} cannot log in: {}", answer.status);
    }
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .filter_map(|(_, value)| value.split(';').next())
        .filter(|pair| pair.starts_with("yishi_") && !pair.ends_with('='))
        .collect();
    let found = cookies.into_iter().find(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        name.trim_start_matches("yishi_").parse::<i32>().is_ok()
    });
    Ok(found.context("a log-in without a cookie")?.to_owned())
}
