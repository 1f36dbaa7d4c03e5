CREATE TABLE installation_secrets (
  name       TEXT PRIMARY KEY,
  secret     BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per conversation. "sequence" numbers its inbox and its transcript; "clock" is the last timestamp given (ms), so that they increase.
CREATE TABLE conversations (
  id             INTEGER PRIMARY KEY,
  channel        TEXT NOT NULL,
  conversation   TEXT NOT NULL,
  person_id      TEXT,
  reference      TEXT,
  new_thread     TEXT,
  sequence       INTEGER NOT NULL DEFAULT 0,
  clock          INTEGER NOT NULL DEFAULT 0,
  sending_parked TEXT,
  created_at     INTEGER NOT NULL,
  UNIQUE (channel, conversation)
) STRICT;

CREATE INDEX conversations_parked ON conversations (id) WHERE sending_parked IS NOT NULL;

CREATE TABLE conversation_aliases (
  channel         TEXT NOT NULL,
  alias           TEXT NOT NULL,
  conversation_id INTEGER NOT NULL,
  PRIMARY KEY (channel, alias)
) STRICT, WITHOUT ROWID;

-- kind: 0 ordered, 1 invoke, 2 expectReplies. status: 0 pending, 1 claimed, 2 done, 3 parked, 4 abandoned. Times are Unix milliseconds.
CREATE TABLE inbox (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL,
  sequence        INTEGER NOT NULL,
  dedupe_key      TEXT NOT NULL,
  activity_id     TEXT NOT NULL,
  kind            INTEGER NOT NULL,
  origin          INTEGER NOT NULL,
  person_id       TEXT,
  status          INTEGER NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0,
  activity        TEXT NOT NULL,
  identity        TEXT NOT NULL,
  result          TEXT,
  error           TEXT,
  stream_id       TEXT,
  received_at     INTEGER NOT NULL,
  ended_at        INTEGER,
  UNIQUE (conversation_id, dedupe_key)
) STRICT;
CREATE INDEX inbox_unfinished ON inbox (conversation_id, sequence) WHERE status < 2 AND kind <> 1;
CREATE INDEX inbox_unanswered ON inbox (id) WHERE status < 2 AND kind = 1;
CREATE INDEX inbox_parked ON inbox (id) WHERE status = 3;

-- "cause" is the sequence of the inbox row that led to the line: a turn's history is cause <= its own sequence.
CREATE TABLE transcript (
  conversation_id INTEGER NOT NULL,
  sequence        INTEGER NOT NULL,
  cause           INTEGER NOT NULL,
  person_id       TEXT,
  activity_id     TEXT,
  activity        TEXT NOT NULL,
  recorded_at     INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, sequence)
) STRICT, WITHOUT ROWID;

-- operation: 0 send, 1 update, 2 delete. status: 0 pending, 1 sending, 2 delivered, 3 parked, 4 skipped.
CREATE TABLE outbox (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL,
  inbox_id        INTEGER NOT NULL,
  person_id       TEXT,
  operation       INTEGER NOT NULL,
  local_id        TEXT,
  target_id       TEXT,
  reply_to        TEXT,
  activity        TEXT,
  status          INTEGER NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0,
  ambiguous       INTEGER NOT NULL DEFAULT 0,
  channel_id      TEXT,
  detail          TEXT,
  created_at      INTEGER NOT NULL,
  due_at          INTEGER NOT NULL DEFAULT 0,
  ended_at        INTEGER
) STRICT;
CREATE INDEX outbox_unfinished ON outbox (conversation_id, id) WHERE status < 2;
CREATE INDEX outbox_ambiguous ON outbox (ambiguous) WHERE ambiguous > 0;
CREATE INDEX outbox_parked ON outbox (id) WHERE status = 3;
-- Both ways between our ids and the channel's: by local id at once, by channel id through the conversation's few entries. One index and
-- written once, because every index that begins with the conversation costs a page of its own per turn.
CREATE INDEX outbox_sent ON outbox (conversation_id, local_id, channel_id) WHERE channel_id IS NOT NULL;

CREATE TABLE timers (
  conversation_id INTEGER NOT NULL,
  name            TEXT NOT NULL,
  timer_id        TEXT NOT NULL,
  person_id       TEXT,
  due_at          INTEGER NOT NULL,
  value           TEXT,
  PRIMARY KEY (conversation_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_due ON timers (due_at);

-- A deleted document keeps its row and version, so that deleting and writing again cannot be mistaken for nothing having happened.
CREATE TABLE states (
  key             TEXT PRIMARY KEY,
  conversation_id INTEGER,
  person_id       TEXT,
  json            TEXT,
  version         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Versions of what has no row of its own, such as "the open handoff of a conversation".
CREATE TABLE versions (
  kind    TEXT NOT NULL,
  key     TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachments (
  id              TEXT PRIMARY KEY,
  conversation_id INTEGER NOT NULL,
  person_id       TEXT,
  name            TEXT,
  type            TEXT NOT NULL,
  content         BLOB NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE handoffs (
  id                  TEXT PRIMARY KEY,
  version             INTEGER NOT NULL,
  channel             TEXT NOT NULL,
  conversation        TEXT NOT NULL,
  person_id           TEXT NOT NULL,
  assistant_id        TEXT,
  thread_channel      TEXT,
  thread_conversation TEXT,
  state               INTEGER NOT NULL,
  danger              INTEGER NOT NULL,
  created_at          INTEGER NOT NULL,
  closed_at           INTEGER,
  request             TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX handoffs_conversation ON handoffs (channel, conversation, created_at);
CREATE INDEX handoffs_thread ON handoffs (thread_channel, thread_conversation, created_at) WHERE thread_conversation IS NOT NULL;
CREATE INDEX handoffs_queue ON handoffs (state, danger DESC, created_at);
CREATE UNIQUE INDEX handoffs_one_open ON handoffs (channel, conversation) WHERE state IN (0, 1);

CREATE TABLE handoff_events (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  handoff_id   TEXT NOT NULL,
  channel      TEXT NOT NULL,
  conversation TEXT NOT NULL,
  kind         INTEGER NOT NULL,
  actor_id     TEXT,
  actor_name   TEXT,
  text         TEXT,
  at           INTEGER NOT NULL
) STRICT;
CREATE INDEX handoff_events_handoff ON handoff_events (handoff_id, id);

CREATE TABLE feedback (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL,
  inbox_id        INTEGER NOT NULL,
  person_id       TEXT,
  activity_id     TEXT,
  helpful         INTEGER NOT NULL,
  comment         TEXT,
  entry_id        TEXT,
  at              INTEGER NOT NULL
) STRICT;
CREATE INDEX feedback_conversation ON feedback (conversation_id);

CREATE TABLE people (
  channel    TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  name       TEXT,
  tenant_id  TEXT,
  is_member  INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  PRIMARY KEY (channel, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_results (
  inbox_id        INTEGER NOT NULL,
  prompt_hash     TEXT NOT NULL,
  conversation_id INTEGER,
  person_id       TEXT,
  result          TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (inbox_id, prompt_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE knowledge (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  version      TEXT NOT NULL,
  base         TEXT NOT NULL,
  published_at INTEGER NOT NULL
) STRICT;
