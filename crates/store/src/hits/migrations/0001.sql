-- What people say of hits of parties on listed ones. Rows are only ever added; what was said last of a
-- party and an entry counts.
CREATE TABLE adjudications (
    seq          BIGINT PRIMARY KEY,
    party        TEXT NOT NULL,
    entry        TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    note         TEXT NOT NULL,
    who          TEXT NOT NULL,
    moment       TEXT NOT NULL,
    until_day    TEXT,
    party_digest TEXT NOT NULL,
    entry_digest TEXT NOT NULL
);
