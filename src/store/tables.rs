//! Every table of the schema, by kind. A test compares this list with the catalogue.

/// Small and rarely written; the same on every node of a cluster; no street's rows.
pub const REFERENCE: &[&str] = &["tenant", "calendar_day"];

/// Rows of a street: `tenant_id` leads every key, row-level security is forced. Parents before children.
pub const TENANT: &[&str] = &[
    "community",
    "council",
    "unit",
    "category",
    "account",
    "role_grant",
    "council_seat",
    "login_session",
    "login_failure",
    "counter",
    "topic",
    "topic_tally",
    "topic_support",
    "topic_follow",
    "topic_count",
    "desk_item",
    "record_entry",
    "record_content",
    "outbox",
    "notice",
    "feedback_delivery",
    "posting",
    "posting_acknowledgement",
    "objection",
    "objection_answer",
    "no_result",
    "task",
    "task_note",
    "dashboard_count",
    "evaluation",
    "rating",
    "author_contact",
    "evaluation_answer",
];

/// Of the coordinator alone.
pub const LOCAL: &[&str] = &["_sqlx_migrations"];
