-- Findings and what they were derived from. Rows written are what D1 charges for: WITHOUT ROWID saves the second
-- b-tree of a text key, and there is one index more, for listing by last seen.

-- One row for each finding and chunk in which it was seen. Count, first, last, severity and times of storing in
-- `findings` are aggregates over these rows, so a chunk that is delivered again changes nothing.
CREATE TABLE sightings (
  finding_id TEXT NOT NULL,
  chunk_id TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  severity REAL NOT NULL,
  event_ids TEXT NOT NULL, -- JSON list of the first few
  stored_ms INTEGER NOT NULL,
  PRIMARY KEY (finding_id, chunk_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  id TEXT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  account_id TEXT NOT NULL,
  region TEXT NOT NULL,
  severity REAL NOT NULL,
  count INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  last_event_id TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  latest TEXT NOT NULL -- JSON of the latest Hit by (last_ms, last_event_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX findings_last_seen ON findings (last_ms DESC, id DESC);
