-- Readable from: 0060
-- What a model proposed and no author has decided on: a phrasing each, or with an empty one a translation of what "basis" names.
CREATE TABLE knowledge_proposals (
  entry_id    TEXT NOT NULL,
  language    TEXT NOT NULL,
  phrasing    TEXT NOT NULL,
  translation TEXT,
  basis       TEXT,
  at          INTEGER NOT NULL,
  place       INTEGER NOT NULL,
  PRIMARY KEY (entry_id, language, phrasing)
) STRICT, WITHOUT ROWID;
