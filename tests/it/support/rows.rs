//! One row in every table of a street, so that what must not be seen is there to be seen.

use sqlx::{AssertSqlSafe, Executor};
use uuid::Uuid;
use yishi::domain::audit::sha256;
use yishi::store::TenantId;

use super::database::Db;
use super::streets::Street;

/// The id of the row that [`fill`] writes for a thing in a street.
pub fn row_id(tenant: TenantId, thing: &str) -> Uuid {
    let hash = sha256(format!("{tenant} {thing}").as_bytes());
    Uuid::from_slice(&hash.as_bytes()[..16]).unwrap()
}

/// Writes at least one row into every tenant table, as the owner. The topic's code is the street's
/// prefix and `-2026-0001`; it is public, at step 8.
pub async fn fill(db: &Db, street: &Street, prefix: &str) {
    let (me, other) = (
        street.person("secretary").id,
        street.person("linked_member").id,
    );
    let (tenant, council) = (street.tenant, street.councils[0].id);
    let (community, unit) = (street.communities[0].id, street.units[0].id);
    let (hash, file) = ("ab".repeat(32), sha256(prefix.as_bytes()).hex());
    let id = |thing: &str| row_id(tenant, thing);
    let (topic, group, plan, session) = (id("topic"), id("group"), id("plan"), id("session"));
    let (person, research, ballot) = (id("person"), id("research"), id("ballot"));
    let (opinion, posting, task) = (id("opinion"), id("posting"), id("task"));
    let sql = format!(
        "insert into login_session values ({tenant}, '\\x01', '{me}', now(), now(), now(), 30);
         insert into login_failure values ({tenant}, '{topic}', '13800000001', 'd', now());
         insert into identity_look values ({tenant}, '{topic}', '{me}', '书记', 'residents', '', now(), sha256('p'), '{{{other}}}', 1, now(), now());
         insert into sms_code (tenant_id, id, phone, purpose, device, lane, code_hash, sent_at, expires_at, day)
           values ({tenant}, '{topic}', '13800000001', 'register', 'd', 'known', sha256('c'), now(), now(), current_date);
         insert into invitation values ({tenant}, '{topic}', '{community}', sha256('i'), '{me}', now(), now(), '{other}', now());
         insert into account_check values ({tenant}, '{topic}', '{other}', 'verified', '', '{me}', '联络员', now());
         insert into counter values ({tenant}, 'topic.2026', 1);
         insert into topic (tenant_id, id, code, council_id, community_id, category_id, source, title, body, author_id, state, step,
             visibility, version, workflow, record_length, record_head, created_at, updated_at)
           values ({tenant}, '{topic}', '{prefix}-2026-0001', '{council}', '{community}', 'facilities', 'public_call', '路灯不亮', '三号楼前',
             '{me}', 'open', 8, 'public', 1, '{{}}', 1, '\\x00', now(), now());
         insert into topic_tally values ({tenant}, '{topic}', 1, 1);
         insert into topic_support values ({tenant}, '{topic}', '{me}', now());
         insert into topic_follow values ({tenant}, '{topic}', '{me}', now());
         insert into topic_merge values ({tenant}, '{topic}', '{topic}', '{topic}', 'merge', 'liaison', now());
         insert into topic_call values ({tenant}, '{topic}', '{council}', '征集', '征集一件事', '2026-11-20', '2026-11-30', '{me}', now());
         insert into topic_call_answer values ({tenant}, '{topic}', '{topic}');
         insert into topic_call_end values ({tenant}, '{topic}', '发错了', '{me}', now());
         insert into topic_term values ({tenant}, '路灯', '{topic}', 5);
         insert into topic_contact values ({tenant}, '{topic}', '13700000001');
         insert into topic_detail values ({tenant}, '{topic}', '云溪小区', '3号楼', 50, 31980000, 120890000);
         insert into topic_origin values ({tenant}, '{topic}', '', '', '街道党工委', '云街工委〔2026〕7号', '2026-12-20');
         insert into topic_lock values ({tenant}, '{topic}', '{me}', now(), now() + interval '15 minutes', '{other}');
         insert into draft values ({tenant}, '{topic}', sha256('d'), '{{}}', now(), now(), now());
         insert into synonym values ({tenant}, '圆楼', '一号楼', '{me}', now());
         insert into topic_count values ({tenant}, '{community}', 'open', 8, 'public', 1);
         insert into topic_kind_count values ({tenant}, '{community}', 'facilities', 'public_call', 'public', 1);
         insert into desk_item values ({tenant}, '{topic}', 'role:leader', 'rate', '', 8, now(), now());
         insert into record_entry values ({tenant}, '{topic}', 1, now(), 'submit', 0, 1, 'resident x', sha256('a'), sha256('b'), sha256('c'));
         insert into record_content values ({tenant}, '{topic}', 1, sha256('s'), '{{}}');
         insert into outbox values ({tenant}, '{topic}', '{topic}', 'submit', '{{}}', now());
         insert into notice values ({tenant}, '{topic}', '{me}', '{topic}', 'submit', '{{}}', now());
         insert into stakeholder_group values ({tenant}, '{group}', '{topic}', 1, '一楼商户', 8, '', now());
         insert into stakeholder_member values ({tenant}, '{group}', '{me}', '{topic}', '{other}', now());
         insert into assessment values ({tenant}, '{topic}', '灯坏', 100, 5, 4, 3, '{{}}', '', '{me}', now());
         insert into plan values ({tenant}, '{plan}', '{topic}', 1, 0, '{{}}', '{hash}', '{me}', now(), now());
         insert into session (tenant_id, id, topic_id, plan_id, council_id, community_id, n, form, title, starts_at, ends_at, room, created_at)
           values ({tenant}, '{session}', '{topic}', '{plan}', '{council}', '{community}', 1, 'meeting', '路灯协商会',
             '2026-12-01T01:00Z', '2026-12-01T03:00Z', '一楼议事室', now());
         insert into session_person (tenant_id, id, topic_id, session_id, account_id, name, identity, group_id, counts)
           values ({tenant}, '{person}', '{topic}', '{session}', '{me}', '李建国', 'convener', '{group}', true);
         insert into session_absence values ({tenant}, '{session}', '{topic}', '{session}', '{group}', 2, '外出', '{me}', now());
         insert into research_group values ({tenant}, '{research}', '{topic}', '{plan}', 1, '调研组', '', '{me}', now(), '', null, null, now());
         insert into research_member values ({tenant}, '{person}', '{topic}', '{research}', '{other}', '王敏');
         insert into research_note values ({tenant}, '{research}', '{topic}', '{research}', 'finding', '线路老化', '', null, 0, '{me}', now());
         insert into briefing values ({tenant}, '{plan}', '{topic}', '{plan}', '{{}}', '', 3, '{me}', now());
         insert into research_waiver values ({tenant}, '{plan}', '{topic}', '{plan}', '急', '{hash}', now());
         insert into remark values ({tenant}, '{person}', '{topic}', '{session}', '{person}', '李建国', '{group}', 'room', '同意', '{me}', now());
         insert into ballot (tenant_id, id, topic_id, session_id, n, question, options, electorate, secret, opened_at, opened_by)
           values ({tenant}, '{ballot}', '{topic}', '{session}', 1, '换灯？', '{{是,否}}', 1, false, now(), '{me}');
         insert into vote values ({tenant}, '{ballot}', 'v', '{topic}', '{person}', 1, '\\x01', now());
         insert into minutes values ({tenant}, '{plan}', '{topic}', '{session}', 1, 0, '{{}}', '{hash}', '{me}', now(), now());
         insert into opinion values ({tenant}, '{opinion}', '{topic}', 1, 0, '{{}}', '{hash}', '{me}', now(), now());
         insert into opinion_consent values ({tenant}, '{opinion}', '{person}', '{me}', '{topic}', true, '', '', null, '\\x01', now());
         insert into feedback_delivery values ({tenant}, '{group}', '{topic}', 0, '{group}', 'read', '商户', '', '{me}', now());
         insert into posting (tenant_id, id, topic_id, round, n, body, hits, posted_by, posted_at, released_by, released_at, closes_at)
           values ({tenant}, '{posting}', '{topic}', 0, 1, '结果', '[]', '{me}', now(), '{other}', now(), now());
         insert into posting_acknowledgement values ({tenant}, '{posting}', '{me}', now());
         insert into objection values ({tenant}, '{posting}', '{topic}', '{posting}', '{me}', '{group}', '不同意', '\\x01', now());
         insert into objection_answer values ({tenant}, '{posting}', '{topic}', '{posting}', 'answered', '已答复', '{hash}', null, now());
         insert into no_result values ({tenant}, '{plan}', '{topic}', 0, '无', '{hash}', now());
         insert into task (tenant_id, id, topic_id, community_id, n, round, item_no, title, status, unit_id, assisting, created_at, updated_at)
           values ({tenant}, '{task}', '{topic}', '{community}', 1, 1, 1, '换灯', 'accepted', '{unit}', '社会事业办公室', now(), now());
         insert into task_note (tenant_id, id, topic_id, task_id, kind, by_label, written_by, at)
           values ({tenant}, '{task}', '{topic}', '{task}', 'task_progress', '城管', '{me}', now());
         insert into task_supervisor values ({tenant}, '{topic}', '{me}', '{other}', now());
         insert into dashboard_count values ({tenant}, '2026-11-01', '{community}', 'task.done', 1);
         insert into evaluation (tenant_id, id, topic_id, round, opened_at, closes_at, opened_by)
           values ({tenant}, '{task}', '{topic}', 1, now(), now() + interval '10 days', '{me}');
         insert into rating (tenant_id, topic_id, round, voter, kind, score, salt, at)
           values ({tenant}, '{topic}', 1, 'v', 'public', 'satisfied', '\\x01', now());
         insert into author_contact values ({tenant}, '{task}', '{topic}', 1, 1, 'phone', 'satisfied', '', '{me}', now());
         insert into evaluation_answer values ({tenant}, '{task}', '{topic}', 1, '已答复', '{me}', now());
         insert into stored_file values ({tenant}, '{file}', 3, 4);
         insert into upload values ({tenant}, '{task}', '{file}', '{file}', 3, 4, '{me}', now(), sha256('d'));
         insert into photo values ({tenant}, '{task}', '{topic}', '{task}', 1, '{file}', '{file}', 3, 4, '路灯', '{me}', now());
         insert into original values ({tenant}, '{task}', '{topic}', 1, '{file}', '{file}', 3, 4, '{me}', now());
         insert into second_factor values ({tenant}, '{me}', '\\x01', now(), now(), 1);
         insert into recovery_code values ({tenant}, '{me}', sha256('r'));
         insert into setting values ({tenant}, 'comments_moderated', 'no', '{me}', now());
         insert into standard_answer values ({tenant}, 'decline', 1, '已有办法', '这件事已有办法解决。', '{me}', now());
         insert into comment (tenant_id, id, topic_id, account_id, label, body, hash, state, decided_by, answered_by, at)
           values ({tenant}, '{task}', '{topic}', '{me}', '李**', '同意', '{hash}', 'shown', '{other}', '{other}', now());
         insert into comment_report values ({tenant}, '{task}', '{other}', '不实', now());
         insert into sensitive_word values ({tenant}, '奸商', '{me}', now());"
    );
    // All of it now, by the street's clock: the day on which the tests run is none of theirs.
    let now = format!("timestamptz '{}'", street.clock.now().to_rfc3339());
    let sql = sql.replace("now()", &now);
    if let Err(error) = db.owner.execute(AssertSqlSafe(sql)).await {
        panic!("{error}");
    }
}
