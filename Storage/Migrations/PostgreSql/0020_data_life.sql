-- Of an erased conversation the key is a hash, and those of its inbox rows too: a redelivery is still recognised, and nobody can be found by it.
ALTER TABLE conversations ADD COLUMN erased_at BIGINT;
CREATE INDEX IF NOT EXISTS attachments_conversation ON attachments (conversation_id);

-- That someone was erased, without who: the hash is keyed with a secret of the installation. finished_at is NULL while it goes on.
CREATE TABLE erasures (
  id           TEXT PRIMARY KEY,
  person_hash  TEXT NOT NULL,
  requested_at BIGINT NOT NULL,
  finished_at  BIGINT,
  messages     BIGINT NOT NULL DEFAULT 0,
  handoffs     BIGINT NOT NULL DEFAULT 0,
  files        BIGINT NOT NULL DEFAULT 0
);
