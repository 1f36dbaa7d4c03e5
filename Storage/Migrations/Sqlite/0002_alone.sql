-- 1 when the claim was made while nothing else ran: if the process dies then, this row is the cause.
ALTER TABLE inbox ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;
CREATE INDEX inbox_suspect ON inbox (conversation_id) WHERE status < 2 AND kind <> 1 AND attempts >= 2;
