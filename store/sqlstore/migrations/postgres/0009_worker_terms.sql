-- What working-time law says of a person: under 18, agreed to more than 48 hours a week, night worker.
-- A row is written once; a newer one takes its place. Why is kept nowhere. What each column means
-- stands beside the fields of store.WorkerTerm.
CREATE TABLE worker_terms (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id),
    kind text NOT NULL CHECK (kind IN ('young', 'opt_out', 'night_worker')),
    holds boolean NOT NULL,
    from_day date,
    until_day date,
    late_contract boolean NOT NULL,
    signed_on date,
    notice_days integer NOT NULL CHECK (notice_days = 0 OR notice_days BETWEEN 7 AND 92),
    user_id uuid REFERENCES users (id),
    at timestamptz NOT NULL,
    CHECK ((kind = 'young') = (from_day IS NULL)),
    CHECK (until_day IS NULL OR (holds AND (from_day IS NULL OR until_day > from_day))),
    CHECK (kind <> 'young' OR holds = (until_day IS NOT NULL)),
    CHECK (kind = 'young' OR NOT late_contract),
    CHECK (kind = 'opt_out' OR signed_on IS NULL),
    CHECK ((notice_days > 0) = (kind = 'opt_out' AND holds)),
    CHECK (notice_days = 0 OR signed_on IS NOT NULL)
);
CREATE INDEX worker_terms_staff_id ON worker_terms (staff_id);
CREATE INDEX worker_terms_user_id ON worker_terms (user_id);

CREATE TRIGGER worker_terms_no_update BEFORE UPDATE ON worker_terms FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER worker_terms_no_delete BEFORE DELETE ON worker_terms FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER worker_terms_no_truncate BEFORE TRUNCATE ON worker_terms FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The longest break without interruption, minutes; empty where it is not known. The day of the risk
-- assessment that found special hazards or heavy strain in the shift; empty for none.
ALTER TABLE shifts ADD COLUMN break_minutes integer CHECK (break_minutes >= 0 AND break_minutes < end_minute - start_minute);
ALTER TABLE shifts ADD COLUMN hazard_on date;
