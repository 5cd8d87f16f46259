-- What people choose to do without of the ward's own rules that protect them. A row is written once, by
-- the person's own user; it may be withdrawn, once. Why is kept nowhere. What each column means stands
-- beside the fields of store.Waiver.
CREATE TABLE waivers (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id),
    key text NOT NULL CHECK (length(key) BETWEEN 2 AND 40),
    value integer NOT NULL CHECK (value >= 0),
    first_day date NOT NULL,
    last_day date,
    user_id uuid NOT NULL REFERENCES users (id),
    at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CHECK (last_day >= first_day),
    CHECK (withdrawn_at >= at)
);
CREATE INDEX waivers_staff_id ON waivers (staff_id, first_day);
CREATE INDEX waivers_user_id ON waivers (user_id);

CREATE TRIGGER waivers_only_withdrawn BEFORE UPDATE ON waivers FOR EACH ROW
WHEN (NEW.id IS DISTINCT FROM OLD.id OR NEW.staff_id IS DISTINCT FROM OLD.staff_id OR NEW.key IS DISTINCT FROM OLD.key
    OR NEW.value IS DISTINCT FROM OLD.value OR NEW.first_day IS DISTINCT FROM OLD.first_day OR NEW.last_day IS DISTINCT FROM OLD.last_day
    OR NEW.user_id IS DISTINCT FROM OLD.user_id OR NEW.at IS DISTINCT FROM OLD.at OR OLD.withdrawn_at IS NOT NULL)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER waivers_no_delete BEFORE DELETE ON waivers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER waivers_no_truncate BEFORE TRUNCATE ON waivers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
