-- Which node's session a claim belongs to: a claim ends with the session that made it.
ALTER TABLE inbox ADD COLUMN node BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN node BIGINT NOT NULL DEFAULT 0;
CREATE INDEX inbox_claimed ON inbox (conversation_id) WHERE status = 1;
CREATE INDEX outbox_claimed ON outbox (conversation_id) WHERE status = 1;

-- Numbers of sessions, small enough for an advisory lock.
CREATE SEQUENCE node_sessions AS INTEGER CYCLE;
