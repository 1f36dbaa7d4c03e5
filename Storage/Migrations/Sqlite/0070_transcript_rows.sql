-- Readable from: 0060
-- Lines are appended to the end of one table, whoever speaks, with a small index by conversation. Kept in the order of conversations, every
-- line went into the middle of the table, split a full page more often than not, and wrote a page of its conversation's own.
CREATE TABLE transcript_rows (
  conversation_id INTEGER NOT NULL,
  sequence        INTEGER NOT NULL,
  cause           INTEGER NOT NULL,
  person_id       TEXT,
  activity_id     TEXT,
  activity        TEXT NOT NULL,
  recorded_at     INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, sequence)
) STRICT;
INSERT INTO transcript_rows SELECT conversation_id, sequence, cause, person_id, activity_id, activity, recorded_at FROM transcript ORDER BY recorded_at;
DROP TABLE transcript;
ALTER TABLE transcript_rows RENAME TO transcript;
