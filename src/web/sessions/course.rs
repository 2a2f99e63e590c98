//! The forms around a session, the next thing to do first.

use super::lines;
use crate::domain::policy::Who;
use crate::domain::sessions::quorum::Quorum;
use crate::domain::sessions::{Ballot, PresentWay, RemarkPlace, check_in_from};
use crate::domain::workflow::{Evidence, Verb, Way};
use crate::kit::i18n::Lang;
use crate::service::sessions::{form_of, invitations};
use crate::store::people::directory::Seated;
use crate::store::sessions::Session;
use crate::store::sessions::board::Board;
use crate::store::sessions::people::Person;
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::{PageError, still};

/// Whether the person keeps the list: liaison or convener of the council.
pub fn is_staff(bench: &Bench) -> bool {
    [Who::Liaison, Who::Convener]
        .iter()
        .any(|w| w.holds(&bench.me.actor, &bench.scope).is_some())
}

/// What the person can do with the session now.
pub fn forms(
    bench: &Bench,
    lang: Lang,
    board: &Board,
    s: &Session,
    quorum: &Quorum,
) -> Result<Vec<Form>, PageError> {
    let people = board.of_session(s.id);
    let invite = || invite(bench, lang, board, s, &people);
    let mut forms = Vec::new();
    match s.status.as_str() {
        "planned" => {
            let door = bench.at >= check_in_from(form_of(s)?, s.starts_at);
            if door && quorum.met() {
                forms.extend(open(bench, lang, s, quorum));
                forms.extend(check_in(bench, lang, board, s, &people));
                forms.extend(invite().map(Form::folded));
            } else if door {
                forms.extend(check_in(bench, lang, board, s, &people));
                forms.extend(absence(bench, lang, board, s, &people, quorum));
                forms.extend(open(bench, lang, s, quorum));
                forms.extend(invite().map(Form::folded));
            } else {
                forms.extend(invite());
                forms.extend(absence(bench, lang, board, s, &people, quorum));
                forms.extend(open(bench, lang, s, quorum));
            }
            forms.extend(adjourn(bench, lang, s, quorum));
        }
        "open" => {
            forms.extend(ballot_close(bench, lang, board, s));
            forms.extend(remark(bench, lang, board, s, &people));
            forms.extend(close(bench, lang, board, s, quorum));
            forms.extend(check_in(bench, lang, board, s, &people).map(Form::folded));
            forms.extend(absence(bench, lang, board, s, &people, quorum));
            forms.extend(ballot_open(bench, lang, s));
            forms.extend(adjourn(bench, lang, s, quorum));
        }
        _ => {}
    }
    Ok(forms)
}

fn person(lang: Lang, board: &Board, p: &Person) -> Choice {
    let hint = [lines::role(lang, board, p), lines::reply(lang, p)].join(" · ");
    Choice::new(p.id.to_string(), still(lang, &p.name)).hint(hint)
}

fn invite(
    bench: &Bench,
    lang: Lang,
    board: &Board,
    s: &Session,
    people: &[Person],
) -> Option<Form> {
    if !bench.shows(Verb::SessionInvite) {
        return None;
    }
    let open: Vec<&Person> = people
        .iter()
        .filter(|p| p.second_invited_at.is_none() && p.present_at.is_none())
        .collect();
    let signers = unnamed(bench, lang, people);
    if open.is_empty() && signers.is_empty() {
        return None;
    }
    let first = open.iter().any(|p| p.invited_at.is_none());
    let ways = Way::ALL
        .iter()
        .map(|w| Choice::new(w.code(), lang.t(w.key())));
    let mut form = bench
        .session_form(Verb::SessionInvite, s.id)
        .title(lang.t("session-invite-title"));
    if !open.is_empty() {
        let mut list = Field::checks(
            "people",
            lang.t("session-invite-people"),
            open.iter().map(|p| person(lang, board, p)),
        );
        for p in open.iter().filter(|p| p.invited_at.is_none()) {
            list = list.value(p.id.to_string());
        }
        form = form.field(list);
    }
    if !signers.is_empty() {
        form = form.field(
            Field::select("signer", lang.t("session-invite-signer"), signers)
                .hint(lang.t("session-invite-signer-hint"))
                .optional(),
        );
    }
    let form = form
        .field(Field::radio("way", lang.t("session-invite-way"), ways).value(Way::Phone.code()))
        .note(lang.t("session-invite-note"));
    Some(if first { form } else { form.quiet().folded() })
}

/// Who fills a seat of the signing set today and is not on the list.
fn unnamed(bench: &Bench, lang: Lang, people: &[Person]) -> Vec<Choice> {
    let set = bench.state().signing_set();
    let named = |s: &Seated| people.iter().any(|p| p.account_id == Some(s.account_id));
    let mut choices: Vec<Choice> = Vec::new();
    for s in bench.seats.iter().filter(|s| !named(s)) {
        let Some(seat) = set.iter().find(|seat| seat.code() == s.seat) else {
            continue;
        };
        let label = lang
            .t("session-speaker")
            .arg("name", s.name.clone())
            .arg("role", lang.t(seat.key()).to_string())
            .to_string();
        choices.push(Choice::new(s.account_id.to_string(), label));
    }
    choices
}

fn check_in(
    bench: &Bench,
    lang: Lang,
    board: &Board,
    s: &Session,
    people: &[Person],
) -> Option<Form> {
    if !is_staff(bench) || !bench.shows(Verb::SessionCheckIn) {
        return None;
    }
    let away: Vec<&Person> = people.iter().filter(|p| p.present_at.is_none()).collect();
    if away.is_empty() {
        return None;
    }
    let ways = PresentWay::ALL
        .into_iter()
        .map(|w| Choice::new(w.code(), lang.t(format!("session-way-{}", w.code()))));
    let way = form_of(s).map_or(PresentWay::Room, PresentWay::of);
    Some(
        bench
            .session_form(Verb::SessionCheckIn, s.id)
            .title(lang.t("session-check-in-title"))
            .submit(lang.t("session-check-in-listed"))
            .quiet()
            .field(Field::hidden("listed", "1"))
            .field(Field::checks(
                "people",
                lang.t("session-check-in-people"),
                away.iter().map(|p| person(lang, board, p)),
            ))
            .field(
                Field::radio("present_way", lang.t("session-check-in-way"), ways).value(way.code()),
            ),
    )
}

fn open(bench: &Bench, lang: Lang, s: &Session, quorum: &Quorum) -> Option<Form> {
    if !bench.shows(Verb::SessionOpen) {
        return None;
    }
    let evidence = Evidence::Open {
        session: s.id,
        presence: quorum.presence(None),
    };
    Some(
        bench
            .session_form(Verb::SessionOpen, s.id)
            .title(lang.t("session-open-title"))
            .note(lang.t("session-open-note"))
            .blocked(bench.blocked(Verb::SessionOpen, evidence)),
    )
}

fn absence(
    bench: &Bench,
    lang: Lang,
    board: &Board,
    s: &Session,
    people: &[Person],
    quorum: &Quorum,
) -> Option<Form> {
    let missing: Vec<_> = quorum.missing().collect();
    if missing.is_empty() || !bench.shows(Verb::SessionAbsence) {
        return None;
    }
    let choices = missing.iter().map(|g| {
        let n = i64::from(invitations(people, *g));
        Choice::new(g.to_string(), board.group(Some(*g)))
            .hint(lang.t("session-invitations").arg("n", n).to_string())
    });
    let mut field = Field::radio("group", lang.t("session-absence-group"), choices);
    if let [only] = missing.as_slice() {
        field = field.value(only.to_string());
    }
    Some(
        bench
            .session_form(Verb::SessionAbsence, s.id)
            .title(lang.t("session-absence-title"))
            .intro(lang.t("session-absence-intro"))
            .quiet()
            .folded()
            .field(field)
            .field(Field::area("reason", lang.t("session-absence-reason")).rows(3)),
    )
}

fn remark(
    bench: &Bench,
    lang: Lang,
    board: &Board,
    s: &Session,
    people: &[Person],
) -> Option<Form> {
    if !bench.shows(Verb::SessionRemark) {
        return None;
    }
    let places = RemarkPlace::ALL.into_iter().map(|p| {
        let key = format!("remark-place-{}", p.code().replace('_', "-"));
        Choice::new(p.code(), lang.t(key))
    });
    let mut form = bench
        .session_form(Verb::SessionRemark, s.id)
        .title(lang.t("session-remark-title"));
    if is_staff(bench) {
        let speaker = |p: &Person| {
            let label = lang
                .t("session-speaker")
                .arg("name", still(lang, &p.name))
                .arg("role", lines::role(lang, board, p))
                .to_string();
            Choice::new(p.id.to_string(), label)
        };
        form = form
            .field(Field::select(
                "person",
                lang.t("session-remark-person"),
                people.iter().map(speaker),
            ))
            .field(
                Field::text("speaker", lang.t("session-remark-other"))
                    .hint(lang.t("session-remark-other-hint"))
                    .max(60)
                    .optional(),
            );
    }
    Some(
        form.field(
            Field::radio("place", lang.t("session-remark-place"), places)
                .value(RemarkPlace::Room.code()),
        )
        .field(Field::area("body", lang.t("session-remark-body")).rows(4)),
    )
}

fn ballot_open(bench: &Bench, lang: Lang, s: &Session) -> Option<Form> {
    if !bench.shows(Verb::BallotOpen) {
        return None;
    }
    let thresholds = Ballot::THRESHOLDS
        .iter()
        .map(|(code, (of, all))| Choice::new(*code, lines::threshold(lang, *of, *all)));
    Some(
        bench
            .session_form(Verb::BallotOpen, s.id)
            .quiet()
            .folded()
            .field(Field::text("question", lang.t("ballot-question")).max(200))
            .field(
                Field::area("options", lang.t("ballot-options"))
                    .hint(lang.t("ballot-options-hint"))
                    .rows(3)
                    .value(lang.t("ballot-options-usual").to_string()),
            )
            .field(Field::radio("threshold", lang.t("ballot-threshold"), thresholds).value("1/2"))
            .field(Field::tick("secret", lang.t("ballot-secret-tick")).optional())
            .note(lang.t("ballot-open-note")),
    )
}

fn ballot_close(bench: &Bench, lang: Lang, board: &Board, s: &Session) -> Option<Form> {
    if !bench.shows(Verb::BallotClose) {
        return None;
    }
    let open: Vec<_> = board
        .ballots
        .iter()
        .filter(|b| b.session_id == s.id && b.closed_at.is_none())
        .collect();
    let first = open.first()?;
    let choices = open
        .iter()
        .map(|b| Choice::new(b.id.to_string(), b.question.clone()));
    Some(
        bench
            .session_form(Verb::BallotClose, s.id)
            .title(lang.t("ballot-close-title"))
            .field(
                Field::radio("ballot", lang.t("ballot-which"), choices).value(first.id.to_string()),
            )
            .note(lang.t("ballot-close-note")),
    )
}

fn close(bench: &Bench, lang: Lang, board: &Board, s: &Session, quorum: &Quorum) -> Option<Form> {
    if !bench.shows(Verb::SessionClose) {
        return None;
    }
    let spoke = |group| {
        board
            .remarks
            .iter()
            .any(|r| r.session_id == s.id && r.group_id == Some(group))
    };
    let groups = board
        .groups
        .iter()
        .map(|g| Choice::new(g.id.to_string(), g.name.clone()));
    let mut field = Field::checks("heard", lang.t("session-heard"), groups)
        .hint(lang.t("session-heard-hint"))
        .optional();
    for g in board.groups.iter().filter(|g| spoke(g.id)) {
        field = field.value(g.id.to_string());
    }
    let evidence = Evidence::Close {
        session: s.id,
        presence: quorum.presence(None),
        heard: Vec::new(),
    };
    Some(
        bench
            .session_form(Verb::SessionClose, s.id)
            .title(lang.t("session-close-title"))
            .quiet()
            .field(field)
            .note(lang.t("session-close-note"))
            .blocked(bench.blocked(Verb::SessionClose, evidence)),
    )
}

fn adjourn(bench: &Bench, lang: Lang, s: &Session, quorum: &Quorum) -> Option<Form> {
    let evidence = Evidence::Adjourn {
        session: s.id,
        reason: true,
    };
    if !bench.shows(Verb::SessionAdjourn)
        || !bench.blocked(Verb::SessionAdjourn, evidence).is_empty()
    {
        return None;
    }
    let mut reason = Field::area("reason", lang.t("session-adjourn-reason")).rows(3);
    if !quorum.met() && s.status == "planned" {
        reason = reason.value(
            lang.t("session-no-quorum")
                .arg("present", i64::from(quorum.present))
                .arg("wanted", i64::from(quorum.wanted))
                .to_string(),
        );
    }
    Some(
        bench
            .session_form(Verb::SessionAdjourn, s.id)
            .danger()
            .folded()
            .field(reason)
            .note(lang.t("session-adjourn-note")),
    )
}

/// Back to planning: when no session can be held any more.
pub fn replan(bench: &Bench, lang: Lang) -> Option<Form> {
    let blocked = bench.blocked(Verb::Replan, Evidence::Reason { reason: true });
    if !bench.shows(Verb::Replan) || !blocked.is_empty() {
        return None;
    }
    Some(
        bench
            .form(Verb::Replan)
            .danger()
            .folded()
            .field(Field::area("reason", lang.t("sessions-replan-reason")).rows(3))
            .note(lang.t("sessions-replan-note")),
    )
}
