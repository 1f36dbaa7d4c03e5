DROP TABLE knowledge;

-- "entry" is null when withdrawn; "imported" is the hash of what the file said when it was last agreed to; "offer" the file's side of a conflict.
CREATE TABLE knowledge_entries (
  entry_id TEXT NOT NULL,
  language TEXT NOT NULL,
  version  INTEGER NOT NULL,
  entry    TEXT,
  imported TEXT,
  file     TEXT,
  offer    TEXT,
  PRIMARY KEY (entry_id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE knowledge_history (
  entry_id    TEXT NOT NULL,
  language    TEXT NOT NULL,
  version     INTEGER NOT NULL,
  kind        INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  author_id   TEXT NOT NULL,
  author_name TEXT NOT NULL,
  entry       TEXT,
  PRIMARY KEY (entry_id, language, version)
) STRICT, WITHOUT ROWID;

-- Questions as people asked them, for a short time. kind: 0 unanswered, 1 rejected. audience as in the knowledge.
CREATE TABLE knowledge_questions (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL,
  inbox_id        INTEGER NOT NULL,
  person_id       TEXT,
  kind            INTEGER NOT NULL,
  text            TEXT NOT NULL,
  language        TEXT NOT NULL,
  audience        TEXT NOT NULL,
  entry_id        TEXT,
  comment         TEXT,
  at              INTEGER NOT NULL
) STRICT;
CREATE INDEX knowledge_questions_at ON knowledge_questions (at);

-- What an assistant made of them, in words that name nobody.
CREATE TABLE knowledge_gaps (
  id          TEXT PRIMARY KEY,
  kind        INTEGER NOT NULL,
  text        TEXT NOT NULL,
  language    TEXT NOT NULL,
  audience    TEXT NOT NULL,
  entry_id    TEXT,
  questions   INTEGER NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
