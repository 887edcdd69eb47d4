-- What the counter needs beside the first schema.

-- The last days' lines, by product and platform, from the index alone: what sells, how long credit lasts.
DROP INDEX sale_lines_day;
CREATE INDEX sale_lines_day ON sale_lines (day, product_id, platform_id, quantity, credit); -- a period's profit, what is used lately
DROP INDEX deposits_platform;
CREATE INDEX deposits_platform ON deposits (platform_id, day, due);                 -- supplier debts and credit use of one platform

-- Which subscription renews this one.
CREATE INDEX subscriptions_renews ON subscriptions (renews_id) WHERE renews_id IS NOT NULL;

-- A payment may be paid back in parts, as lines of its sale are cancelled; never more than it was.
DROP INDEX payments_refund;
CREATE INDEX payments_refund ON payments (payment_id) WHERE payment_id IS NOT NULL;

-- Which customer was told what about which subscription: nobody is told twice of one stage.
CREATE TABLE reminders (
  id          INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  stage       TEXT NOT NULL CHECK (stage IN ('days3', 'day1', 'ended')),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  UNIQUE (subscription_id, stage)
) STRICT;

-- When a customer said that he would pay; the newest word counts, one without a day takes it back.
CREATE TABLE promises (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  promised_on INTEGER CHECK (promised_on BETWEEN 19000101 AND 99991231 AND promised_on % 100 BETWEEN 1 AND 31 AND promised_on / 100 % 100 BETWEEN 1 AND 12),
  note        TEXT NOT NULL CHECK (length(note) <= 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX promises_customer ON promises (customer_id, id);                       -- his newest word

-- The shop's own wording of a message; where there is none, the program's.
CREATE TABLE templates (
  kind     TEXT NOT NULL CHECK (kind IN ('days3', 'day1', 'ended', 'debt', 'access')),
  language TEXT NOT NULL CHECK (language IN ('fr', 'ar', 'en')),
  body     TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
  PRIMARY KEY (kind, language)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER reminders_no_update BEFORE UPDATE ON reminders BEGIN SELECT RAISE(ABORT, 'append-only: reminders'); END;
CREATE TRIGGER reminders_no_delete BEFORE DELETE ON reminders BEGIN SELECT RAISE(ABORT, 'append-only: reminders'); END;
CREATE TRIGGER promises_no_update BEFORE UPDATE ON promises BEGIN SELECT RAISE(ABORT, 'append-only: promises'); END;
CREATE TRIGGER promises_no_delete BEFORE DELETE ON promises BEGIN SELECT RAISE(ABORT, 'append-only: promises'); END;

PRAGMA user_version = 2;
