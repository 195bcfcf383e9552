//! Transactions, values, bulk insertion, migrations.

use crate::harness::{Fresh, on_both};
use navicert_store::{StoreError, Value, migrate};

on_both!(
    values_come_back,
    many_rows_at_once,
    a_reader_sees_one_state,
    a_reader_cannot_write,
    a_number_given_twice_is_refused,
    a_newer_record_is_refused,
    migrating_again_changes_nothing,
);

const TABLE: &str = "CREATE TABLE t (a BIGINT PRIMARY KEY, b TEXT, c TEXT)";

fn values_come_back(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    tx.batch(TABLE).unwrap();
    let values = [i64::MIN.into(), "naïve £ 日本".into(), Value::Null];
    tx.execute("INSERT INTO t (a, b, c) VALUES ($1, $2, $3)", &values).unwrap();
    tx.commit().unwrap();
    let mut tx = store.read().unwrap();
    let mut seen = 0;
    tx.query("SELECT a, b, c FROM t WHERE b = $1", &["naïve £ 日本".into()], &mut |row| {
        assert_eq!(row.int(0)?, i64::MIN);
        assert_eq!(row.text(1)?, "naïve £ 日本");
        assert_eq!(row.text_or(2)?, None);
        assert!(matches!(row.text(2), Err(StoreError::Damaged { .. })));
        assert!(matches!(row.int(1), Err(StoreError::Damaged { .. })));
        seen += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(seen, 1);
}

fn many_rows_at_once(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    tx.batch(TABLE).unwrap();
    let rows: Vec<Value> =
        (0..10_000_i64).flat_map(|a| [a.into(), "first".into(), Value::Null]).collect();
    tx.insert("INSERT INTO t (a, b, c)", 3, "", &rows).unwrap();
    let again = [7_i64.into(), "second".into(), Value::Null];
    let tail = "ON CONFLICT (a) DO UPDATE SET b = excluded.b";
    tx.insert("INSERT INTO t (a, b, c)", 3, tail, &again).unwrap();
    assert_eq!(tx.one_int("SELECT COUNT(*) FROM t", &[]).unwrap(), Some(10_000));
    let found = tx.one_text("SELECT b FROM t WHERE a = $1", &[7_i64.into()]).unwrap();
    assert_eq!(found.as_deref(), Some("second"));
    tx.commit().unwrap();
}

fn a_reader_sees_one_state(fresh: &Fresh) {
    let (mut writer, mut reader) = (fresh.open(), fresh.open());
    let mut tx = writer.write().unwrap();
    tx.batch(TABLE).unwrap();
    tx.commit().unwrap();
    let mut seen = reader.read().unwrap();
    assert_eq!(seen.one_int("SELECT COUNT(*) FROM t", &[]).unwrap(), Some(0));
    let mut tx = writer.write().unwrap();
    tx.execute("INSERT INTO t (a) VALUES (1)", &[]).unwrap();
    tx.commit().unwrap();
    assert_eq!(seen.one_int("SELECT COUNT(*) FROM t", &[]).unwrap(), Some(0));
    drop(seen);
    let mut seen = reader.read().unwrap();
    assert_eq!(seen.one_int("SELECT COUNT(*) FROM t", &[]).unwrap(), Some(1));
}

fn a_reader_cannot_write(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.read().unwrap();
    let refused = tx.execute("DELETE FROM acts", &[]);
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
}

fn a_number_given_twice_is_refused(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    tx.batch(TABLE).unwrap();
    tx.execute("INSERT INTO t (a) VALUES (1)", &[]).unwrap();
    let refused = tx.execute("INSERT INTO t (a) VALUES (1)", &[]);
    assert!(matches!(refused, Err(StoreError::Refused { .. })), "{refused:?}");
}

fn a_newer_record_is_refused(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    tx.execute("INSERT INTO migrations (module, number) VALUES ('acts', 99)", &[]).unwrap();
    tx.commit().unwrap();
    let refused = migrate::migrate(&mut *store);
    assert!(matches!(refused, Err(StoreError::Newer { found: 99, .. })), "{refused:?}");
}

fn migrating_again_changes_nothing(fresh: &Fresh) {
    let mut store = fresh.open();
    migrate::migrate(&mut *store).unwrap();
    let mut tx = store.read().unwrap();
    let count = tx.one_int("SELECT COUNT(*) FROM migrations", &[]).unwrap();
    assert_eq!(count, Some(migrate::ALL.len() as i64));
}
