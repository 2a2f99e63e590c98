//! Who works on the intake of a topic, as its work page says it and its buttons change it.

use crate::domain::topics::lock::Act;
use crate::domain::workflow::Step;
use crate::kit::i18n::Lang;
use crate::kit::times;
use crate::service::Target;
use crate::service::topics::lock::{self as hands, SEEN};
use crate::store::topics::locks::Lock;
use crate::web::kit::bench::Bench;
use crate::web::kit::colleague;
use crate::web::kit::form::{Field, Form};
use crate::web::kit::{Flash, PageResult, Sent, Shell};

/// What the work page shows of it.
pub(super) struct View {
    /// The page, where the buttons are posted to.
    pub page: String,
    /// What was seen, for the press.
    pub seen: String,
    /// Who, since when.
    pub text: String,
    /// What can be pressed: address after the page's, and words.
    pub buttons: Vec<(&'static str, String)>,
}

/// `POST /{street}/desk/topics/{code}/solicitation`, and what is pressed there: on to the page, which says
/// who works on the topic now.
///
/// # Errors
/// As the page's.
pub async fn act(act: Act, sent: Sent) -> PageResult {
    let code = sent.param("code").to_owned();
    let deed = sent.deed(Target::topic(&code), "topics.lock").await?;
    let done = hands::act(deed, act).await?;
    let page = format!("/desk/topics/{code}/solicitation");
    Ok(match (act, done) {
        (Act::TakeOver, true) => sent.to(&page, Some(&Flash::said("lock-taken"))),
        (Act::Release, true) => sent.to("/desk", Some(&Flash::said("lock-released"))),
        (Act::Begin, _) | (Act::TakeOver | Act::Release, false) => sent.to(&page, None),
    })
}

/// Who has begun to work on a topic, and when.
#[must_use]
pub fn since(lang: Lang, lock: &Lock) -> String {
    let key = if lock.taken_from.is_some() {
        "lock-taken-since"
    } else {
        "lock-since"
    };
    let who = colleague(lang, &lock.name, &lock.post);
    let at = times::clock(lock.begun_at);
    lang.t(key).arg("who", who).arg("at", at).to_string()
}

/// Lets every form say who worked on the topic when it was shown.
pub(super) fn say_seen(forms: &mut [Form], lock: Option<&Lock>) {
    for form in forms {
        form.fields.push(Field::hidden(SEEN, hands::seen(lock)));
    }
}

/// Whether this person works on the intake, and so can take it over.
pub(super) fn may_take(bench: &Bench) -> bool {
    hands::may(&bench.me, &bench.scope)
}

/// Whether a colleague has the topic in hand: then what is decided here waits behind the take-over.
pub(super) fn is_theirs(bench: &Bench, lock: Option<&Lock>) -> bool {
    let intake = bench.state().step == Step::Solicitation;
    intake && lock.is_some_and(|l| l.holder != bench.me.account())
}

/// What is shown to this person: nothing to those who do not work here while nobody does.
pub(super) fn view(ui: &Shell, bench: &Bench, lock: Option<&Lock>) -> Option<View> {
    // What goes on at step 2 on this page is nobody's alone, and nobody works on what has ended.
    let state = bench.state();
    if state.step != Step::Solicitation || state.standing.is_ended() {
        return None;
    }
    let may = may_take(bench);
    let me = bench.me.account();
    let press = |act: Act, key: &'static str| (act.address(), ui.t(key).to_string());
    let (text, buttons) = match lock {
        None if !may => return None,
        None => (
            ui.t("lock-free").to_string(),
            vec![press(Act::Begin, "lock-begin")],
        ),
        Some(l) if l.holder == me => {
            let text = ui.t("lock-mine").arg("at", times::clock(l.begun_at));
            (
                text.arg("until", times::clock(l.until)).to_string(),
                vec![
                    press(Act::Begin, "lock-go-on"),
                    press(Act::Release, "lock-release"),
                ],
            )
        }
        Some(l) => {
            let key = if l.taken_from == Some(me) {
                "lock-lost"
            } else {
                "lock-theirs"
            };
            let who = colleague(ui.lang, &l.name, &l.post);
            let text = ui.t(key).arg("who", who);
            let text = text.arg("at", times::clock(l.begun_at));
            (
                text.arg("until", times::clock(l.until)).to_string(),
                may.then(|| press(Act::TakeOver, "lock-take-over"))
                    .into_iter()
                    .collect(),
            )
        }
    };
    let code = &bench.held.row.code;
    Some(View {
        page: ui.path(&format!("/desk/topics/{code}/solicitation")),
        seen: hands::seen(lock),
        text,
        buttons,
    })
}
