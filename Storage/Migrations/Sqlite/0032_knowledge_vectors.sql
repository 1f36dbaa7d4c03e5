-- Vectors of entries' texts by the hash of the text; numbers are 4-byte floats, little-endian.
CREATE TABLE knowledge_vectors (
  model      TEXT NOT NULL,
  hash       TEXT NOT NULL,
  dimensions INTEGER NOT NULL,
  vector     BLOB NOT NULL,
  PRIMARY KEY (model, hash)
) STRICT;
