-- Messages that triage and the model saw differently. Reasons are the numbers of TriageReason, confidences thousandths.
CREATE TABLE triage_disagreements (
  inbox_id         INTEGER PRIMARY KEY,
  conversation_id  INTEGER NOT NULL,
  person_id        TEXT,
  reason           INTEGER NOT NULL,
  confidence       INTEGER NOT NULL,
  model_reason     INTEGER NOT NULL,
  model_confidence INTEGER NOT NULL,
  outcome          INTEGER NOT NULL,
  prompt           TEXT NOT NULL,
  at               INTEGER NOT NULL
) STRICT;
CREATE INDEX triage_disagreements_conversation ON triage_disagreements (conversation_id);
