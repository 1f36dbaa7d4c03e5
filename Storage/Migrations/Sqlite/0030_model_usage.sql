-- What the model is used for, by day and scope. Never bumps a version: counting makes no turn run again.
CREATE TABLE model_usage (
  day       TEXT NOT NULL,
  scope     TEXT NOT NULL,
  person_id TEXT,
  calls     INTEGER NOT NULL,
  tokens    INTEGER NOT NULL,
  PRIMARY KEY (day, scope)
) STRICT, WITHOUT ROWID;
