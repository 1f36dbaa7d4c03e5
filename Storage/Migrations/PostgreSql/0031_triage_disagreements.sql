-- Messages that triage and the model saw differently. Reasons are the numbers of TriageReason, confidences thousandths.
CREATE TABLE triage_disagreements (
  inbox_id         BIGINT PRIMARY KEY,
  conversation_id  BIGINT NOT NULL,
  person_id        TEXT,
  reason           BIGINT NOT NULL,
  confidence       BIGINT NOT NULL,
  model_reason     BIGINT NOT NULL,
  model_confidence BIGINT NOT NULL,
  outcome          BIGINT NOT NULL,
  prompt           TEXT NOT NULL,
  at               BIGINT NOT NULL
);
CREATE INDEX triage_disagreements_conversation ON triage_disagreements (conversation_id);
