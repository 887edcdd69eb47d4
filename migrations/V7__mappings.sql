-- How a file was read where a person said it: its rows are read again when later files come.
CREATE TABLE legacy_readings (
  file_id     INTEGER PRIMARY KEY REFERENCES legacy_files (id),
  choice      TEXT NOT NULL                                                         -- JSON, as the import took it
) STRICT;

-- Which columns of a foreign file stand for which of a table, for the next file with the same header.
CREATE TABLE legacy_mappings (
  signature   BLOB NOT NULL PRIMARY KEY CHECK (length(signature) = 32),             -- of the columns' names, in any order and case
  shape       TEXT NOT NULL,
  columns     TEXT NOT NULL,                                                        -- JSON: the table's column, and the file's by its name
  recorded_at INTEGER NOT NULL
) STRICT;

PRAGMA user_version = 7;
