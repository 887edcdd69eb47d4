-- Whoever comes to hold a subscription, or whose end was moved by a pause, is told of its stages anew.

DROP TRIGGER reminders_no_update;
DROP TRIGGER reminders_no_delete;
CREATE TABLE told (
  id          INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  stage       TEXT NOT NULL CHECK (stage IN ('days3', 'day1', 'ended')),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
INSERT INTO told SELECT id, subscription_id, stage, day, actor, recorded_at FROM reminders ORDER BY id;
DROP TABLE reminders;
ALTER TABLE told RENAME TO reminders;
CREATE INDEX reminders_stage ON reminders (subscription_id, stage, recorded_at);     -- when it was told of a stage

CREATE TRIGGER reminders_no_update BEFORE UPDATE ON reminders BEGIN SELECT RAISE(ABORT, 'append-only: reminders'); END;
CREATE TRIGGER reminders_no_delete BEFORE DELETE ON reminders BEGIN SELECT RAISE(ABORT, 'append-only: reminders'); END;
CREATE TRIGGER reminders_once BEFORE INSERT ON reminders WHEN EXISTS (
    SELECT 1 FROM reminders r WHERE r.subscription_id = NEW.subscription_id AND r.stage = NEW.stage AND r.recorded_at >
      coalesce((SELECT max(e.recorded_at) FROM subscription_events e
                WHERE e.subscription_id = NEW.subscription_id AND (e.kind = 'transfer' OR e.kind = 'resume' AND e.shift_days > 0)), -1))
  BEGIN SELECT RAISE(ABORT, 'told once: reminders'); END;

-- What a customer took over from others, and who was merged, without reading everybody's.
CREATE INDEX subscription_events_transfer ON subscription_events (customer_id) WHERE kind = 'transfer';
CREATE INDEX audit_merge ON audit (entity_id) WHERE action = 'merge';

PRAGMA user_version = 4;
