-- Threat feeds and custom lists: where each is read from, what became of it, and which compiled tables of it are in use.
CREATE TABLE lists (
  id TEXT NOT NULL PRIMARY KEY, -- of a feed, its id in the catalogue
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'threat', 'trusted')),
  name TEXT NOT NULL,
  entities TEXT NOT NULL CHECK (entities IN ('ip', 'entity')),
  format TEXT, -- NULL: told from the text
  location TEXT, -- https URL or s3://bucket/key; NULL for an uploaded list
  source_id TEXT, -- by whose role s3:// is read
  status TEXT NOT NULL CHECK (status IN ('INACTIVE', 'ACTIVATING', 'ACTIVE', 'DEACTIVATING', 'ERROR', 'DELETE_PENDING')),
  revision INTEGER NOT NULL DEFAULT 1, -- raised by every request, so that older work on the list ends without effect
  created_ms INTEGER NOT NULL,
  due_ms INTEGER, -- read next; NULL for never
  failures INTEGER NOT NULL DEFAULT 0, -- readings begun since the last that went well
  error TEXT, -- of the last reading, NULL where that went well
  error_ms INTEGER,
  checked_ms INTEGER, -- last reading that went well, unchanged content included
  changed_ms INTEGER,
  validators TEXT NOT NULL DEFAULT '{}', -- JSON {etag, modified, compiler} of the content in use
  object_key TEXT, -- compiled tables in use; NULL for none
  compiled TEXT, -- JSON of what is in use: bytes, entries, categories, report
  held_key TEXT, -- a version held back because it is far shorter
  held TEXT -- JSON, as compiled
) STRICT, WITHOUT ROWID;

-- What hashed names are keyed with: one row, made once. Compiled tables are read with the key that they were made with.
CREATE TABLE list_keys (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  word0 INTEGER NOT NULL,
  word1 INTEGER NOT NULL
) STRICT;

-- What trusted lists silenced, by the category of what was silenced.
CREATE TABLE silenced_counts (
  list TEXT NOT NULL,
  category TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (list, category)
) STRICT, WITHOUT ROWID;
