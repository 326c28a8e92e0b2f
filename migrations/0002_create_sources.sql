-- Where logs are read from. No secret is kept here: a role is named, and its external id is no secret.

CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  bucket TEXT NOT NULL,
  bucket_region TEXT NOT NULL,
  prefix TEXT NOT NULL,
  role_arn TEXT,
  external_id TEXT,
  since_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  -- When accounts and Regions were last looked for; 0 for never.
  discovered_ms INTEGER NOT NULL DEFAULT 0,
  UNIQUE (bucket, prefix, kind)
);

-- One IntakeLedger object for each account found under a source.
CREATE TABLE ledgers (
  source_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  -- JSON list of {accountId, region, base}: one for each Region seen. Global-service events count in each Region.
  streams TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  -- Time between polls: a minute while objects come, longer while none do.
  interval_ms INTEGER NOT NULL,
  PRIMARY KEY (source_id, account_id)
) WITHOUT ROWID;
