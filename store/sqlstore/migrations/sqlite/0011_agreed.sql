-- Agreed patterns of work: a cycle of weeks with what was agreed for each day. A row is written once;
-- its end may come, or come earlier, and its review date may move. Why it was agreed is kept nowhere.
CREATE TABLE agreed_patterns (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    staff_id text NOT NULL REFERENCES staff (id),
    first_day text NOT NULL CHECK (date(first_day) IS first_day),
    last_day text CHECK (date(last_day) IS last_day),
    anchor text NOT NULL CHECK (date(anchor) IS anchor AND strftime('%w', anchor) = '1'),
    days text NOT NULL CHECK (json_valid(days) AND json_array_length(days) BETWEEN 7 AND 56 AND json_array_length(days) % 7 = 0),
    agreed_on text NOT NULL CHECK (date(agreed_on) IS agreed_on),
    review_on text NOT NULL CHECK (date(review_on) IS review_on),
    user_id text REFERENCES users (id),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    version integer NOT NULL CHECK (version >= 1),
    CHECK (last_day >= date(first_day, '-1 day')),
    CHECK (review_on > agreed_on)
);
CREATE INDEX agreed_patterns_staff_id ON agreed_patterns (staff_id, first_day);
CREATE INDEX agreed_patterns_user_id ON agreed_patterns (user_id);

CREATE TRIGGER agreed_patterns_only_end BEFORE UPDATE ON agreed_patterns
WHEN NEW.id IS NOT OLD.id OR NEW.staff_id IS NOT OLD.staff_id OR NEW.first_day IS NOT OLD.first_day OR NEW.anchor IS NOT OLD.anchor
    OR NEW.days IS NOT OLD.days OR NEW.agreed_on IS NOT OLD.agreed_on OR NEW.user_id IS NOT OLD.user_id OR NEW.at IS NOT OLD.at
    OR (OLD.last_day IS NOT NULL AND (NEW.last_day IS NULL OR NEW.last_day > OLD.last_day))
BEGIN
    SELECT RAISE(ABORT, 'an agreed pattern only ends, or ends earlier');
END;

CREATE TRIGGER agreed_patterns_no_delete BEFORE DELETE ON agreed_patterns
BEGIN
    SELECT RAISE(ABORT, 'an agreed pattern is never deleted');
END;

-- What became of each agreed day in a roster, and why one was not kept. The columns of the reason are
-- those of outcomes.
CREATE TABLE agreed_outcomes (
    roster_id text NOT NULL REFERENCES rosters (id),
    staff_id text NOT NULL REFERENCES staff (id),
    day text NOT NULL CHECK (date(day) IS day),
    day_off boolean NOT NULL CHECK (day_off IN (0, 1)),
    kept boolean NOT NULL CHECK (kept IN (0, 1)),
    reason_code text NOT NULL DEFAULT '' CHECK (reason_code IN ('',
        'minimum_staffing', 'skill_mix', 'law', 'contract_hours', 'leave_full', 'greater_priority', 'equal_priority',
        'own_preference', 'agreed_pattern', 'own_absence', 'fixed_shift', 'ward_goals', 'late', 'data_missing')),
    proof text NOT NULL DEFAULT '' CHECK (proof IN ('', 'proved', 'best_found', 'not_examined')),
    decisive_level text NOT NULL DEFAULT '' CHECK (decisive_level IN ('',
        'hard', 'minimum_cover', 'agreed_patterns', 'burden', 'preferences', 'rest')),
    cost text CHECK (cost IS NULL OR json_valid(cost)),
    because text NOT NULL DEFAULT '[]' CHECK (json_valid(because)),
    clash text NOT NULL DEFAULT '[]' CHECK (json_valid(clash)),
    nearest text CHECK (nearest IS NULL),
    PRIMARY KEY (roster_id, staff_id, day),
    CHECK (NOT kept OR proof = '')
);
CREATE INDEX agreed_outcomes_staff_id_day ON agreed_outcomes (staff_id, day);

CREATE TRIGGER agreed_outcomes_draft_only_insert BEFORE INSERT ON agreed_outcomes WHEN (SELECT state FROM rosters WHERE id = NEW.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;

CREATE TRIGGER agreed_outcomes_draft_only_update BEFORE UPDATE ON agreed_outcomes WHEN (SELECT state FROM rosters WHERE id = OLD.roster_id) <> 'draft' OR (SELECT state FROM rosters WHERE id = NEW.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;

CREATE TRIGGER agreed_outcomes_draft_only_delete BEFORE DELETE ON agreed_outcomes WHEN (SELECT state FROM rosters WHERE id = OLD.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;
