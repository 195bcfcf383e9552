-- Order lines as they are now. `seq` counts from 1 without gaps and is the line's place in the
-- columns; `act` is the act that wrote this revision.
CREATE TABLE orders (
    seq      {place} PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    act      BIGINT NOT NULL,
    body     {bytes} NOT NULL
);

-- What a line was before; never changed again.
CREATE TABLE order_history (
    seq      BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    act      BIGINT NOT NULL,
    body     {bytes} NOT NULL,
    PRIMARY KEY (seq, revision)
);

-- Parts of order lines that many lines share: parties, goods, routes, …. Numbered from 1 a kind.
CREATE TABLE facets (
    kind   BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hash   {bytes} NOT NULL,
    body   {bytes} NOT NULL,
    PRIMARY KEY (kind, number),
    UNIQUE (kind, hash)
);

-- The order book by columns, in blocks of 4,096 lines.
CREATE TABLE order_columns (
    block BIGINT NOT NULL,
    col   BIGINT NOT NULL,
    data  {bytes} NOT NULL,
    PRIMARY KEY (block, col)
);

-- Under which law and lists lines were decided.
CREATE TABLE editions (
    number      BIGINT PRIMARY KEY,
    law_digest  TEXT NOT NULL,
    list_digest TEXT NOT NULL,
    engine      TEXT NOT NULL,
    assumed     TEXT NOT NULL,
    UNIQUE (law_digest, list_digest, engine, assumed)
);

-- The law of an edition, file by file, so that it can be asked again.
CREATE TABLE law_files (
    law_digest TEXT NOT NULL,
    name       TEXT NOT NULL,
    body       {bytes} NOT NULL,
    PRIMARY KEY (law_digest, name)
);

-- What was decided by one act: records of 16 bytes (line, revision, day, judgement), each a
-- little-endian number of four bytes.
CREATE TABLE decisions (
    act      BIGINT PRIMARY KEY,
    edition  BIGINT NOT NULL,
    known_at TEXT NOT NULL,
    data     {bytes} NOT NULL
);
