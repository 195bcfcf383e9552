-- Licences as the authority wrote them. `state`: active, suspended, revoked.
CREATE TABLE licences (
    id       TEXT PRIMARY KEY,
    law      TEXT NOT NULL,
    revision BIGINT NOT NULL,
    state    TEXT NOT NULL,
    act      BIGINT NOT NULL,
    body     {bytes} NOT NULL
);

-- What is drawn of each limit, in the smallest unit of its dimension, as decimal text. Item 0 is the
-- licence as a whole. `what`: quantity, value.
CREATE TABLE licence_balances (
    licence  TEXT NOT NULL REFERENCES licences (id),
    item     BIGINT NOT NULL,
    what     TEXT NOT NULL,
    reserved TEXT NOT NULL,
    used     TEXT NOT NULL,
    PRIMARY KEY (licence, item, what)
);

-- What is set aside for order lines and not used yet. `state`: open, closed.
CREATE TABLE licence_reservations (
    number   BIGINT PRIMARY KEY,
    licence  TEXT NOT NULL REFERENCES licences (id),
    item     BIGINT NOT NULL,
    line     TEXT NOT NULL,
    quantity TEXT,
    value    TEXT,
    state    TEXT NOT NULL
);
CREATE INDEX licence_reservations_line ON licence_reservations (line);

-- Every movement. Rows are only ever added. `kind`: reserve, use, release.
CREATE TABLE licence_moves (
    number      BIGINT PRIMARY KEY,
    kind        TEXT NOT NULL,
    licence     TEXT NOT NULL REFERENCES licences (id),
    item        BIGINT NOT NULL,
    reservation BIGINT NOT NULL,
    line        TEXT NOT NULL,
    quantity    TEXT,
    value       TEXT,
    day         TEXT NOT NULL,
    reference   TEXT NOT NULL,
    act         BIGINT NOT NULL
);
CREATE INDEX licence_moves_licence ON licence_moves (licence, number);
