-- Figures of the rulebook as the organisation, a ward or a person has them from a day on. A
-- row is written once; a newer one takes its place. An empty value takes the figure back.
CREATE TABLE figures (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    scope text NOT NULL CHECK (scope IN ('org', 'ward', 'person')),
    ward_id text REFERENCES wards (id),
    staff_id text REFERENCES staff (id),
    key text NOT NULL CHECK (length(key) BETWEEN 2 AND 40),
    value integer,
    from_day text NOT NULL CHECK (date(from_day) IS from_day),
    source text NOT NULL CHECK (length(source) <= 300),
    reason text NOT NULL CHECK (length(reason) <= 500),
    user_id text REFERENCES users (id),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    CHECK ((scope = 'org') = (ward_id IS NULL)),
    CHECK ((scope = 'person') = (staff_id IS NOT NULL)),
    CHECK ((scope = 'person') = (source = '')),
    CHECK ((scope = 'person') = (reason = ''))
);
CREATE INDEX figures_ward_id ON figures (ward_id);
CREATE INDEX figures_staff_id ON figures (staff_id);
CREATE INDEX figures_user_id ON figures (user_id);

-- What a version of a rule set was made with for a period; empty for one of the ward's own.
ALTER TABLE rule_sets ADD COLUMN pinned text CHECK (json_valid(pinned));

CREATE TRIGGER figures_no_update BEFORE UPDATE ON figures
BEGIN
    SELECT RAISE(ABORT, 'a figure never changes');
END;

CREATE TRIGGER figures_no_delete BEFORE DELETE ON figures
BEGIN
    SELECT RAISE(ABORT, 'a figure never changes');
END;
