-- The first schema of a book: all of the shop's words, so that later capabilities add and never rebuild.
--
-- Amounts are integers at the fixed scale 10^-4 (12.50 is 125000), in dinars (value, cost, total, amount, fee, price)
-- or in a platform's unit (credit). Days are integers yyyymmdd in the shop's time zone; moments are UTC milliseconds.
-- The ledger's rules are CHECKs and composite foreign keys, not INSERT triggers, which cost 2.7 times in bulk. Where a
-- table grows by the million, a CHECK goes through its words with CASE and OR: SQLite makes a temporary table of an IN of
-- more than two, for every row. An index ends in the row's id by itself.

CREATE TABLE book (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  uuid        BLOB NOT NULL CHECK (length(uuid) = 16),
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  currency_decimals INTEGER NOT NULL CHECK (currency_decimals BETWEEN 0 AND 3),
  money_scale INTEGER NOT NULL CHECK (money_scale = 4),
  timezone    TEXT NOT NULL CHECK (length(timezone) BETWEEN 1 AND 64),
  language    TEXT NOT NULL CHECK (language IN ('fr', 'ar', 'en')),
  theme       TEXT NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
  demo        INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE methods (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
  name     TEXT NOT NULL CHECK (length(name) <= 100),
  fee_rate INTEGER NOT NULL CHECK (fee_rate BETWEEN 0 AND 10000),   -- at 10^-4: 150 is 1.50 %
  position INTEGER NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
-- customer_credit is the customer's own money kept in advance; it never touches the till.
INSERT INTO methods (id, code, name, fee_rate, position) VALUES
  (1, 'cash', '', 0, 1), (2, 'baridimob', '', 150, 2), (3, 'ccp', '', 0, 3),
  (4, 'transfer', '', 0, 4), (5, 'other', '', 0, 5), (6, 'customer_credit', '', 0, 99);

-- A key that has been used, and what it made: a double click or a retry after a crash answers the first result.
CREATE TABLE requests (
  key         TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  command     TEXT NOT NULL,
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
  result_id   INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Length and newest hash of each chain, apart from the rows, so that a removed tail shows; and the seal over all of them,
-- so that a chain removed with its head shows.
CREATE TABLE chains (
  name   TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 60),
  length INTEGER NOT NULL CHECK (length > 0),
  head   BLOB NOT NULL CHECK (length(head) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE platforms (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_key   TEXT NOT NULL UNIQUE CHECK (length(name_key) BETWEEN 1 AND 400),
  unit       TEXT NOT NULL CHECK (length(unit) BETWEEN 1 AND 8),
  decimals   INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
  low        INTEGER CHECK (low >= 0),
  critical   INTEGER CHECK (critical >= 0),
  archived   INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE products (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_key    TEXT NOT NULL UNIQUE CHECK (length(name_key) BETWEEN 1 AND 400),
  kind        TEXT NOT NULL CHECK (kind IN ('subscription', 'account', 'code', 'service')),
  category    TEXT NOT NULL CHECK (length(category) <= 100),
  price       INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
  term_months INTEGER CHECK (term_months BETWEEN 1 AND 1200),
  term_days   INTEGER CHECK (term_days BETWEEN 1 AND 36500),
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  created_at  INTEGER NOT NULL,
  CHECK (term_months IS NULL OR term_days IS NULL)
) STRICT;

CREATE TABLE offers (
  id          INTEGER PRIMARY KEY,
  product_id  INTEGER NOT NULL REFERENCES products (id),
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  is_default  INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  UNIQUE (product_id, platform_id)
) STRICT;
CREATE UNIQUE INDEX offers_default ON offers (product_id) WHERE is_default = 1;   -- one default offer a product

-- An offer's price has a history: the one in force on a day is the newest that starts on or before it.
CREATE TABLE offer_prices (
  id          INTEGER PRIMARY KEY,
  offer_id    INTEGER NOT NULL REFERENCES offers (id),
  from_day    INTEGER NOT NULL CHECK (from_day BETWEEN 19000101 AND 99991231 AND from_day % 100 BETWEEN 1 AND 31 AND from_day / 100 % 100 BETWEEN 1 AND 12),
  credit      INTEGER NOT NULL CHECK (credit BETWEEN 0 AND 1000000000000),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX offer_prices_day ON offer_prices (offer_id, from_day, id);           -- the price in force

CREATE TABLE customers (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_key    TEXT NOT NULL CHECK (length(name_key) <= 400),
  phone       TEXT NOT NULL CHECK (length(phone) <= 40),
  email       TEXT NOT NULL CHECK (length(email) <= 200),
  wilaya      TEXT NOT NULL CHECK (length(wilaya) <= 100),
  address     TEXT NOT NULL CHECK (length(address) <= 500),
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  language    TEXT CHECK (language IN ('fr', 'ar', 'en')),
  merged_into INTEGER REFERENCES customers (id) CHECK (merged_into <> id),
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX customers_name ON customers (name_key, id);                           -- by name, page by page
CREATE INDEX customers_phone ON customers (phone) WHERE phone <> '';               -- whose phone is this

CREATE TABLE deposits (
  id          INTEGER PRIMARY KEY,
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  credit      INTEGER NOT NULL CHECK (credit BETWEEN 0 AND 1000000000000000),
  bonus       INTEGER NOT NULL CHECK (bonus BETWEEN 0 AND 1000000000000000),
  due         INTEGER NOT NULL CHECK (due BETWEEN 0 AND 1000000000000000),
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  legacy_number TEXT CHECK (length(legacy_number) <= 200),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK (credit + bonus > 0)
) STRICT;
CREATE INDEX deposits_platform ON deposits (platform_id, day);                     -- supplier debts and credit use of one platform

-- Sales keep a gapless number per year: each names the one before, which must exist.
CREATE TABLE sales (
  id          INTEGER PRIMARY KEY,
  year        INTEGER CHECK (year BETWEEN 1900 AND 9999),
  number      INTEGER CHECK (number > 0),
  prev_number INTEGER CHECK (prev_number > 0),
  legacy_number TEXT CHECK (length(legacy_number) BETWEEN 1 AND 200),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  customer_id INTEGER REFERENCES customers (id),
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  overdraft_reason TEXT NOT NULL CHECK (length(overdraft_reason) <= 500),
  below_cost  INTEGER NOT NULL CHECK (below_cost IN (0, 1)),
  corrects_id INTEGER REFERENCES sales (id) CHECK (corrects_id <> id),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK ((number IS NULL) = (year IS NULL) AND (number IS NULL) = (legacy_number IS NOT NULL)),
  CHECK (year IS NULL OR year = day / 10000),
  CHECK (number IS NULL OR number = coalesce(prev_number, 0) + 1),
  CHECK (number IS NOT NULL OR prev_number IS NULL),
  FOREIGN KEY (year, prev_number) REFERENCES sales (year, number)
) STRICT;
CREATE UNIQUE INDEX sales_number ON sales (year, number);                          -- a number is given once, and names the one before
CREATE INDEX sales_customer ON sales (customer_id) WHERE customer_id IS NOT NULL;  -- a customer's sales, debt, statement
CREATE INDEX sales_day ON sales (day);                                             -- the newest sales first, a period's sales

-- Everything that a sale earns and costs, dated: the lines sold, and what was corrected later.
--   sale    a line as it was sold, with its share of the fees taken at the counter
--   return  the counter-entry of a sale line (cancellation)
--   fee     fees of a later payment, or their return
--   cost    the difference between a provisional and a real cost, once the platform was topped up
-- Reports are one scan of this table.
CREATE TABLE sale_lines (
  id          INTEGER PRIMARY KEY,
  sale_id     INTEGER NOT NULL REFERENCES sales (id),
  kind        TEXT NOT NULL,
  line_id     INTEGER REFERENCES sale_lines (id),                                  -- the sale line that this entry corrects
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  platform_id INTEGER REFERENCES platforms (id),
  product_id  INTEGER NOT NULL REFERENCES products (id),
  quantity    INTEGER NOT NULL CHECK (quantity BETWEEN -1000000 AND 1000000),
  unit_price  INTEGER NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000),
  discount    INTEGER NOT NULL CHECK (discount BETWEEN -1000000000000000 AND 1000000000000000),
  total       INTEGER NOT NULL CHECK (total = quantity * unit_price - discount),
  credit      INTEGER NOT NULL CHECK (credit BETWEEN -1000000000000000 AND 1000000000000000), -- taken from the platform; negative when returned
  cost        INTEGER NOT NULL CHECK (cost BETWEEN -1000000000000000 AND 1000000000000000),
  fees        INTEGER NOT NULL CHECK (fees BETWEEN -1000000000000000 AND 1000000000000000),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK (CASE kind
    WHEN 'sale' THEN line_id IS NULL AND quantity > 0 AND total >= 0 AND credit >= 0 AND cost >= 0 AND fees >= 0
    WHEN 'return' THEN line_id IS NOT NULL AND quantity < 0 AND total <= 0 AND credit <= 0 AND cost <= 0 AND fees <= 0
    WHEN 'fee' THEN line_id IS NOT NULL AND quantity = 0 AND total = 0 AND credit = 0 AND cost = 0 AND fees <> 0
    WHEN 'cost' THEN line_id IS NOT NULL AND quantity = 0 AND total = 0 AND credit = 0 AND cost <> 0 AND fees = 0
      AND platform_id IS NOT NULL
    ELSE 0 END),
  CHECK (platform_id IS NOT NULL OR credit = 0)
) STRICT;
CREATE INDEX sale_lines_sale ON sale_lines (sale_id);                               -- a sale's lines
CREATE INDEX sale_lines_day ON sale_lines (day);                                    -- a period's profit
CREATE UNIQUE INDEX sale_lines_return ON sale_lines (line_id) WHERE kind = 'return';-- a line is returned once

CREATE TABLE cancellations (
  id          INTEGER PRIMARY KEY,
  sale_id     INTEGER NOT NULL REFERENCES sales (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  whole       INTEGER NOT NULL CHECK (whole IN (0, 1)),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cancellations_whole ON cancellations (sale_id) WHERE whole = 1; -- a sale is cancelled once

-- Money in and out by method, signed as it enters the till: a sale's payments, refunds, money in advance, suppliers.
CREATE TABLE payments (
  id          INTEGER PRIMARY KEY,
  prev_id     INTEGER REFERENCES payments (id),
  kind        TEXT NOT NULL,
  sale_id     INTEGER REFERENCES sales (id),
  deposit_id  INTEGER REFERENCES deposits (id),
  customer_id INTEGER REFERENCES customers (id),
  payment_id  INTEGER REFERENCES payments (id),                                     -- what a refund pays back
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
    WHEN 'supplier' THEN sale_id IS NULL AND deposit_id IS NOT NULL AND amount < 0
    ELSE 0 END)
) STRICT;
CREATE INDEX payments_sale ON payments (sale_id) WHERE sale_id IS NOT NULL;           -- a sale's payments
CREATE INDEX payments_deposit ON payments (deposit_id, amount) WHERE deposit_id IS NOT NULL; -- what was paid of a deposit, without its row
CREATE INDEX payments_advance ON payments (customer_id) WHERE kind = 'advance';       -- a customer's credit
CREATE UNIQUE INDEX payments_refund ON payments (payment_id) WHERE payment_id IS NOT NULL; -- a payment is paid back once

-- A platform's ledger. Each row names the one before (sequence, balance and value), which must exist: no gap, no fork,
-- no wrong balance, without a trigger. Below zero only for a line that was sold on purpose beyond the balance.
CREATE TABLE movements (
  id           INTEGER PRIMARY KEY,
  platform_id  INTEGER NOT NULL REFERENCES platforms (id),
  seq          INTEGER NOT NULL CHECK (seq > 0),
  kind         TEXT NOT NULL,
  day          INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  credit       INTEGER NOT NULL CHECK (credit BETWEEN -1000000000000000 AND 1000000000000000),
  value        INTEGER NOT NULL CHECK (value BETWEEN -1000000000000000 AND 1000000000000000),
  balance_after INTEGER NOT NULL CHECK (balance_after BETWEEN -1000000000000000000 AND 1000000000000000000),
  value_after  INTEGER NOT NULL CHECK (value_after BETWEEN -1000000000000000000 AND 1000000000000000000),
  prev_seq     INTEGER,
  prev_balance INTEGER,
  prev_value   INTEGER,
  overdraft    INTEGER NOT NULL DEFAULT 0 CHECK (overdraft IN (0, 1)),
  deposit_id   INTEGER REFERENCES deposits (id),
  sale_line_id INTEGER REFERENCES sale_lines (id),
  note         TEXT NOT NULL CHECK (length(note) <= 2000),
  actor        TEXT NOT NULL,
  recorded_at  INTEGER NOT NULL,
  hash         BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK (seq = coalesce(prev_seq, 0) + 1),
  CHECK ((prev_seq IS NULL) = (prev_balance IS NULL) AND (prev_seq IS NULL) = (prev_value IS NULL)),
  CHECK (balance_after = coalesce(prev_balance, 0) + credit),
  CHECK (value_after = coalesce(prev_value, 0) + value),
  CHECK (credit <> 0 OR value <> 0),
  CHECK (CASE kind
    WHEN 'sale' THEN deposit_id IS NULL AND sale_line_id IS NOT NULL AND credit < 0 AND value <= 0
    WHEN 'deposit' THEN deposit_id IS NOT NULL AND sale_line_id IS NULL AND credit > 0 AND value >= 0
    WHEN 'return' THEN deposit_id IS NULL AND sale_line_id IS NOT NULL AND credit > 0 AND value >= 0
    WHEN 'adjustment' THEN deposit_id IS NULL AND sale_line_id IS NULL
    WHEN 'opening' THEN deposit_id IS NULL AND sale_line_id IS NULL
    WHEN 'settlement' THEN deposit_id IS NULL AND sale_line_id IS NOT NULL AND credit = 0
    ELSE 0 END),
  CHECK (balance_after <> 0 OR value_after = 0),
  CHECK (balance_after >= 0 OR overdraft = 1 OR (credit >= 0 AND prev_balance < 0)),
  FOREIGN KEY (platform_id, prev_seq, prev_balance, prev_value)
    REFERENCES movements (platform_id, seq, balance_after, value_after)
) STRICT;
CREATE UNIQUE INDEX movements_chain ON movements (platform_id, seq, balance_after, value_after); -- the entry before, the newest entry
CREATE UNIQUE INDEX movements_line ON movements (sale_line_id) WHERE sale_line_id IS NOT NULL;  -- a line moves its platform once
CREATE UNIQUE INDEX movements_deposit ON movements (deposit_id) WHERE deposit_id IS NOT NULL;   -- a deposit moves its platform once

-- What was sold beyond a platform's balance, at a provisional cost, and how later credit settled it.
CREATE TABLE overdrafts (
  line_id     INTEGER PRIMARY KEY REFERENCES sale_lines (id),
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  credit      INTEGER NOT NULL CHECK (credit > 0),
  cost        INTEGER NOT NULL CHECK (cost >= 0)
) STRICT;
CREATE INDEX overdrafts_platform ON overdrafts (platform_id, line_id);                -- the oldest first, when credit comes in
CREATE TABLE settlements (
  id          INTEGER PRIMARY KEY,
  line_id     INTEGER NOT NULL REFERENCES overdrafts (line_id),
  movement_id INTEGER NOT NULL REFERENCES movements (id),                           -- the credit that settled it
  credit      INTEGER NOT NULL CHECK (credit > 0),
  provisional INTEGER NOT NULL CHECK (provisional >= 0),
  real        INTEGER NOT NULL CHECK (real >= 0)
) STRICT;
CREATE INDEX settlements_line ON settlements (line_id);                               -- what is still to settle

-- A subscription bears the id of the sale line that opened it: a line opens one at most.
CREATE TABLE subscriptions (
  id          INTEGER PRIMARY KEY REFERENCES sale_lines (id),
  customer_id INTEGER REFERENCES customers (id),
  starts_on   INTEGER NOT NULL CHECK (starts_on BETWEEN 19000101 AND 99991231 AND starts_on % 100 BETWEEN 1 AND 31 AND starts_on / 100 % 100 BETWEEN 1 AND 12),
  ends_on     INTEGER NOT NULL CHECK (ends_on BETWEEN 19000101 AND 99991231 AND ends_on % 100 BETWEEN 1 AND 31 AND ends_on / 100 % 100 BETWEEN 1 AND 12 AND ends_on > starts_on),
  renews_id   INTEGER REFERENCES subscriptions (id) CHECK (renews_id <> id),
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX subscriptions_end ON subscriptions (ends_on);                            -- what ends soon
CREATE INDEX subscriptions_customer ON subscriptions (customer_id) WHERE customer_id IS NOT NULL; -- a customer's subscriptions
-- What happened to a subscription after it was opened; its state is computed from these and from the day.
CREATE TABLE subscription_events (
  id          INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  kind        TEXT NOT NULL CHECK (kind IN ('pause', 'resume', 'cancel', 'transfer')),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  shift_days  INTEGER NOT NULL DEFAULT 0 CHECK (shift_days >= 0),
  customer_id INTEGER REFERENCES customers (id),                                  -- to whom it passes
  reason      TEXT NOT NULL CHECK (length(reason) <= 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK ((kind = 'transfer') = (customer_id IS NOT NULL))
) STRICT;
CREATE INDEX subscription_events_of ON subscription_events (subscription_id, id);     -- a subscription's history

-- What was handed to the customer for a line: login, link, code.
CREATE TABLE deliveries (
  id           INTEGER PRIMARY KEY,
  sale_line_id INTEGER NOT NULL REFERENCES sale_lines (id),
  kind         TEXT NOT NULL CHECK (kind IN ('login', 'link', 'code', 'pin', 'note')),
  content      BLOB NOT NULL,
  sealed       INTEGER NOT NULL CHECK (sealed IN (0, 1)),                           -- 1: encrypted content
  recorded_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_line ON deliveries (sale_line_id);                            -- a line's delivered access

-- Who changed which name, price, threshold or setting, before and after.
CREATE TABLE audit (
  id          INTEGER PRIMARY KEY,
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  action      TEXT NOT NULL,
  entity      TEXT NOT NULL,
  entity_id   INTEGER NOT NULL,
  before      TEXT NOT NULL,
  after       TEXT NOT NULL
) STRICT;

-- The old system's files: every row word for word, what became of it, and the keys that keep it from coming in twice.
CREATE TABLE legacy_batches (
  id          INTEGER PRIMARY KEY,
  uuid        BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  mode        TEXT NOT NULL CHECK (mode IN ('opening', 'replay', 'archive')),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  report      TEXT NOT NULL,
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE TABLE legacy_files (
  id        INTEGER PRIMARY KEY,
  batch_id  INTEGER NOT NULL REFERENCES legacy_batches (id),
  name      TEXT NOT NULL,
  sha256    BLOB NOT NULL CHECK (length(sha256) = 32),
  shape     TEXT NOT NULL,
  encoding  TEXT NOT NULL,
  delimiter TEXT NOT NULL,
  header    TEXT NOT NULL
) STRICT;
CREATE TABLE legacy_rows (
  id      INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES legacy_files (id),
  line    INTEGER NOT NULL CHECK (line > 0),
  raw     TEXT NOT NULL,                                                            -- as it stood in the file
  fate    TEXT NOT NULL CHECK (fate = 'accepted' OR fate = 'refused' OR fate = 'duplicate' OR fate = 'kept'),
  entity  TEXT,                                                                     -- what it became: deposits, sales, payments, products, customers, platforms
  entity_id INTEGER,
  issues  TEXT NOT NULL                                                             -- JSON list of verdicts
) STRICT;
CREATE INDEX legacy_rows_file ON legacy_rows (file_id, line);                         -- a file, in its order
CREATE TABLE legacy_keys (
  source  TEXT NOT NULL,                                                            -- the old table
  key     TEXT NOT NULL,
  content BLOB NOT NULL CHECK (length(content) = 32),
  row_id  INTEGER NOT NULL REFERENCES legacy_rows (id),
  entity_id INTEGER,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

-- Append-only: the database itself refuses to change or remove what was posted. With recursive_triggers ON,
-- INSERT OR REPLACE is refused too.
CREATE TRIGGER movements_no_update BEFORE UPDATE ON movements BEGIN SELECT RAISE(ABORT, 'append-only: movements'); END;
CREATE TRIGGER movements_no_delete BEFORE DELETE ON movements BEGIN SELECT RAISE(ABORT, 'append-only: movements'); END;
CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments BEGIN SELECT RAISE(ABORT, 'append-only: payments'); END;
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'append-only: payments'); END;
CREATE TRIGGER sales_no_update BEFORE UPDATE ON sales BEGIN SELECT RAISE(ABORT, 'append-only: sales'); END;
CREATE TRIGGER sales_no_delete BEFORE DELETE ON sales BEGIN SELECT RAISE(ABORT, 'append-only: sales'); END;
CREATE TRIGGER sale_lines_no_update BEFORE UPDATE ON sale_lines BEGIN SELECT RAISE(ABORT, 'append-only: sale_lines'); END;
CREATE TRIGGER sale_lines_no_delete BEFORE DELETE ON sale_lines BEGIN SELECT RAISE(ABORT, 'append-only: sale_lines'); END;
CREATE TRIGGER cancellations_no_update BEFORE UPDATE ON cancellations BEGIN SELECT RAISE(ABORT, 'append-only: cancellations'); END;
CREATE TRIGGER cancellations_no_delete BEFORE DELETE ON cancellations BEGIN SELECT RAISE(ABORT, 'append-only: cancellations'); END;
CREATE TRIGGER deposits_no_update BEFORE UPDATE ON deposits BEGIN SELECT RAISE(ABORT, 'append-only: deposits'); END;
CREATE TRIGGER deposits_no_delete BEFORE DELETE ON deposits BEGIN SELECT RAISE(ABORT, 'append-only: deposits'); END;
CREATE TRIGGER overdrafts_no_update BEFORE UPDATE ON overdrafts BEGIN SELECT RAISE(ABORT, 'append-only: overdrafts'); END;
CREATE TRIGGER overdrafts_no_delete BEFORE DELETE ON overdrafts BEGIN SELECT RAISE(ABORT, 'append-only: overdrafts'); END;
CREATE TRIGGER settlements_no_update BEFORE UPDATE ON settlements BEGIN SELECT RAISE(ABORT, 'append-only: settlements'); END;
CREATE TRIGGER settlements_no_delete BEFORE DELETE ON settlements BEGIN SELECT RAISE(ABORT, 'append-only: settlements'); END;
CREATE TRIGGER offer_prices_no_update BEFORE UPDATE ON offer_prices BEGIN SELECT RAISE(ABORT, 'append-only: offer_prices'); END;
CREATE TRIGGER offer_prices_no_delete BEFORE DELETE ON offer_prices BEGIN SELECT RAISE(ABORT, 'append-only: offer_prices'); END;
CREATE TRIGGER subscriptions_no_update BEFORE UPDATE ON subscriptions BEGIN SELECT RAISE(ABORT, 'append-only: subscriptions'); END;
CREATE TRIGGER subscriptions_no_delete BEFORE DELETE ON subscriptions BEGIN SELECT RAISE(ABORT, 'append-only: subscriptions'); END;
CREATE TRIGGER subscription_events_no_update BEFORE UPDATE ON subscription_events BEGIN SELECT RAISE(ABORT, 'append-only: subscription_events'); END;
CREATE TRIGGER subscription_events_no_delete BEFORE DELETE ON subscription_events BEGIN SELECT RAISE(ABORT, 'append-only: subscription_events'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
CREATE TRIGGER legacy_rows_no_update BEFORE UPDATE ON legacy_rows BEGIN SELECT RAISE(ABORT, 'append-only: legacy_rows'); END;
CREATE TRIGGER legacy_rows_no_delete BEFORE DELETE ON legacy_rows BEGIN SELECT RAISE(ABORT, 'append-only: legacy_rows'); END;
CREATE TRIGGER platforms_no_delete BEFORE DELETE ON platforms BEGIN SELECT RAISE(ABORT, 'archived, never deleted: platforms'); END;
CREATE TRIGGER products_no_delete BEFORE DELETE ON products BEGIN SELECT RAISE(ABORT, 'archived, never deleted: products'); END;
CREATE TRIGGER customers_no_delete BEFORE DELETE ON customers BEGIN SELECT RAISE(ABORT, 'archived, never deleted: customers'); END;

PRAGMA application_id = 0x52415344;
PRAGMA user_version = 1;
