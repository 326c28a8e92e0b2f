-- kind 'all': every kind of log found under the prefix.
ALTER TABLE sources ADD COLUMN discovery_problem TEXT; -- why the last look for accounts and Regions did not see all
ALTER TABLE sources ADD COLUMN backfill_since_ms INTEGER; -- objects from here to since_ms are learned from; NULL: none asked for

-- JSON {sinceMs, listing, left, learned} of the ledger's last poll; NULL where nothing was asked for.
ALTER TABLE ledgers ADD COLUMN backfill TEXT;

-- LIST calls cost the bucket's owner $5 a million: shown for each source and UTC day.
CREATE TABLE list_calls (
  source_id TEXT NOT NULL,
  day TEXT NOT NULL,
  calls INTEGER NOT NULL,
  PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;
