-- The desk lists what was closed last; the queue has an order of its own.
CREATE INDEX handoffs_closed ON handoffs (closed_at DESC NULLS LAST);
