-- Vectors of entries' texts by the hash of the text; numbers are 4-byte floats, little-endian.
CREATE TABLE knowledge_vectors (
  model      TEXT NOT NULL,
  hash       TEXT COLLATE "C" NOT NULL,
  dimensions BIGINT NOT NULL,
  vector     BYTEA NOT NULL,
  PRIMARY KEY (model, hash)
);
