-- Every act on the record, in order, without gaps. Rows are only ever added.
CREATE TABLE acts (
    seq     BIGINT PRIMARY KEY,
    moment  TEXT NOT NULL,
    who     TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    payload {bytes} NOT NULL
);
CREATE INDEX acts_subject ON acts (subject, seq);
