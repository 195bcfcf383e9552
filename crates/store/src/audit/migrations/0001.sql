-- The peaks of the Merkle tree over all acts: hashes of 32 bytes, the largest subtree first. One row.
CREATE TABLE audit_tree (
    one   BIGINT PRIMARY KEY CHECK (one = 1),
    size  BIGINT NOT NULL,
    peaks {bytes} NOT NULL
);

-- Public keys that signed heads.
CREATE TABLE audit_keys (
    key    TEXT PRIMARY KEY,
    public TEXT NOT NULL
);

-- Signed tree heads, one a transaction that wrote acts. Rows are only ever added.
CREATE TABLE audit_heads (
    size      BIGINT PRIMARY KEY,
    root      TEXT NOT NULL,
    moment    TEXT NOT NULL,
    key       TEXT NOT NULL REFERENCES audit_keys (key),
    signature TEXT NOT NULL
);
