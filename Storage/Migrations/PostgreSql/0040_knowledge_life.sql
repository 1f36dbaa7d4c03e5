DROP TABLE knowledge;

-- "entry" is null when withdrawn; "imported" is the hash of what the file said when it was last agreed to; "offer" the file's side of a conflict.
CREATE TABLE knowledge_entries (
  entry_id TEXT NOT NULL,
  language TEXT NOT NULL,
  version  BIGINT NOT NULL,
  entry    TEXT,
  imported TEXT,
  file     TEXT,
  offer    TEXT,
  PRIMARY KEY (entry_id, language)
);

CREATE TABLE knowledge_history (
  entry_id    TEXT NOT NULL,
  language    TEXT NOT NULL,
  version     BIGINT NOT NULL,
  kind        BIGINT NOT NULL,
  at          BIGINT NOT NULL,
  author_id   TEXT NOT NULL,
  author_name TEXT NOT NULL,
  entry       TEXT,
  PRIMARY KEY (entry_id, language, version)
);

-- Questions as people asked them, for a short time. kind: 0 unanswered, 1 rejected. audience as in the knowledge.
CREATE TABLE knowledge_questions (
  id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id BIGINT NOT NULL,
  inbox_id        BIGINT NOT NULL,
  person_id       TEXT,
  kind            BIGINT NOT NULL,
  text            TEXT NOT NULL,
  language        TEXT NOT NULL,
  audience        TEXT NOT NULL,
  entry_id        TEXT,
  comment         TEXT,
  at              BIGINT NOT NULL
);
CREATE INDEX knowledge_questions_at ON knowledge_questions (at);

-- What an assistant made of them, in words that name nobody.
CREATE TABLE knowledge_gaps (
  id          TEXT PRIMARY KEY,
  kind        BIGINT NOT NULL,
  text        TEXT NOT NULL,
  language    TEXT NOT NULL,
  audience    TEXT NOT NULL,
  entry_id    TEXT,
  questions   BIGINT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at BIGINT NOT NULL
);
