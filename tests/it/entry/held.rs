//! The export of one's own data: nothing that leads to an account is left out without a reason.

use std::collections::{BTreeMap, BTreeSet};

use yishi::kit::i18n::Lang;
use yishi::store::people::mine::Section;

use crate::support::world;

/// Columns that lead to an account, and the file of the export in which their rows stand.
const EXPORTED: [(&str, &str); 20] = [
    ("account_check.account_id", "checks"),
    ("comment.account_id", "comments"),
    ("comment_report.account_id", "reports"),
    ("council_seat.account_id", "seats"),
    ("identity_look.accounts", "looks"),
    ("invitation.used_by", "invitations"),
    ("login_session.account_id", "logins"),
    ("notice.account_id", "notices"),
    ("objection.account_id", "objections"),
    ("opinion_consent.account_id", "consents"),
    ("photo.added_by", "photos"),
    ("posting_acknowledgement.account_id", "acknowledgements"),
    ("research_member.account_id", "research"),
    ("role_grant.account_id", "roles"),
    ("session_person.account_id", "sessions"),
    ("stakeholder_member.account_id", "stakeholder_groups"),
    ("task_supervisor.account_id", "supervision"),
    ("topic.author_id", "topics"),
    ("topic_follow.account_id", "follows"),
    ("topic_support.account_id", "supports"),
];

const OFFICE: &str =
    "done in an office, under name and post: it stands in the record or beside what it settles";
const SECRET: &str = "a secret of the log-in: a copy of it would be a way in";

/// Columns that lead to an account and stand in no file, each with why.
const LEFT_OUT: [(&str, &str); 41] = [
    ("account_check.decided_by", OFFICE),
    ("assessment.assessed_by", OFFICE),
    ("author_contact.contacted_by", OFFICE),
    ("ballot.opened_by", OFFICE),
    ("briefing.sent_by", OFFICE),
    ("comment.answered_by", OFFICE),
    ("comment.decided_by", OFFICE),
    ("evaluation.opened_by", OFFICE),
    ("evaluation_answer.answered_by", OFFICE),
    ("feedback_delivery.delivered_by", OFFICE),
    ("identity_look.viewer_id", OFFICE),
    ("invitation.made_by", OFFICE),
    ("minutes.saved_by", OFFICE),
    ("opinion.saved_by", OFFICE),
    ("opinion_consent.entered_by", OFFICE),
    ("original.added_by", OFFICE),
    ("plan.saved_by", OFFICE),
    ("posting.posted_by", OFFICE),
    ("posting.released_by", OFFICE),
    ("rating.entered_by", OFFICE),
    ("recovery_code.account_id", SECRET),
    ("remark.written_by", OFFICE),
    ("research_group.leader_id", OFFICE),
    ("research_group.reported_by", OFFICE),
    ("research_note.written_by", OFFICE),
    ("second_factor.account_id", SECRET),
    ("sensitive_word.added_by", OFFICE),
    ("session.closed_by", OFFICE),
    ("session.opened_by", OFFICE),
    ("session_absence.recorded_by", OFFICE),
    ("session_person.checked_in_by", OFFICE),
    ("session_person.invited_by", OFFICE),
    ("setting.set_by", OFFICE),
    ("stakeholder_member.added_by", OFFICE),
    ("standard_answer.set_by", OFFICE),
    ("synonym.added_by", OFFICE),
    ("task_note.written_by", OFFICE),
    ("task_supervisor.appointed_by", OFFICE),
    ("topic.entered_by", OFFICE),
    ("topic_call.made_by", OFFICE),
    ("topic_call_end.ended_by", OFFICE),
];

#[tokio::test]
async fn whatever_leads_to_an_account_is_in_its_export_or_left_out_for_a_reason() {
    let world = world().await;
    let columns: Vec<String> = sqlx::query_scalar(
        "select conrelid::regclass || '.' || a.attname from pg_constraint c
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname <> 'tenant_id'
         where c.contype = 'f' and c.confrelid = 'account'::regclass",
    )
    .fetch_all(&world.db.owner)
    .await
    .unwrap();
    let known: BTreeMap<&str, &str> = EXPORTED
        .into_iter()
        .chain([("upload.account_id", "uploads")])
        .chain(LEFT_OUT)
        .chain([
            ("topic_lock.holder_id", OFFICE),
            ("topic_lock.taken_from", OFFICE),
        ])
        .collect();
    let forgotten: Vec<&String> = columns
        .iter()
        .filter(|c| !known.contains_key(c.as_str()))
        .collect();
    assert!(
        forgotten.is_empty(),
        "neither exported nor left out: {forgotten:?}"
    );
    let files: BTreeSet<&str> = Section::ALL.iter().map(|s| s.name()).collect();
    assert_eq!(files.len(), Section::ALL.len());
    for (column, file) in EXPORTED {
        assert!(files.contains(file), "{column}: no file {file}");
    }
}

#[tokio::test]
async fn an_export_holds_what_somebody_said_agreed_to_and_helped_with() {
    let world = world().await;
    crate::support::fill(&world.db, &world.street, "YX").await;
    let files = super::account::export(&world, "secretary").await;
    for name in ["consents", "acknowledgements", "supervision", "uploads"] {
        let rows = super::account::json(&files, &format!("{name}.json"));
        assert_eq!(rows.len(), 1, "{name}");
        let code = rows[0]["code"].as_str().unwrap_or("YX-2026-0001");
        assert_eq!(code, "YX-2026-0001", "{name}");
    }
    assert!(
        files["README.txt"]
            .windows(13)
            .any(|w| w == b"consents.json")
    );
    // What another said, reported or studied is theirs.
    for name in ["reports", "research"] {
        let file = format!("{name}.json");
        assert!(super::account::json(&files, &file).is_empty(), "{name}");
        let theirs = super::account::export(&world, "linked_member").await;
        assert_eq!(super::account::json(&theirs, &file).len(), 1, "{name}");
    }
}

#[tokio::test]
async fn an_export_is_read_in_plain_words_that_name_no_id() {
    let world = world().await;
    crate::support::fill(&world.db, &world.street, "YX").await;
    for key in ["secretary", "linked_member", "resident"] {
        let files = super::account::export(&world, key).await;
        let page = String::from_utf8(files["index.html"].clone()).unwrap();
        assert!(
            page.contains("<h2>登记的信息</h2>") && page.contains("<li>手机号： 138"),
            "{page}"
        );
        for sign in ["export-", "_at", "null", "true<", "+00:00"] {
            assert!(!page.contains(sign), "{key}: {sign} in {page}");
        }
        // Every field of every row has a name in both languages, and its place on the page.
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".json")) {
            let section = name.trim_end_matches(".json").replace('_', "-");
            let rows: Vec<serde_json::Value> = serde_json::from_slice(bytes).unwrap();
            for lang in [Lang::Zh, Lang::En] {
                assert!(
                    lang.maybe(&format!("export-section-{section}")).is_some(),
                    "{name}"
                );
                for field in rows.iter().flat_map(|r| r.as_object().unwrap().keys()) {
                    let label = lang.maybe(&format!("export-field-{}", field.replace('_', "-")));
                    let silent = ["file", "width", "height"].contains(&field.as_str());
                    assert!(label.is_some() || silent, "{name}: {field}");
                }
            }
        }
    }
}
