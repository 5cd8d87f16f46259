-- What people choose to do without of the ward's own rules that protect them. A row is written once, by
-- the person's own user; it may be withdrawn, once. Why is kept nowhere. What each column means stands
-- beside the fields of store.Waiver.
CREATE TABLE waivers (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    staff_id text NOT NULL REFERENCES staff (id),
    key text NOT NULL CHECK (length(key) BETWEEN 2 AND 40),
    value integer NOT NULL CHECK (value >= 0),
    first_day text NOT NULL CHECK (date(first_day) IS first_day),
    last_day text CHECK (date(last_day) IS last_day),
    user_id text NOT NULL REFERENCES users (id),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    withdrawn_at timestamp CHECK (withdrawn_at GLOB '????-??-?? ??:??:??*+00:00'),
    CHECK (last_day >= first_day),
    CHECK (withdrawn_at >= at)
);
CREATE INDEX waivers_staff_id ON waivers (staff_id, first_day);
CREATE INDEX waivers_user_id ON waivers (user_id);

CREATE TRIGGER waivers_only_withdrawn BEFORE UPDATE ON waivers
WHEN NEW.id IS NOT OLD.id OR NEW.staff_id IS NOT OLD.staff_id OR NEW.key IS NOT OLD.key OR NEW.value IS NOT OLD.value
    OR NEW.first_day IS NOT OLD.first_day OR NEW.last_day IS NOT OLD.last_day OR NEW.user_id IS NOT OLD.user_id
    OR NEW.at IS NOT OLD.at OR OLD.withdrawn_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a waiver is only withdrawn, and once');
END;

CREATE TRIGGER waivers_no_delete BEFORE DELETE ON waivers
BEGIN
    SELECT RAISE(ABORT, 'a waiver is never deleted');
END;
