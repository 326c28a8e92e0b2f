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
  UNIQUE (bucket, prefix, kind)
);

-- One IntakeLedger object for each account found under a source.
CREATE TABLE ledgers (
  source_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  -- JSON list of the Regions seen; global-service events count in each.
  regions TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  PRIMARY KEY (source_id, account_id)
) WITHOUT ROWID;
