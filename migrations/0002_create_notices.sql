-- The outbox: one row for each finding, channel and kind of news, written together with the finding.
CREATE TABLE notices (
  finding_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  created_ms INTEGER NOT NULL,
  next_ms INTEGER NOT NULL, -- not to be tried before; well past it, the sweeper sends another queue message
  sent_ms INTEGER,
  reason TEXT, -- of the last attempt that failed
  PRIMARY KEY (finding_id, channel, kind)
) STRICT, WITHOUT ROWID;

-- Sent ones, nearly all, are not in it.
CREATE INDEX notices_open ON notices (state, next_ms) WHERE state <> 'sent';
