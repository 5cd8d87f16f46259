-- Figures of the rulebook as the organisation, a ward or a person has them from a day on. A
-- row is written once; a newer one takes its place. An empty value takes the figure back.
CREATE TABLE figures (
    id uuid PRIMARY KEY,
    scope text NOT NULL CHECK (scope IN ('org', 'ward', 'person')),
    ward_id uuid REFERENCES wards (id),
    staff_id uuid REFERENCES staff (id),
    key text NOT NULL CHECK (length(key) BETWEEN 2 AND 40),
    value integer,
    from_day date NOT NULL,
    source text NOT NULL CHECK (length(source) <= 300),
    reason text NOT NULL CHECK (length(reason) <= 500),
    user_id uuid REFERENCES users (id),
    at timestamptz NOT NULL,
    CHECK ((scope = 'org') = (ward_id IS NULL)),
    CHECK ((scope = 'person') = (staff_id IS NOT NULL)),
    CHECK ((scope = 'person') = (source = '')),
    CHECK ((scope = 'person') = (reason = ''))
);
CREATE INDEX figures_ward_id ON figures (ward_id);
CREATE INDEX figures_staff_id ON figures (staff_id);
CREATE INDEX figures_user_id ON figures (user_id);

-- What a version of a rule set was made with for a period; empty for one of the ward's own.
ALTER TABLE rule_sets ADD COLUMN pinned jsonb;

CREATE TRIGGER figures_stay BEFORE UPDATE OR DELETE ON figures FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER figures_no_truncate BEFORE TRUNCATE ON figures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
