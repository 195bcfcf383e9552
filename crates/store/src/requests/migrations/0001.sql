-- What was asked under which key, and what was answered: asking again gives the same answer.
CREATE TABLE requests (
    key    TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL
);
