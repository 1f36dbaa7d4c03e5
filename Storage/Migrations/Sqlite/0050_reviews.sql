CREATE INDEX handoff_events_reviews ON handoff_events (id) WHERE kind = 10;
