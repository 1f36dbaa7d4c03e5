-- The tables of SQLite's newest schema. JSON stays text, because it is read and written whole.
CREATE TABLE installation_secrets (
  name       TEXT PRIMARY KEY,
  secret     BYTEA NOT NULL,
  created_at BIGINT NOT NULL
);

-- One row per conversation. "sequence" numbers its inbox and its transcript; "clock" is the last timestamp given (ms), so that they increase.
CREATE TABLE conversations (
  id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel        TEXT NOT NULL,
  conversation   TEXT NOT NULL,
  person_id      TEXT,
  reference      TEXT,
  new_thread     TEXT,
  sequence       BIGINT NOT NULL DEFAULT 0,
  clock          BIGINT NOT NULL DEFAULT 0,
  sending_parked TEXT,
  created_at     BIGINT NOT NULL,
  UNIQUE (channel, conversation)
);

CREATE INDEX conversations_parked ON conversations (id) WHERE sending_parked IS NOT NULL;

CREATE TABLE conversation_aliases (
  channel         TEXT NOT NULL,
  alias           TEXT NOT NULL,
  conversation_id BIGINT NOT NULL,
  PRIMARY KEY (channel, alias)
);

-- kind: 0 ordered, 1 invoke, 2 expectReplies. status: 0 pending, 1 claimed, 2 done, 3 parked, 4 abandoned. Times are Unix milliseconds.
CREATE TABLE inbox (
  id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id BIGINT NOT NULL,
  sequence        BIGINT NOT NULL,
  dedupe_key      TEXT NOT NULL,
  activity_id     TEXT NOT NULL,
  kind            BIGINT NOT NULL,
  origin          BIGINT NOT NULL,
  person_id       TEXT,
  status          BIGINT NOT NULL,
  attempts        BIGINT NOT NULL DEFAULT 0,
  -- 1 when the claim was made while nothing else ran: if the process dies then, this row is the cause.
  alone           BIGINT NOT NULL DEFAULT 0,
  activity        TEXT NOT NULL,
  identity        TEXT NOT NULL,
  result          TEXT,
  error           TEXT,
  stream_id       TEXT,
  received_at     BIGINT NOT NULL,
  ended_at        BIGINT,
  UNIQUE (conversation_id, dedupe_key)
);
CREATE INDEX inbox_unfinished ON inbox (conversation_id, sequence) WHERE status < 2 AND kind <> 1;
CREATE INDEX inbox_unanswered ON inbox (id) WHERE status < 2 AND kind = 1;
CREATE INDEX inbox_suspect ON inbox (conversation_id) WHERE status < 2 AND kind <> 1 AND attempts >= 2;
CREATE INDEX inbox_parked ON inbox (id) WHERE status = 3;

-- "cause" is the sequence of the inbox row that led to the line: a turn's history is cause <= its own sequence.
CREATE TABLE transcript (
  conversation_id BIGINT NOT NULL,
  sequence        BIGINT NOT NULL,
  cause           BIGINT NOT NULL,
  person_id       TEXT,
  activity_id     TEXT,
  activity        TEXT NOT NULL,
  recorded_at     BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, sequence)
);

-- operation: 0 send, 1 update, 2 delete. status: 0 pending, 1 sending, 2 delivered, 3 parked, 4 skipped.
CREATE TABLE outbox (
  id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id BIGINT NOT NULL,
  inbox_id        BIGINT NOT NULL,
  person_id       TEXT,
  operation       BIGINT NOT NULL,
  local_id        TEXT,
  target_id       TEXT,
  reply_to        TEXT,
  activity        TEXT,
  status          BIGINT NOT NULL,
  attempts        BIGINT NOT NULL DEFAULT 0,
  ambiguous       BIGINT NOT NULL DEFAULT 0,
  channel_id      TEXT,
  detail          TEXT,
  created_at      BIGINT NOT NULL,
  due_at          BIGINT NOT NULL DEFAULT 0,
  ended_at        BIGINT
);
CREATE INDEX outbox_unfinished ON outbox (conversation_id, id) WHERE status < 2;
CREATE INDEX outbox_ambiguous ON outbox (ambiguous) WHERE ambiguous > 0;
CREATE INDEX outbox_parked ON outbox (id) WHERE status = 3;
-- Both ways between our ids and the channel's: by local id at once, by channel id through the conversation's few entries. One index and
-- written once, because every index that begins with the conversation costs a page of its own per turn.
CREATE INDEX outbox_sent ON outbox (conversation_id, local_id, channel_id) WHERE channel_id IS NOT NULL;

CREATE TABLE timers (
  conversation_id BIGINT NOT NULL,
  name            TEXT NOT NULL,
  timer_id        TEXT NOT NULL,
  person_id       TEXT,
  due_at          BIGINT NOT NULL,
  value           TEXT,
  PRIMARY KEY (conversation_id, name)
);
CREATE INDEX timers_due ON timers (due_at);

-- A deleted document keeps its row and version, so that deleting and writing again cannot be mistaken for nothing having happened.
CREATE TABLE states (
  key             TEXT PRIMARY KEY,
  conversation_id BIGINT,
  person_id       TEXT,
  json            TEXT,
  version         BIGINT NOT NULL
);

-- Versions of what has no row of its own, such as "the open handoff of a conversation".
CREATE TABLE versions (
  kind    TEXT NOT NULL,
  key     TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (kind, key)
);

CREATE TABLE attachments (
  id              TEXT PRIMARY KEY,
  conversation_id BIGINT NOT NULL,
  person_id       TEXT,
  name            TEXT,
  type            TEXT NOT NULL,
  content         BYTEA NOT NULL,
  created_at      BIGINT NOT NULL
);

CREATE TABLE handoffs (
  id                  TEXT PRIMARY KEY,
  version             BIGINT NOT NULL,
  channel             TEXT NOT NULL,
  conversation        TEXT NOT NULL,
  person_id           TEXT NOT NULL,
  assistant_id        TEXT,
  thread_channel      TEXT,
  thread_conversation TEXT,
  state               BIGINT NOT NULL,
  danger              BIGINT NOT NULL,
  created_at          BIGINT NOT NULL,
  closed_at           BIGINT,
  request             TEXT NOT NULL
);
CREATE INDEX handoffs_conversation ON handoffs (channel, conversation, created_at);
CREATE INDEX handoffs_thread ON handoffs (thread_channel, thread_conversation, created_at) WHERE thread_conversation IS NOT NULL;
CREATE INDEX handoffs_queue ON handoffs (state, danger DESC, created_at);
CREATE UNIQUE INDEX handoffs_one_open ON handoffs (channel, conversation) WHERE state IN (0, 1);

CREATE TABLE handoff_events (
  id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  handoff_id   TEXT NOT NULL,
  channel      TEXT NOT NULL,
  conversation TEXT NOT NULL,
  kind         BIGINT NOT NULL,
  actor_id     TEXT,
  actor_name   TEXT,
  text         TEXT,
  at           BIGINT NOT NULL
);
CREATE INDEX handoff_events_handoff ON handoff_events (handoff_id, id);

CREATE TABLE feedback (
  id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id BIGINT NOT NULL,
  inbox_id        BIGINT NOT NULL,
  person_id       TEXT,
  activity_id     TEXT,
  helpful         BIGINT NOT NULL,
  comment         TEXT,
  entry_id        TEXT,
  at              BIGINT NOT NULL
);
CREATE INDEX feedback_conversation ON feedback (conversation_id);

CREATE TABLE people (
  channel    TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  name       TEXT,
  tenant_id  TEXT,
  is_member  BIGINT NOT NULL,
  first_seen BIGINT NOT NULL,
  PRIMARY KEY (channel, person_id)
);

CREATE TABLE model_results (
  inbox_id        BIGINT NOT NULL,
  prompt_hash     TEXT NOT NULL,
  conversation_id BIGINT,
  person_id       TEXT,
  result          TEXT NOT NULL,
  created_at      BIGINT NOT NULL,
  PRIMARY KEY (inbox_id, prompt_hash)
);

CREATE TABLE knowledge (
  id           BIGINT PRIMARY KEY CHECK (id = 1),
  version      TEXT NOT NULL,
  base         TEXT NOT NULL,
  published_at BIGINT NOT NULL
);
