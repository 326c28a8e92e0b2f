-- Buckets to read: what an administrator registered through the API.
CREATE TABLE sources (
  id TEXT NOT NULL PRIMARY KEY,
  bucket TEXT NOT NULL,
  region TEXT NOT NULL,
  prefix TEXT NOT NULL, -- before "AWSLogs/"; '' for none
  kind TEXT NOT NULL,
  account_id TEXT, -- NULL: every account found in the bucket
  role_arn TEXT, -- NULL: our own identity may read the bucket
  external_id TEXT,
  since_ms INTEGER NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  created_ms INTEGER NOT NULL,
  discovered_ms INTEGER NOT NULL DEFAULT 0 -- when accounts and Regions were last looked for; 0 for never
) STRICT;

-- Reading the same logs twice would tell nothing new and cost twice.
CREATE UNIQUE INDEX sources_once ON sources (bucket, prefix, kind, coalesce(account_id, ''));
