-- An import can be taken back: what it brought is countered, and its rows stay for the record.

-- What a supplier gives back is a payment that comes in and names the one it gives back, as a customer's refund does.
-- SQLite changes no CHECK: the table is built anew, row for row.
CREATE TABLE paid (
  id          INTEGER PRIMARY KEY,
  prev_id     INTEGER REFERENCES paid (id),
  kind        TEXT NOT NULL,
  sale_id     INTEGER REFERENCES sales (id),
  deposit_id  INTEGER REFERENCES deposits (id),
  customer_id INTEGER REFERENCES customers (id),
  payment_id  INTEGER REFERENCES paid (id),                                         -- what a refund pays back
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  method_id   INTEGER NOT NULL REFERENCES methods (id),
  amount      INTEGER NOT NULL CHECK (amount <> 0 AND amount BETWEEN -1000000000000000 AND 1000000000000000),
  fee         INTEGER NOT NULL CHECK (fee BETWEEN -1000000000000000 AND 1000000000000000),
  note        TEXT NOT NULL CHECK (length(note) <= 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK (id = coalesce(prev_id, 0) + 1),
  CHECK (CASE kind
    WHEN 'payment' THEN sale_id IS NOT NULL AND deposit_id IS NULL AND amount > 0 AND payment_id IS NULL
    WHEN 'refund' THEN sale_id IS NOT NULL AND deposit_id IS NULL AND amount < 0 AND payment_id IS NOT NULL
    WHEN 'advance' THEN sale_id IS NULL AND deposit_id IS NULL AND customer_id IS NOT NULL
    WHEN 'supplier' THEN sale_id IS NULL AND deposit_id IS NOT NULL AND (amount < 0) = (payment_id IS NULL)
    ELSE 0 END)
) STRICT;
INSERT INTO paid SELECT id, prev_id, kind, sale_id, deposit_id, customer_id, payment_id, day, method_id, amount, fee, note,
  actor, recorded_at, hash FROM payments ORDER BY id;
DROP TABLE payments;
ALTER TABLE paid RENAME TO payments;
CREATE INDEX payments_sale ON payments (sale_id) WHERE sale_id IS NOT NULL;           -- a sale's payments
CREATE INDEX payments_deposit ON payments (deposit_id, amount) WHERE deposit_id IS NOT NULL; -- what was paid of a deposit, without its row
CREATE INDEX payments_advance ON payments (customer_id) WHERE kind = 'advance';       -- a customer's credit
CREATE INDEX payments_refund ON payments (payment_id) WHERE payment_id IS NOT NULL;   -- what was paid back of a payment
CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments BEGIN SELECT RAISE(ABORT, 'append-only: payments'); END;
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'append-only: payments'); END;

-- What is no longer due of a deposit that was taken back; its credit leaves the platform by a counter-entry of its own.
CREATE TABLE deposit_cancellations (
  id          INTEGER PRIMARY KEY,
  deposit_id  INTEGER NOT NULL REFERENCES deposits (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  due         INTEGER NOT NULL CHECK (due BETWEEN 0 AND 1000000000000000),
  reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX deposit_cancellations_of ON deposit_cancellations (deposit_id);      -- a deposit is taken back once

-- How the book stood when an import had come in, and the copy that was taken before: as long as it stands so, taking the
-- import back is going back to that copy.
CREATE TABLE legacy_marks (
  batch_id INTEGER PRIMARY KEY REFERENCES legacy_batches (id),
  backup   TEXT NOT NULL CHECK (length(backup) BETWEEN 1 AND 400),                        -- its name among the kept books
  sha256   TEXT NOT NULL CHECK (length(sha256) = 64),
  state    BLOB NOT NULL CHECK (length(state) = 32)
) STRICT;
-- An import that was taken back by counter-entries, and what had to be kept.
CREATE TABLE legacy_undos (
  id          INTEGER PRIMARY KEY,
  batch_id    INTEGER NOT NULL UNIQUE REFERENCES legacy_batches (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  report      TEXT NOT NULL,
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER deposit_cancellations_no_update BEFORE UPDATE ON deposit_cancellations BEGIN SELECT RAISE(ABORT, 'append-only: deposit_cancellations'); END;
CREATE TRIGGER deposit_cancellations_no_delete BEFORE DELETE ON deposit_cancellations BEGIN SELECT RAISE(ABORT, 'append-only: deposit_cancellations'); END;
CREATE TRIGGER legacy_undos_no_update BEFORE UPDATE ON legacy_undos BEGIN SELECT RAISE(ABORT, 'append-only: legacy_undos'); END;
CREATE TRIGGER legacy_undos_no_delete BEFORE DELETE ON legacy_undos BEGIN SELECT RAISE(ABORT, 'append-only: legacy_undos'); END;

PRAGMA user_version = 6;
