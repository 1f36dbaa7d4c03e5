-- Which process a claim belongs to: a claim ends with the process that made it.
ALTER TABLE inbox ADD COLUMN node INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN node INTEGER NOT NULL DEFAULT 0;
