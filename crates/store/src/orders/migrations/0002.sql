-- Imported lists of parties, version by version, in the form in which they are stored.
CREATE TABLE list_versions (
    digest TEXT PRIMARY KEY,
    feed   TEXT NOT NULL,
    body   {bytes} NOT NULL
);

-- Which of them an edition used.
CREATE TABLE edition_lists (
    edition BIGINT NOT NULL,
    feed    TEXT NOT NULL,
    digest  TEXT NOT NULL,
    PRIMARY KEY (edition, feed)
);

-- An edition says also what was known (`known`: the last day on which something of the law became known),
-- and how much had been said of hits (the first `said` adjudications).
CREATE TABLE editions_2 (
    number      BIGINT PRIMARY KEY,
    law_digest  TEXT NOT NULL,
    list_digest TEXT NOT NULL,
    engine      TEXT NOT NULL,
    assumed     TEXT NOT NULL,
    known       TEXT NOT NULL,
    said        BIGINT NOT NULL,
    UNIQUE (law_digest, list_digest, engine, assumed, known)
);
INSERT INTO editions_2 (number, law_digest, list_digest, engine, assumed, known, said)
    SELECT number, law_digest, list_digest, engine, assumed, '', 0 FROM editions;
DROP TABLE editions;
ALTER TABLE editions_2 RENAME TO editions;

-- Lines that left the open book, and came back. Rows are only ever added; the last one of a line counts.
-- `state`: delivered, cancelled, open.
CREATE TABLE order_states (
    seq   BIGINT NOT NULL,
    act   BIGINT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (seq, act)
);
