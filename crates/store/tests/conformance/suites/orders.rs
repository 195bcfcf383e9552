//! Order lines, columns, facets, editions, tables.

use crate::harness::{Fresh, on_both};
use navicert_store::orders::{
    self, BLOCK, Block, Column, Decided, Edition, Layout, ListVersion, Order,
};
use navicert_store::tables::{self, Put};
use navicert_store::{Store, StoreError};
use std::collections::BTreeMap;

on_both!(
    lines_are_found_again,
    what_a_line_was_stays,
    an_id_stands_once,
    columns_grow_and_change,
    a_column_that_lacks_a_block_is_damaged,
    facets_are_kept_once,
    editions_keep_their_law,
    decisions_come_back,
    what_became_of_lines_is_what_was_said_last,
    table_rows_have_a_history,
);

static LAYOUT: [Column; 2] = [Column { number: 0, width: 4 }, Column { number: 1, width: 1 }];

fn order(seq: i64, revision: i64, body: &str) -> Order {
    Order { seq, id: format!("SO-{seq}"), revision, act: revision, body: body.into() }
}

fn with_lines(fresh: &Fresh, count: i64) -> Box<dyn Store> {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    orders::add(&mut *tx, (1..=count).map(|seq| order(seq, 1, "{}")).collect()).unwrap();
    tx.commit().unwrap();
    store
}

fn lines_are_found_again(fresh: &Fresh) {
    let mut store = with_lines(fresh, 2_000);
    let mut tx = store.read().unwrap();
    assert_eq!(orders::count(&mut *tx).unwrap(), 2_000);
    let ids: Vec<String> = (1..=1_200).map(|seq| format!("SO-{seq}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).chain(["SO-0", "other"]).collect();
    let mut found = orders::by_id(&mut *tx, &ids).unwrap();
    found.sort_by_key(|order| order.seq);
    assert_eq!(found.len(), 1_200);
    assert_eq!(found[7], order(8, 1, "{}"));
    assert_eq!(orders::by_seq(&mut *tx, &[5, 9_999]).unwrap(), [order(5, 1, "{}")]);
    assert_eq!(orders::ids(&mut *tx, &[3]).unwrap(), [(3, "SO-3".to_owned())]);
    let next: Vec<i64> =
        orders::after(&mut *tx, 1_998, 10).unwrap().iter().map(|one| one.seq).collect();
    assert_eq!(next, [1_999, 2_000]);
}

fn what_a_line_was_stays(fresh: &Fresh) {
    let mut store = with_lines(fresh, 1);
    for (revision, body) in [(2, "two"), (3, "three")] {
        let mut tx = store.write().unwrap();
        orders::replace(&mut *tx, &order(1, revision, body)).unwrap();
        tx.commit().unwrap();
    }
    let mut tx = store.read().unwrap();
    assert_eq!(orders::by_seq(&mut *tx, &[1]).unwrap(), [order(1, 3, "three")]);
    let was = orders::history(&mut *tx, 1).unwrap();
    assert_eq!(was, [(1, 1, b"{}".to_vec()), (2, 2, b"two".to_vec())]);
    for (revision, body) in [(1, Some("{}")), (2, Some("two")), (3, Some("three")), (4, None)] {
        let found = orders::body_of(&mut *tx, 1, revision).unwrap();
        assert_eq!(found, body.map(|body| body.as_bytes().to_vec()), "{revision}");
    }
}

fn an_id_stands_once(fresh: &Fresh) {
    let mut store = with_lines(fresh, 1);
    let mut tx = store.write().unwrap();
    let twice = Order { seq: 2, ..order(1, 1, "{}") };
    let refused = orders::add(&mut *tx, vec![twice]);
    assert!(matches!(refused, Err(StoreError::Refused { .. })), "{refused:?}");
}

fn put(store: &mut dyn Store, cells: &[(usize, u32)]) {
    let layout: Layout = &LAYOUT;
    let mut tx = store.write().unwrap();
    let mut blocks: BTreeMap<i64, Block> = BTreeMap::new();
    for (line, number) in cells {
        let at = (line / BLOCK) as i64;
        let block = blocks.entry(at).or_insert_with(|| Block::read(&mut *tx, layout, at).unwrap());
        block.set(layout, 0, line % BLOCK, &number.to_le_bytes());
        block.set(layout, 1, line % BLOCK, &[1]);
    }
    orders::write_columns(&mut *tx, layout, blocks.iter_mut().map(|(at, one)| (*at, one))).unwrap();
    tx.commit().unwrap();
}

fn columns_grow_and_change(fresh: &Fresh) {
    let mut store = fresh.open();
    let cells: Vec<(usize, u32)> = (0..BLOCK + 10).map(|line| (line, line as u32)).collect();
    put(&mut *store, &cells);
    put(&mut *store, &[(3, 99), (BLOCK + 10, 7)]);
    let mut tx = store.read().unwrap();
    let mut bytes = Vec::new();
    orders::read_column(&mut *tx, LAYOUT[0], &mut bytes).unwrap();
    let numbers: Vec<u32> =
        bytes.chunks(4).map(|cell| u32::from_le_bytes(cell.try_into().unwrap())).collect();
    assert_eq!(numbers.len(), BLOCK + 11);
    assert_eq!((numbers[2], numbers[3], numbers[BLOCK + 10]), (2, 99, 7));
}

fn a_column_that_lacks_a_block_is_damaged(fresh: &Fresh) {
    let mut store = fresh.open();
    put(&mut *store, &(0..BLOCK * 2).map(|line| (line, 1)).collect::<Vec<_>>());
    let mut tx = store.write().unwrap();
    tx.execute("DELETE FROM order_columns WHERE block = 0 AND col = 0", &[]).unwrap();
    let read = orders::read_column(&mut *tx, LAYOUT[0], &mut Vec::new());
    assert!(matches!(read, Err(StoreError::Damaged { .. })), "{read:?}");
}

fn facets_are_kept_once(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    for (kind, hash, expected) in
        [(0, b"a", 1), (0, b"b", 2), (0, b"a", 1), (1, b"a", 1)] as [(u8, &[u8; 1], i64); 4]
    {
        assert_eq!(orders::keep_facet(&mut *tx, kind, hash, hash).unwrap(), expected);
    }
    let all = orders::facets(&mut *tx, 0).unwrap();
    assert_eq!(all.iter().map(|body| &body[..]).collect::<Vec<_>>(), [b"a", b"b"]);
    assert_eq!(orders::facet(&mut *tx, 0, 2).unwrap(), b"b");
    assert!(matches!(orders::facet(&mut *tx, 0, 3), Err(StoreError::Damaged { .. })));
}

fn editions_keep_their_law(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    let edition = Edition {
        law_digest: "aa".into(),
        list_digest: "bb".into(),
        engine: "0.1.0".into(),
        assumed: String::new(),
        known: "2026-01-06".into(),
    };
    let files = [("laws/x/a.law", "text")];
    let list = |digest: &str| ListVersion {
        feed: "own-blocks".into(),
        digest: digest.into(),
        body: digest.as_bytes().to_vec(),
    };
    let keep = |tx: &mut dyn navicert_store::Tx, edition: &Edition| {
        let lists = [list(&edition.list_digest)];
        orders::edition_number(tx, edition, &mut files.into_iter(), &lists, 3).unwrap()
    };
    assert_eq!(orders::find_edition(&mut *tx, &edition).unwrap(), None);
    assert_eq!(keep(&mut *tx, &edition), (1, true));
    assert_eq!(keep(&mut *tx, &edition), (1, false));
    let other = Edition { list_digest: "cc".into(), ..edition.clone() };
    assert_eq!(keep(&mut *tx, &other), (2, true));
    let later = Edition { known: "2026-02-06".into(), ..edition.clone() };
    assert_eq!(keep(&mut *tx, &later), (3, true));
    assert_eq!(orders::find_edition(&mut *tx, &later).unwrap(), Some(3));
    assert_eq!(orders::edition_lists(&mut *tx, 2).unwrap(), (vec![list("cc")], 3));
    assert_eq!(orders::edition_lists(&mut *tx, 3).unwrap(), (vec![list("bb")], 3));
    assert_eq!(orders::edition(&mut *tx, 1).unwrap(), edition);
    let law = orders::law_files(&mut *tx, "aa").unwrap();
    assert_eq!(law, [("laws/x/a.law".to_owned(), b"text".to_vec())]);
    assert!(matches!(orders::law_files(&mut *tx, "zz"), Err(StoreError::Damaged { .. })));
}

fn what_became_of_lines_is_what_was_said_last(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    orders::set_state(&mut *tx, &[1, 2], 5, "delivered").unwrap();
    orders::set_state(&mut *tx, &[2], 6, "open").unwrap();
    let states = orders::states(&mut *tx, &[1, 2, 3]).unwrap();
    assert_eq!(states.get(&1), Some(&("delivered".to_owned(), 5)));
    assert_eq!(states.get(&2), Some(&("open".to_owned(), 6)));
    assert_eq!(states.get(&3), None);
    assert!(orders::set_state(&mut *tx, &[1], 5, "open").is_err());
}

fn decisions_come_back(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    let decided: Vec<Decided> = (1..100_u32)
        .map(|seq| Decided { seq, revision: seq % 3, day: -(seq as i32), judgement: seq * 7 })
        .collect();
    orders::keep_decisions(&mut *tx, 4, 1, "2026-01-06", &decided).unwrap();
    let found = orders::decisions_of(&mut *tx, 4).unwrap();
    assert_eq!(found, Some((1, "2026-01-06".to_owned(), decided)));
    assert_eq!(orders::decisions_of(&mut *tx, 5).unwrap(), None);
}

fn table_rows_have_a_history(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    for (act, body, expected) in
        [(1, "a", Put::Added), (2, "a", Put::Unchanged), (3, "b", Put::Changed)]
    {
        let done = tables::put(&mut *tx, "parts", "M-1", act, body.as_bytes()).unwrap();
        assert_eq!(done, expected);
    }
    let row = tables::row(&mut *tx, "parts", "M-1").unwrap().unwrap();
    assert_eq!((row.revision, row.act, row.body), (2, 3, b"b".to_vec()));
    assert_eq!(tables::rows(&mut *tx, "stock").unwrap(), []);
    let was = tx.one_int("SELECT act FROM table_history WHERE id = 'M-1'", &[]).unwrap();
    assert_eq!(was, Some(1));
}
