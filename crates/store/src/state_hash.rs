//! One hash over all a scope has come to: equal on replicas that hold the same.

use domain::fold::FOLD_VERSION;
use feed::Scope;
use rusqlite::Connection;

use crate::StoreError;
use crate::history::feeds;

/// BLAKE3 over the folded states by kind and subject, the discrepancies, and what is parked and
/// quarantined; nothing in it is this store's own.
pub fn state_hash(connection: &Connection, scope: &Scope) -> Result<[u8; 32], StoreError> {
    let mut hasher = blake3::Hasher::new_derive_key("komora 1 state of a scope");
    hasher.update(&FOLD_VERSION.to_be_bytes());
    hasher.update(&feeds::scope_bytes(scope));
    if let Some(scope) = feeds::scope(connection, scope)? {
        let mut hash = Parts { hasher: &mut hasher };
        hash.rows(
            connection,
            "select x'01', t.kind, s.id, t.state from state t join subject s on s.n = t.n
             where s.scope = ?1 and t.state is not null order by t.kind, s.id",
            scope,
        )?;
        hash.rows(
            connection,
            "select x'02', 0, id, discrepancy from discrepancy where scope = ?1 order by id",
            scope,
        )?;
        hash.rows(
            connection,
            "select x'03', e.status, f.feed_id || e.hash, cast(e.seq as text)
             from entry e join feed f on f.n = e.feed
             where e.status <> 0 and f.scope = ?1 order by e.status, f.feed_id, e.seq, e.hash",
            scope,
        )?;
    }
    Ok(*hasher.finalize().as_bytes())
}

/// All scopes held, with their hashes, in the order of their bytes.
pub fn state_hashes(connection: &Connection) -> Result<Vec<(Scope, [u8; 32])>, StoreError> {
    let mut scopes: Vec<Scope> = feeds::all(connection)?.into_iter().map(|row| row.feed.scope).collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes.into_iter().map(|scope| Ok((scope, state_hash(connection, &scope)?))).collect()
}

struct Parts<'a> {
    hasher: &'a mut blake3::Hasher,
}

impl Parts<'_> {
    fn rows(&mut self, connection: &Connection, sql: &str, scope: i64) -> Result<(), StoreError> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([scope])?;
        while let Some(row) = rows.next()? {
            self.hasher.update(row.get_ref(0)?.as_blob()?);
            self.hasher.update(&row.get::<_, i64>(1)?.to_be_bytes());
            self.part(row.get_ref(2)?.as_bytes()?);
            self.part(row.get_ref(3)?.as_bytes()?);
        }
        Ok(())
    }

    /// Length first, so that the joints cannot be moved.
    fn part(&mut self, bytes: &[u8]) {
        self.hasher.update(&(bytes.len() as u64).to_be_bytes()).update(bytes);
    }
}
