-- Compensatory rest that is owed where a rota was published with a rest that is too short. What
-- each column means stands beside the fields of store.RestDebt.
CREATE TABLE rest_debts (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id),
    ward_id uuid NOT NULL REFERENCES wards (id),
    period_id uuid NOT NULL,
    roster_id uuid NOT NULL REFERENCES rosters (id),
    finding_key text NOT NULL CHECK (length(finding_key) BETWEEN 1 AND 1000),
    day date NOT NULL,
    minutes integer NOT NULL CHECK (minutes BETWEEN 15 AND 10080),
    due_day date NOT NULL,
    at timestamptz NOT NULL,
    outcome text NOT NULL DEFAULT '' CHECK (outcome IN ('', 'repaid', 'withdrawn')),
    settled_by uuid REFERENCES rosters (id),
    settled_at timestamptz,
    rest_from timestamptz,
    rest_to timestamptz,
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

CREATE TRIGGER rest_debts_settled_once BEFORE UPDATE ON rest_debts FOR EACH ROW WHEN (OLD.outcome <> '') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rest_debts_no_delete BEFORE DELETE ON rest_debts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rest_debts_no_truncate BEFORE TRUNCATE ON rest_debts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
