-- Objects that notifications named, by door (sns, eventbridge, s3) and what became of them: a name of src/intake/notifications.
CREATE TABLE hint_counts (
  door TEXT NOT NULL,
  outcome TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (door, outcome)
) STRICT, WITHOUT ROWID;
