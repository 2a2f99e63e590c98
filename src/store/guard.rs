//! Whether the runtime role is one that row-level security holds: `serve` refuses any other.

use std::fmt;

use super::error::Result;
use super::migrate::runtime_role;
use super::tenant_tx::Store;

/// Why a role must not serve: it could pass the policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The role of DATABASE_URL.
    pub role: String,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is a superuser, or a member of one.
    Superuser,
    /// It has BYPASSRLS, or is a member of a role that has it.
    BypassesPolicies,
    /// It owns a table.
    Owns(String),
    /// It is a member of the role that owns the tables.
    MemberOfOwner(String),
    /// The policies were made for another role.
    NotTheRuntimeRole(String),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = &self.role;
        write!(f, "the role {role} of DATABASE_URL must not serve: ")?;
        match &self.why {
            Why::Superuser => {
                f.write_str("it is a superuser (or a member of one), whom no policy holds")
            }
            Why::BypassesPolicies => {
                f.write_str("it has BYPASSRLS (or is a member of a role that has it)")
            }
            Why::Owns(table) => write!(
                f,
                "it owns the table {table}, and an owner can drop its policies"
            ),
            Why::MemberOfOwner(owner) => {
                write!(f, "it is a member of {owner}, who owns the tables")
            }
            Why::NotTheRuntimeRole(right) => {
                write!(f, "this database's policies were made for the role {right}")
            }
        }
    }
}

/// Looks at the role that the pool logs in as; none: it may serve.
///
/// # Errors
/// When the database is away.
pub async fn unfit(store: &Store) -> Result<Option<Unfit>> {
    let row = sqlx::query!(
        r#"select current_user::text as "role!",
             (select bool_or(r.rolsuper) from pg_roles r where pg_has_role(current_user, r.oid, 'member')) as "superuser!",
             (select bool_or(r.rolbypassrls) from pg_roles r where pg_has_role(current_user, r.oid, 'member')) as "bypasses!",
             (select c.relname::text from pg_class c where c.relkind in ('r', 'p') and c.relowner = u.oid limit 1) as owns,
             (select pg_get_userbyid(c.relowner)::text from pg_class c
              where c.oid = to_regclass('tenant') and c.relowner <> u.oid and pg_has_role(current_user, c.relowner, 'member')) as member_of
           from pg_roles u where u.rolname = current_user"#
    )
    .fetch_one(store.pool())
    .await?;
    let why = if row.superuser {
        Some(Why::Superuser)
    } else if row.bypasses {
        Some(Why::BypassesPolicies)
    } else if let Some(table) = row.owns {
        Some(Why::Owns(table))
    } else if let Some(owner) = row.member_of {
        Some(Why::MemberOfOwner(owner))
    } else {
        let mut conn = store.pool().acquire().await?;
        runtime_role(&mut conn)
            .await?
            .filter(|runtime| *runtime != row.role)
            .map(Why::NotTheRuntimeRole)
    };
    Ok(why.map(|why| Unfit {
        role: row.role,
        why,
    }))
}
