-- Fairness: what each published rota has asked of each person. Lines are only ever added: a
-- rota that is published again takes back what it no longer says by lines of the opposite
-- count. What each column means stands beside the fields of store.LedgerLine.

-- Tokens mark what really matters: the same number for everybody on the ward in each period.
ALTER TABLE wards ADD COLUMN tokens integer NOT NULL DEFAULT 3 CHECK (tokens BETWEEN 0 AND 20);
ALTER TABLE preferences ADD COLUMN token boolean NOT NULL DEFAULT 0 CHECK (token IN (0, 1));

CREATE TABLE ledger (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    staff_id text NOT NULL REFERENCES staff (id),
    ward_id text NOT NULL REFERENCES wards (id),
    period_id text,
    roster_id text REFERENCES rosters (id),
    import_id text CHECK (length(import_id) = 36),
    day text NOT NULL CHECK (date(day) IS day),
    kind text NOT NULL CHECK (kind IN ('refused_token', 'refused_3', 'refused_2', 'refused_1', 'night', 'weekend',
        'moved_1d', 'moved_3d', 'moved_7d', 'moved_14d', 'moved_42d', 'moved_from_wish')),
    count integer NOT NULL CHECK (count <> 0),
    points integer NOT NULL CHECK (points >= 0),
    share integer NOT NULL CHECK (share >= 0),
    share_of integer NOT NULL CHECK (share_of >= 1),
    eligible integer NOT NULL CHECK (eligible BETWEEN 0 AND eligible_of),
    eligible_of integer NOT NULL CHECK (eligible_of >= 1),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id),
    CHECK ((period_id IS NULL) = (roster_id IS NULL)),
    CHECK ((period_id IS NULL) = (import_id IS NOT NULL))
);
CREATE INDEX ledger_staff_id_day ON ledger (staff_id, day);
CREATE INDEX ledger_ward_id_period_id ON ledger (ward_id, period_id);
CREATE INDEX ledger_roster_id ON ledger (roster_id);

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'a line of the ledger never changes');
END;

CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'a line of the ledger never changes');
END;
