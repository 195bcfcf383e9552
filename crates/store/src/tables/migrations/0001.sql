-- Parts, suppliers and stock as they are now: rows by key, columns as JSON.
CREATE TABLE table_rows (
    kind     TEXT NOT NULL,
    id       TEXT NOT NULL,
    revision BIGINT NOT NULL,
    act      BIGINT NOT NULL,
    body     {bytes} NOT NULL,
    PRIMARY KEY (kind, id)
);

-- What a row was before; never changed again.
CREATE TABLE table_history (
    kind     TEXT NOT NULL,
    id       TEXT NOT NULL,
    revision BIGINT NOT NULL,
    act      BIGINT NOT NULL,
    body     {bytes} NOT NULL,
    PRIMARY KEY (kind, id, revision)
);
