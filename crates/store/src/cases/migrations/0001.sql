-- Order lines that are held. `state`: open, released, withdrawn.
CREATE TABLE cases (
    number BIGINT PRIMARY KEY,
    line   TEXT NOT NULL,
    state  TEXT NOT NULL,
    reason TEXT NOT NULL,
    note   TEXT NOT NULL,
    who    TEXT NOT NULL,
    moment TEXT NOT NULL,
    basis  TEXT NOT NULL
);
CREATE INDEX cases_line ON cases (line, number);

-- Papers asked for or brought. `state`: asked, received, accepted, rejected, waived.
CREATE TABLE case_evidence (
    number    BIGINT PRIMARY KEY,
    held      BIGINT NOT NULL REFERENCES cases (number),
    pack      TEXT NOT NULL,
    whom      TEXT NOT NULL,
    due       TEXT,
    state     TEXT NOT NULL,
    reference TEXT NOT NULL,
    dated     TEXT,
    sha256    TEXT NOT NULL,
    note      TEXT NOT NULL
);
CREATE INDEX case_evidence_held ON case_evidence (held, number);

-- Signatures under a release. `state`: standing, void.
CREATE TABLE case_signatures (
    number   BIGINT PRIMARY KEY,
    held     BIGINT NOT NULL REFERENCES cases (number),
    who      TEXT NOT NULL,
    moment   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    note     TEXT NOT NULL,
    evidence TEXT NOT NULL,
    basis    TEXT NOT NULL,
    state    TEXT NOT NULL
);
CREATE INDEX case_signatures_held ON case_signatures (held, number);

-- Who may do what.
CREATE TABLE roles (
    who  TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (who, role)
);
