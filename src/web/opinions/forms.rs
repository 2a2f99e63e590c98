//! The forms of minutes and opinion, the next thing to do first.

use super::view::Papers;
use crate::domain::opinions::{ITEMS, Item, LegalKind};
use crate::domain::workflow::{
    Agreement, ContentHash, Evidence, Meeting, MeetingState, Signatures, Target, Verb,
};
use crate::kit::i18n::Lang;
use crate::store::opinions::Table;
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Choice, Field, Form};

/// What the person can do now.
pub fn forms(bench: &Bench, lang: Lang, table: &Table, papers: &Papers<'_>) -> Vec<Form> {
    let mut forms = Vec::new();
    forms.extend(consent(bench, lang, table, papers));
    forms.extend(minutes_sign(bench, lang, papers));
    forms.extend(sign(bench, lang, table, papers));
    let edit_minutes = minutes_save(bench, lang, papers);
    let edit_opinion = save(bench, lang, papers);
    // The editor that is due stands open; the other one waits behind its name.
    if papers.minutes.is_none() {
        forms.extend(edit_minutes);
        forms.extend(edit_opinion.map(|f| f.quiet().folded()));
    } else {
        forms.extend(edit_opinion);
        forms.extend(edit_minutes);
    }
    forms.extend(reject(bench, lang, papers));
    forms
}

fn signed_by_me(bench: &Bench, signatures: &Signatures, hash: &ContentHash) -> bool {
    signatures
        .0
        .iter()
        .any(|s| s.by == bench.person && s.hash == *hash)
}

fn minutes_save(bench: &Bench, lang: Lang, papers: &Papers<'_>) -> Option<Form> {
    if !bench.shows(Verb::MinutesSave) {
        return None;
    }
    let talk = &bench.state().deliberation;
    let closed: Vec<&Meeting> = talk
        .now()
        .filter(|m| m.state == MeetingState::Closed)
        .collect();
    let before = papers.minutes.as_ref().map(|m| &m.content);
    let chosen = before.map_or_else(|| closed.last().map(|s| s.id), |m| Some(m.sitting.session));
    let choices = closed
        .iter()
        .map(|s| Choice::new(s.id.to_string(), lang.date_time(s.at)));
    let session = Field::select("session", lang.t("minutes-session"), choices)
        .value(chosen.map_or(String::new(), |id| id.to_string()));
    let area = |name: &'static str, key: &'static str, rows: u8, text: Option<&String>| {
        Field::area(name, lang.t(key))
            .rows(rows)
            .value(text.cloned().unwrap_or_default())
    };
    let hash = ContentHash(String::new());
    let form = bench
        .form(Verb::MinutesSave)
        .title(lang.t("minutes-edit"))
        .intro(lang.t("minutes-intro"))
        .field(session)
        .field(area(
            "course",
            "minutes-course",
            4,
            before.map(|m| &m.course),
        ))
        .field(area(
            "points",
            "minutes-points",
            6,
            before.map(|m| &m.points),
        ))
        .field(area(
            "conclusions",
            "minutes-conclusions",
            5,
            before.map(|m| &m.conclusions),
        ))
        .field(area("divided", "minutes-divided", 3, before.map(|m| &m.divided)).optional())
        .note(lang.t("minutes-save-note"))
        .blocked(bench.blocked(Verb::MinutesSave, Evidence::Minutes { hash }));
    Some(if papers.minutes.is_some() {
        form.quiet().folded()
    } else {
        form
    })
}

fn minutes_sign(bench: &Bench, lang: Lang, papers: &Papers<'_>) -> Option<Form> {
    let m = papers.minutes.as_ref()?;
    let hash = ContentHash(m.row.hash.clone());
    let given = &bench.state().deliberation.minutes_signatures;
    if !bench.shows(Verb::MinutesSign) || signed_by_me(bench, given, &hash) {
        return None;
    }
    let blocked = bench.blocked(Verb::MinutesSign, Evidence::Sign { hash: hash.clone() });
    Some(
        bench
            .form(Verb::MinutesSign)
            .title(
                lang.t("minutes-sign-title")
                    .arg("n", i64::from(m.row.n))
                    .to_string(),
            )
            .field(Field::hidden("hash", hash.0))
            .note(lang.t("minutes-sign-note"))
            .blocked(blocked),
    )
}

fn save(bench: &Bench, lang: Lang, papers: &Papers<'_>) -> Option<Form> {
    if !bench.shows(Verb::OpinionSave) {
        return None;
    }
    let before = papers.opinion.as_ref().map(|o| &o.content);
    let items: &[Item] = before.map_or(&[], |o| o.items.as_slice());
    let rows = (items.len() + 2).clamp(3, ITEMS);
    let agreements = Agreement::ALL
        .iter()
        .map(|a| Choice::new(a.code(), lang.t(a.key())));
    let agreement = Field::radio("agreement", lang.t("opinion-agreement"), agreements)
        .hint(lang.t("opinion-agreement-hint"))
        .value(before.and_then(|o| o.agreement).map_or("", Agreement::code))
        .optional();
    let mut form = bench
        .form(Verb::OpinionSave)
        .title(lang.t("opinion-edit"))
        .field(
            Field::area("summary", lang.t("opinion-summary"))
                .rows(4)
                .value(before.map_or(String::new(), |o| o.summary.clone())),
        );
    // One empty item stands open; further ones are there for who has more.
    let shown = items.len() + 1;
    for row in 1..=rows {
        if row == shown + 1 {
            form = form.field(Field::fold(lang.t("opinion-more-items")));
        }
        form = form.fields(item(lang, row, items.get(row - 1)));
    }
    if rows > shown {
        form = form.field(Field::unfold());
    }
    let dissents = before.map_or(String::new(), |o| o.dissents.join("\n"));
    let form = form
        .field(agreement)
        .field(
            Field::area("dissents", lang.t("opinion-dissents"))
                .hint(lang.t("opinion-dissents-hint"))
                .rows(3)
                .value(dissents)
                .optional(),
        )
        .note(lang.t("opinion-save-note"));
    let open = before.is_none() || bench.state().opinion.rejected;
    Some(if open { form } else { form.quiet().folded() })
}

fn item(lang: Lang, row: usize, before: Option<&Item>) -> Vec<Field> {
    let name = |part: &str| format!("item_{row}_{part}");
    let n = i64::try_from(row).unwrap_or(0);
    let label = |key: &'static str| lang.t(key).arg("n", n).to_string();
    let results = [
        Choice::new("accepted", lang.t("item-accepted")),
        Choice::new("not_accepted", lang.t("item-not-accepted")),
    ];
    let targets = Target::ALL
        .iter()
        .map(|t| Choice::new(t.code(), lang.t(t.key())));
    let legal = LegalKind::ALL
        .into_iter()
        .map(|k| Choice::new(k.code(), lang.t(k.key())));
    let text = Field::area(name("text"), label("item-text"))
        .rows(2)
        .value(before.map_or(String::new(), |i| i.text.clone()));
    let result = match before.map(|i| i.accepted) {
        Some(true) => "accepted",
        Some(false) => "not_accepted",
        None => "",
    };
    vec![
        Field::open(label("item-n")),
        if row == 1 { text } else { text.optional() }.wide(),
        Field::select(name("result"), label("item-result"), results)
            .value(result)
            .optional(),
        Field::select(name("target"), label("item-target"), targets)
            .value(before.and_then(|i| i.target).map_or("", Target::code))
            .optional(),
        Field::select(name("legal"), label("item-legal"), legal)
            .value(before.and_then(|i| i.legal).map_or("", LegalKind::code))
            .optional(),
        Field::close(),
    ]
}

fn consent(bench: &Bench, lang: Lang, table: &Table, papers: &Papers<'_>) -> Option<Form> {
    let o = papers.opinion.as_ref()?;
    let me = Some(bench.me.account());
    let said = table.said.iter().any(|s| s.account_id == me);
    let open = o.row.signed_at.is_none() && !bench.state().opinion.rejected;
    // Whoever signs for the set says it by the signature.
    let signs = bench.shows(Verb::OpinionSign);
    if said || !open || signs || !bench.shows(Verb::OpinionConsent) {
        return None;
    }
    let form = stance(bench.form(Verb::OpinionConsent), lang, &o.row.hash);
    Some(form.title(lang.t("consent-title")))
}

/// Agree, or not, with the version of this hash.
pub fn stance(form: Form, lang: Lang, hash: &str) -> Form {
    let stances = [
        Choice::new("agree", lang.t("consent-agree")),
        Choice::new("dissent", lang.t("consent-dissent")),
    ];
    form.quiet()
        .field(Field::hidden("hash", hash))
        .field(Field::radio("stance", lang.t("consent-stance"), stances))
        .field(
            Field::area("words", lang.t("consent-words"))
                .hint(lang.t("consent-words-hint"))
                .rows(3)
                .optional(),
        )
        .note(lang.t("consent-note"))
}

fn sign(bench: &Bench, lang: Lang, table: &Table, papers: &Papers<'_>) -> Option<Form> {
    let o = papers.opinion.as_ref()?;
    let hash = ContentHash(o.row.hash.clone());
    let given = &bench.state().opinion.signatures;
    if !bench.shows(Verb::OpinionSign) || signed_by_me(bench, given, &hash) {
        return None;
    }
    let agrees = table.said.iter().filter(|s| s.agrees).count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let evidence = Evidence::OpinionSign {
        hash: hash.clone(),
        consents: count(agrees),
        dissents: count(table.said.len() - agrees),
        root: None,
    };
    let last = given.0.iter().any(|s| s.hash == hash);
    let note = if last {
        "opinion-sign-last"
    } else {
        "opinion-sign-note"
    };
    Some(
        bench
            .form(Verb::OpinionSign)
            .title(
                lang.t("opinion-sign-title")
                    .arg("n", i64::from(o.row.n))
                    .to_string(),
            )
            .field(Field::hidden("hash", hash.0))
            .note(lang.t(note))
            .blocked(bench.blocked(Verb::OpinionSign, evidence)),
    )
}

fn reject(bench: &Bench, lang: Lang, papers: &Papers<'_>) -> Option<Form> {
    let evidence = Evidence::Reason { reason: true };
    if papers.opinion.is_none()
        || !bench.shows(Verb::OpinionReject)
        || bench.state().opinion.rejected
    {
        return None;
    }
    Some(
        bench
            .form(Verb::OpinionReject)
            .danger()
            .folded()
            .field(Field::area("reason", lang.t("opinion-reject-reason")).rows(3))
            .note(lang.t("opinion-reject-note"))
            .blocked(bench.blocked(Verb::OpinionReject, evidence)),
    )
}
