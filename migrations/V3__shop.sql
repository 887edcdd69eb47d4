-- Codes in stock, the till, the sale being typed, corrections, customers of whom there were two.

-- The country whose phones are written without their code.
ALTER TABLE book ADD COLUMN country TEXT NOT NULL DEFAULT 'DZ' CHECK (length(country) = 2);

CREATE INDEX sales_corrects ON sales (corrects_id) WHERE corrects_id IS NOT NULL;       -- which sale corrects this one
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL; -- who else a customer was

-- The sale that is being typed, under the key with which it will be recorded: recording it removes it in the same
-- transaction. What is typed is no business fact; it changes with each key press.
CREATE TABLE drafts (
  kind     TEXT PRIMARY KEY CHECK (kind = 'sale'),
  key      TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  content  TEXT NOT NULL CHECK (length(content) BETWEEN 1 AND 100000),
  saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Codes that wait for their customer. The line that sold one stands beside it: one line has many codes, a code one line.
CREATE TABLE codes (
  id          INTEGER PRIMARY KEY,
  product_id  INTEGER NOT NULL REFERENCES products (id),
  content     BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 4000),
  sealed      INTEGER NOT NULL CHECK (sealed IN (0, 1)),                              -- 1: encrypted content
  digest      BLOB NOT NULL CHECK (length(digest) = 32),
  ending      TEXT NOT NULL CHECK (length(ending) <= 4),                              -- what is shown of it
  sale_line_id INTEGER REFERENCES sale_lines (id),
  withdrawn   INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  recorded_at INTEGER NOT NULL,
  CHECK (withdrawn = 0 OR sale_line_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX codes_digest ON codes (product_id, digest);                         -- a code comes in once
CREATE INDEX codes_free ON codes (product_id, id) WHERE sale_line_id IS NULL AND withdrawn = 0; -- the oldest free one
CREATE INDEX codes_line ON codes (sale_line_id) WHERE sale_line_id IS NOT NULL;         -- a line's codes

-- What happened to a code: who saw it, sold it, took it back.
CREATE TABLE code_events (
  id          INTEGER PRIMARY KEY,
  code_id     INTEGER NOT NULL REFERENCES codes (id),
  kind        TEXT NOT NULL CHECK (kind IN ('import', 'sell', 'reveal', 'return', 'withdraw')),
  sale_line_id INTEGER REFERENCES sale_lines (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  reason      TEXT NOT NULL CHECK (length(reason) <= 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK (kind NOT IN ('sell', 'return') OR sale_line_id IS NOT NULL)
) STRICT;
CREATE INDEX code_events_of ON code_events (code_id, id);                               -- a code's history

-- The till was counted. It covers the payments dated up to its day that stood in the book then and that no closing
-- before it covered: what comes later, also under an earlier date, belongs to the next one.
CREATE TABLE closings (
  id          INTEGER PRIMARY KEY,
  prev_id     INTEGER REFERENCES closings (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  newest      INTEGER NOT NULL CHECK (newest >= 0),                                   -- the newest payment of the book then
  first_open  INTEGER NOT NULL CHECK (first_open > 0),                                -- no payment before it is left uncovered
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK (id = coalesce(prev_id, 0) + 1)
) STRICT;
CREATE TABLE closing_lines (
  id          INTEGER PRIMARY KEY,
  closing_id  INTEGER NOT NULL REFERENCES closings (id),
  method_id   INTEGER NOT NULL REFERENCES methods (id),
  opening     INTEGER NOT NULL CHECK (opening BETWEEN -1000000000000000 AND 1000000000000000),
  received    INTEGER NOT NULL CHECK (received BETWEEN 0 AND 1000000000000000),
  paid_out    INTEGER NOT NULL CHECK (paid_out BETWEEN 0 AND 1000000000000000),
  fees        INTEGER NOT NULL CHECK (fees BETWEEN -1000000000000000 AND 1000000000000000),
  expected    INTEGER NOT NULL CHECK (expected = opening + received - paid_out - fees),
  counted     INTEGER CHECK (counted BETWEEN -1000000000000000 AND 1000000000000000),  -- none: not counted
  kept        INTEGER NOT NULL CHECK (kept BETWEEN -1000000000000000 AND 1000000000000000), -- what the next one opens with
  comment     TEXT NOT NULL CHECK (length(comment) <= 500),
  UNIQUE (closing_id, method_id),
  CHECK (counted IS NULL OR counted = expected OR length(comment) > 0)                -- a gap says why
) STRICT;

CREATE TRIGGER codes_no_delete BEFORE DELETE ON codes BEGIN SELECT RAISE(ABORT, 'never deleted: codes'); END;
CREATE TRIGGER codes_once BEFORE UPDATE OF sale_line_id ON codes
  WHEN OLD.sale_line_id IS NOT NULL AND NEW.sale_line_id IS NOT NULL AND NEW.sale_line_id <> OLD.sale_line_id
  BEGIN SELECT RAISE(ABORT, 'sold once: codes'); END;
CREATE TRIGGER codes_content BEFORE UPDATE OF id, product_id, digest, ending, day, recorded_at ON codes
  BEGIN SELECT RAISE(ABORT, 'append-only: codes'); END;
CREATE TRIGGER code_events_no_update BEFORE UPDATE ON code_events BEGIN SELECT RAISE(ABORT, 'append-only: code_events'); END;
CREATE TRIGGER code_events_no_delete BEFORE DELETE ON code_events BEGIN SELECT RAISE(ABORT, 'append-only: code_events'); END;
CREATE TRIGGER closings_no_update BEFORE UPDATE ON closings BEGIN SELECT RAISE(ABORT, 'append-only: closings'); END;
CREATE TRIGGER closings_no_delete BEFORE DELETE ON closings BEGIN SELECT RAISE(ABORT, 'append-only: closings'); END;
CREATE TRIGGER closing_lines_no_update BEFORE UPDATE ON closing_lines BEGIN SELECT RAISE(ABORT, 'append-only: closing_lines'); END;
CREATE TRIGGER closing_lines_no_delete BEFORE DELETE ON closing_lines BEGIN SELECT RAISE(ABORT, 'append-only: closing_lines'); END;

PRAGMA user_version = 3;
