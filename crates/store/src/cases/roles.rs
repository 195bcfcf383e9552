//! Who may do what with cases.
//!
//! The record takes the name that it is told: at the command line whoever may write the record may
//! write any name. Roles and four eyes bind people who keep to their names, and the log shows who
//! was named; a server that knows its users makes them binding.

use super::append;
use super::error::CaseError;
use crate::error::StoreError;
use crate::licences::By;
use crate::store::Tx;

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Gives and takes roles.
    Admin,
    /// Opens cases, asks for papers and records what comes in.
    Clerk,
    /// Accepts, rejects and waives papers.
    Reviewer,
    /// Signs releases.
    Releaser,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 4] = [Role::Admin, Role::Clerk, Role::Reviewer, Role::Releaser];

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Clerk => "clerk",
            Role::Reviewer => "reviewer",
            Role::Releaser => "releaser",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// One name for one person: without case, with single blanks.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether two names are of one person.
#[must_use]
pub fn same_person(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// Everybody with a role.
///
/// # Errors
/// [`StoreError::Damaged`] for a role that is none.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<(String, Role)>, StoreError> {
    let mut found = Vec::new();
    tx.query("SELECT who, role FROM roles ORDER BY who, role", &[], &mut |row| {
        let role = row.text(1)?;
        let why = || format!("`{role}` is no role");
        let role = Role::parse(role).ok_or_else(|| StoreError::Damaged { why: why() })?;
        found.push((row.text(0)?.to_owned(), role));
        Ok(())
    })?;
    Ok(found)
}

/// Whether a person has a role.
///
/// # Errors
/// Whatever the database refuses.
pub fn has(tx: &mut dyn Tx, who: &str, role: Role) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM roles WHERE who = $1 AND role = $2";
    Ok(tx.one_int(sql, &[plain(who).into(), role.as_str().into()])? == Some(1))
}

pub(super) fn require(tx: &mut dyn Tx, by: &By, role: Role) -> Result<(), CaseError> {
    if has(tx, &by.who, role)? {
        return Ok(());
    }
    Err(CaseError::NotAllowed { who: by.who.clone(), role: role.as_str() })
}

fn admins(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM roles WHERE role = 'admin'";
    Ok(tx.one_int(sql, &[])?.unwrap_or(0))
}

/// Gives a person a role. Where nobody is admin, anybody may make the first one.
///
/// # Errors
/// [`CaseError::NotAllowed`].
pub fn grant(tx: &mut dyn Tx, who: &str, role: Role, by: &By) -> Result<(), CaseError> {
    super::filled("name", who)?;
    if admins(tx)? > 0 || role != Role::Admin {
        require(tx, by, Role::Admin)?;
    }
    let who = plain(who);
    let sql = "INSERT INTO roles (who, role) VALUES ($1, $2) ON CONFLICT (who, role) DO NOTHING";
    if tx.execute(sql, &[(&who).into(), role.as_str().into()])? > 0 {
        let payload = serde_json::json!({ "role": role.as_str() });
        append(tx, "roles.grant", &who, &payload, by)?;
    }
    Ok(())
}

/// Takes a role from a person.
///
/// # Errors
/// [`CaseError::NotAllowed`], [`CaseError::LastAdmin`].
pub fn revoke(tx: &mut dyn Tx, who: &str, role: Role, by: &By) -> Result<(), CaseError> {
    require(tx, by, Role::Admin)?;
    let name = plain(who);
    if role == Role::Admin && has(tx, &name, role)? && admins(tx)? == 1 {
        return Err(CaseError::LastAdmin { who: who.to_owned() });
    }
    let sql = "DELETE FROM roles WHERE who = $1 AND role = $2";
    if tx.execute(sql, &[(&name).into(), role.as_str().into()])? > 0 {
        let payload = serde_json::json!({ "role": role.as_str() });
        append(tx, "roles.revoke", &name, &payload, by)?;
    }
    Ok(())
}
