-- Findings, what they were seen in, and notices on their way out. Rows written are the cost: indexes are few.

CREATE TABLE findings (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  account_id TEXT NOT NULL,
  region TEXT NOT NULL,
  severity REAL NOT NULL,
  -- Derived from sightings in the statement that writes it, never incremented.
  count INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0,
  -- The hit whose details the finding shows: latest by (last_ms, latest_event_id).
  latest_event_id TEXT NOT NULL,
  latest TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX findings_by_last_seen ON findings (last_ms DESC, id);

-- One row for what one chunk of an object saw of one finding, however often it is delivered.
CREATE TABLE sightings (
  finding_id TEXT NOT NULL,
  chunk_id TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  severity REAL NOT NULL,
  event_ids TEXT NOT NULL,
  stored_ms INTEGER NOT NULL,
  PRIMARY KEY (finding_id, chunk_id)
) WITHOUT ROWID;

-- The outbox: written in the same batch as the finding, emptied by the notices queue.
CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  finding_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  created_ms INTEGER NOT NULL,
  -- Not before this; also when the sweeper may queue it again.
  due_ms INTEGER NOT NULL,
  sent_ms INTEGER,
  reason TEXT
) WITHOUT ROWID;

CREATE INDEX notices_pending ON notices (due_ms) WHERE state = 'pending';
