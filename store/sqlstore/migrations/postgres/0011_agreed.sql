-- Agreed patterns of work: a cycle of weeks with what was agreed for each day. A row is written once;
-- its end may come, or come earlier, and its review date may move. Why it was agreed is kept nowhere.
CREATE TABLE agreed_patterns (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id),
    first_day date NOT NULL,
    last_day date,
    anchor date NOT NULL CHECK (extract(isodow FROM anchor) = 1),
    days jsonb NOT NULL CHECK (jsonb_array_length(days) BETWEEN 7 AND 56 AND jsonb_array_length(days) % 7 = 0),
    agreed_on date NOT NULL,
    review_on date NOT NULL,
    user_id uuid REFERENCES users (id),
    at timestamptz NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    CHECK (last_day >= first_day - 1),
    CHECK (review_on > agreed_on)
);
CREATE INDEX agreed_patterns_staff_id ON agreed_patterns (staff_id, first_day);
CREATE INDEX agreed_patterns_user_id ON agreed_patterns (user_id);

CREATE TRIGGER agreed_patterns_only_end BEFORE UPDATE ON agreed_patterns FOR EACH ROW
WHEN (NEW.id IS DISTINCT FROM OLD.id OR NEW.staff_id IS DISTINCT FROM OLD.staff_id OR NEW.first_day IS DISTINCT FROM OLD.first_day
    OR NEW.anchor IS DISTINCT FROM OLD.anchor OR NEW.days IS DISTINCT FROM OLD.days OR NEW.agreed_on IS DISTINCT FROM OLD.agreed_on
    OR NEW.user_id IS DISTINCT FROM OLD.user_id OR NEW.at IS DISTINCT FROM OLD.at
    OR OLD.last_day IS NOT NULL AND (NEW.last_day IS NULL OR NEW.last_day > OLD.last_day))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreed_patterns_no_delete BEFORE DELETE ON agreed_patterns FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreed_patterns_no_truncate BEFORE TRUNCATE ON agreed_patterns FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What became of each agreed day in a roster, and why one was not kept. The columns of the reason are
-- those of outcomes.
CREATE TABLE agreed_outcomes (
    roster_id uuid NOT NULL REFERENCES rosters (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    day date NOT NULL,
    day_off boolean NOT NULL,
    kept boolean NOT NULL,
    reason_code text NOT NULL DEFAULT '' CHECK (reason_code IN ('',
        'minimum_staffing', 'skill_mix', 'law', 'contract_hours', 'leave_full', 'greater_priority', 'equal_priority',
        'own_preference', 'agreed_pattern', 'own_absence', 'fixed_shift', 'ward_goals', 'late', 'data_missing')),
    proof text NOT NULL DEFAULT '' CHECK (proof IN ('', 'proved', 'best_found', 'not_examined')),
    decisive_level text NOT NULL DEFAULT '' CHECK (decisive_level IN ('',
        'hard', 'minimum_cover', 'agreed_patterns', 'burden', 'preferences', 'rest')),
    cost jsonb,
    because jsonb NOT NULL DEFAULT '[]',
    clash jsonb NOT NULL DEFAULT '[]',
    nearest jsonb CHECK (nearest IS NULL),
    PRIMARY KEY (roster_id, staff_id, day),
    CHECK (NOT kept OR proof = '')
);
CREATE INDEX agreed_outcomes_staff_id_day ON agreed_outcomes (staff_id, day);

CREATE TRIGGER agreed_outcomes_draft_only BEFORE INSERT OR UPDATE OR DELETE ON agreed_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_unless_draft();
