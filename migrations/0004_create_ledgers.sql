-- One IntakeLedger object for each account found under a source, and when it is polled next.
CREATE TABLE ledgers (
  source_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  streams TEXT NOT NULL, -- JSON list of {accountId, region, base}: global-service events count in each Region
  due_ms INTEGER NOT NULL,
  interval_ms INTEGER NOT NULL, -- a minute while objects come, longer while none do
  PRIMARY KEY (source_id, account_id)
) STRICT, WITHOUT ROWID;
