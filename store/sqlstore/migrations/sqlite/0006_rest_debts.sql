-- Compensatory rest that is owed where a rota was published with a rest that is too short. What
-- each column means stands beside the fields of store.RestDebt.
CREATE TABLE rest_debts (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    staff_id text NOT NULL REFERENCES staff (id),
    ward_id text NOT NULL REFERENCES wards (id),
    period_id text NOT NULL,
    roster_id text NOT NULL REFERENCES rosters (id),
    finding_key text NOT NULL CHECK (length(finding_key) BETWEEN 1 AND 1000),
    day text NOT NULL CHECK (date(day) IS day),
    minutes integer NOT NULL CHECK (minutes BETWEEN 15 AND 10080),
    due_day text NOT NULL CHECK (date(due_day) IS due_day),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    outcome text NOT NULL DEFAULT '' CHECK (outcome IN ('', 'repaid', 'withdrawn')),
    settled_by text REFERENCES rosters (id),
    settled_at timestamp CHECK (settled_at GLOB '????-??-?? ??:??:??*+00:00'),
    rest_from timestamp CHECK (rest_from GLOB '????-??-?? ??:??:??*+00:00'),
    rest_to timestamp CHECK (rest_to GLOB '????-??-?? ??:??:??*+00:00'),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id),
    CHECK (due_day > day),
    CHECK ((outcome = '') = (settled_by IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
    CHECK ((outcome = 'repaid') = (rest_from IS NOT NULL)),
    CHECK ((rest_from IS NULL) = (rest_to IS NULL))
);
CREATE INDEX rest_debts_staff_id_day ON rest_debts (staff_id, day);
CREATE INDEX rest_debts_ward_id_period_id ON rest_debts (ward_id, period_id);
CREATE INDEX rest_debts_roster_id ON rest_debts (roster_id);
CREATE INDEX rest_debts_settled_by ON rest_debts (settled_by);

CREATE TRIGGER rest_debts_settled_once BEFORE UPDATE ON rest_debts WHEN OLD.outcome <> ''
BEGIN
    SELECT RAISE(ABORT, 'a debt of rest that is settled never changes');
END;

CREATE TRIGGER rest_debts_no_delete BEFORE DELETE ON rest_debts
BEGIN
    SELECT RAISE(ABORT, 'a debt of rest is never deleted');
END;
