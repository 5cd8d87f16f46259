-- The first schema. Instants are UTC, amounts of time whole minutes, ids UUIDs; an empty
-- id or day is NULL. What each column means stands beside the fields of package store.

-- One database is one organisation; divisions hold wards.
CREATE TABLE divisions (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 120),
    version integer NOT NULL CHECK (version >= 1)
);

CREATE TABLE wards (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    division_id text NOT NULL REFERENCES divisions (id),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    time_zone text NOT NULL CHECK (time_zone <> ''),
    preference_cap integer NOT NULL CHECK (preference_cap BETWEEN 1 AND 200),
    solve_seconds integer NOT NULL CHECK (solve_seconds BETWEEN 1 AND 3600),
    source text NOT NULL CHECK (source IN ('', 'inrc2')),
    source_ref text NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00'),
    UNIQUE (division_id, name)
);

CREATE TABLE skills (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    code text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 120),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    version integer NOT NULL CHECK (version >= 1)
);

CREATE TABLE shifts (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    code text NOT NULL CHECK (length(code) BETWEEN 1 AND 120),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    kind text NOT NULL CHECK (kind IN ('early', 'late', 'long_day', 'night', 'other')),
    start_minute integer NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute integer NOT NULL CHECK (end_minute > start_minute AND end_minute <= start_minute + 1440),
    paid_minutes integer NOT NULL CHECK (paid_minutes BETWEEN 0 AND end_minute - start_minute),
    min_run integer NOT NULL CHECK (min_run >= 0),
    max_run integer NOT NULL CHECK (max_run >= 0),
    version integer NOT NULL CHECK (version >= 1),
    UNIQUE (ward_id, code),
    UNIQUE (ward_id, id)
);

CREATE TABLE contracts (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    weekly_minutes integer NOT NULL CHECK (weekly_minutes BETWEEN 0 AND 10080),
    min_total integer NOT NULL CHECK (min_total >= 0),
    max_total integer NOT NULL CHECK (max_total >= 0),
    min_work_run integer NOT NULL CHECK (min_work_run >= 0),
    max_work_run integer NOT NULL CHECK (max_work_run >= 0),
    min_off_run integer NOT NULL CHECK (min_off_run >= 0),
    max_off_run integer NOT NULL CHECK (max_off_run >= 0),
    max_weekends integer NOT NULL CHECK (max_weekends >= -1),
    complete_weekends boolean NOT NULL CHECK (complete_weekends IN (0, 1)),
    version integer NOT NULL CHECK (version >= 1),
    UNIQUE (ward_id, name),
    UNIQUE (ward_id, id)
);

-- A contract is of the same ward as the person: the key over both columns holds it.
CREATE TABLE staff (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    contract_id text NOT NULL,
    number text NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 120),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    first_day text CHECK (date(first_day) IS first_day),
    last_day text CHECK (date(last_day) IS last_day),
    version integer NOT NULL CHECK (version >= 1),
    FOREIGN KEY (ward_id, contract_id) REFERENCES contracts (ward_id, id),
    CHECK (first_day <= last_day)
);
CREATE INDEX staff_ward_id ON staff (ward_id);
CREATE INDEX staff_ward_id_contract_id ON staff (ward_id, contract_id);

CREATE TABLE staff_skills (
    staff_id text NOT NULL REFERENCES staff (id),
    skill_id text NOT NULL REFERENCES skills (id),
    last_day text CHECK (date(last_day) IS last_day),
    PRIMARY KEY (staff_id, skill_id)
);
CREATE INDEX staff_skills_skill_id ON staff_skills (skill_id);

CREATE TABLE users (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    login text NOT NULL UNIQUE CHECK (length(login) BETWEEN 3 AND 120 AND login = lower(login)),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    password_hash text NOT NULL,
    staff_id text UNIQUE REFERENCES staff (id),
    state text NOT NULL CHECK (state IN ('active', 'suspended')),
    version integer NOT NULL CHECK (version >= 1),
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00')
);

-- A grant without a ward is for the whole organisation.
CREATE TABLE grants (
    user_id text NOT NULL REFERENCES users (id),
    role text NOT NULL CHECK (role IN ('nurse', 'ward_manager', 'hr', 'administrator')),
    ward_id text REFERENCES wards (id),
    UNIQUE (user_id, role, ward_id)
);
CREATE INDEX grants_ward_id ON grants (ward_id);
CREATE UNIQUE INDEX grants_user_id_role_one ON grants (user_id, role) WHERE ward_id IS NULL;

-- Only the hash of a token is kept.
CREATE TABLE sessions (
    token_hash text NOT NULL PRIMARY KEY,
    user_id text REFERENCES users (id) ON DELETE CASCADE,
    data blob NOT NULL,
    expires_at timestamp NOT NULL CHECK (expires_at GLOB '????-??-?? ??:??:??*+00:00')
);
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE sign_in_failures (
    scope text NOT NULL CHECK (scope IN ('account', 'network')),
    key text NOT NULL,
    failures integer NOT NULL CHECK (failures >= 0),
    since timestamp NOT NULL CHECK (since GLOB '????-??-?? ??:??:??*+00:00'),
    PRIMARY KEY (scope, key)
);
CREATE INDEX sign_in_failures_since ON sign_in_failures (since);

CREATE TABLE rule_sets (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    number integer NOT NULL CHECK (number >= 1),
    rules text NOT NULL CHECK (json_valid(rules)),
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00'),
    UNIQUE (ward_id, number),
    UNIQUE (ward_id, id)
);

CREATE TABLE demand_templates (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    weekday integer NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    shift_id text NOT NULL,
    skill_id text REFERENCES skills (id),
    min_people integer NOT NULL CHECK (min_people >= 0),
    preferred_people integer NOT NULL CHECK (preferred_people >= min_people),
    max_people integer NOT NULL CHECK (max_people = -1 OR max_people >= preferred_people),
    FOREIGN KEY (ward_id, shift_id) REFERENCES shifts (ward_id, id),
    UNIQUE (ward_id, weekday, shift_id, skill_id)
);
CREATE INDEX demand_templates_ward_id_shift_id ON demand_templates (ward_id, shift_id);
CREATE INDEX demand_templates_skill_id ON demand_templates (skill_id);
CREATE UNIQUE INDEX demand_templates_ward_id_weekday_shift_id_one ON demand_templates (ward_id, weekday, shift_id) WHERE skill_id IS NULL;

CREATE TABLE periods (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    first_day text NOT NULL CHECK (date(first_day) IS first_day),
    last_day text NOT NULL CHECK (date(last_day) IS last_day),
    state text NOT NULL CHECK (state IN ('planned', 'open', 'closed', 'drafted', 'approved', 'published', 'archived')),
    bidding_opens_at timestamp NOT NULL CHECK (bidding_opens_at GLOB '????-??-?? ??:??:??*+00:00'),
    bidding_closes_at timestamp NOT NULL CHECK (bidding_closes_at GLOB '????-??-?? ??:??:??*+00:00'),
    approval_due_at timestamp NOT NULL CHECK (approval_due_at GLOB '????-??-?? ??:??:??*+00:00'),
    publication_due_at timestamp NOT NULL CHECK (publication_due_at GLOB '????-??-?? ??:??:??*+00:00'),
    rule_set_id text NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    FOREIGN KEY (ward_id, rule_set_id) REFERENCES rule_sets (ward_id, id),
    UNIQUE (ward_id, first_day),
    UNIQUE (ward_id, id),
    CHECK (first_day <= last_day),
    CHECK (bidding_opens_at < bidding_closes_at),
    CHECK (bidding_closes_at <= approval_due_at),
    CHECK (approval_due_at <= publication_due_at)
);
CREATE INDEX periods_ward_id_rule_set_id ON periods (ward_id, rule_set_id);
CREATE INDEX periods_state_bidding_closes_at ON periods (state, bidding_closes_at);

CREATE TABLE demand (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    period_id text NOT NULL REFERENCES periods (id),
    day text NOT NULL CHECK (date(day) IS day),
    shift_id text NOT NULL REFERENCES shifts (id),
    skill_id text REFERENCES skills (id),
    min_people integer NOT NULL CHECK (min_people >= 0),
    preferred_people integer NOT NULL CHECK (preferred_people >= min_people),
    max_people integer NOT NULL CHECK (max_people = -1 OR max_people >= preferred_people),
    version integer NOT NULL CHECK (version >= 1),
    UNIQUE (period_id, day, shift_id, skill_id)
);
CREATE INDEX demand_shift_id ON demand (shift_id);
CREATE INDEX demand_skill_id ON demand (skill_id);
CREATE UNIQUE INDEX demand_period_id_day_shift_id_one ON demand (period_id, day, shift_id) WHERE skill_id IS NULL;

CREATE TABLE histories (
    period_id text NOT NULL REFERENCES periods (id),
    staff_id text NOT NULL REFERENCES staff (id),
    last_shift_id text REFERENCES shifts (id),
    shift_run integer NOT NULL CHECK (shift_run >= 0),
    work_run integer NOT NULL CHECK (work_run >= 0),
    off_run integer NOT NULL CHECK (off_run >= 0),
    total integer NOT NULL CHECK (total >= 0),
    weekends integer NOT NULL CHECK (weekends >= 0),
    PRIMARY KEY (period_id, staff_id)
);
CREATE INDEX histories_staff_id ON histories (staff_id);
CREATE INDEX histories_last_shift_id ON histories (last_shift_id);

CREATE TABLE availability (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    staff_id text NOT NULL REFERENCES staff (id),
    first_day text NOT NULL CHECK (date(first_day) IS first_day),
    last_day text NOT NULL CHECK (date(last_day) IS last_day),
    shift_id text REFERENCES shifts (id),
    version integer NOT NULL CHECK (version >= 1),
    CHECK (first_day <= last_day)
);
CREATE INDEX availability_staff_id_first_day ON availability (staff_id, first_day);
CREATE INDEX availability_shift_id ON availability (shift_id);

-- Neither the kind nor the reason of an absence is kept.
CREATE TABLE leave (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    staff_id text NOT NULL REFERENCES staff (id),
    first_day text NOT NULL CHECK (date(first_day) IS first_day),
    last_day text NOT NULL CHECK (date(last_day) IS last_day),
    credit_minutes integer NOT NULL CHECK (credit_minutes BETWEEN 0 AND 1440),
    version integer NOT NULL CHECK (version >= 1),
    CHECK (first_day <= last_day)
);
CREATE INDEX leave_staff_id_first_day ON leave (staff_id, first_day);

CREATE TABLE preferences (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    period_id text NOT NULL REFERENCES periods (id),
    staff_id text NOT NULL REFERENCES staff (id),
    day text NOT NULL CHECK (date(day) IS day),
    kind text NOT NULL CHECK (kind IN ('day_on', 'day_off', 'shift_on', 'shift_off', 'kind')),
    shift_id text REFERENCES shifts (id),
    shift_kind text NOT NULL CHECK (shift_kind IN ('', 'early', 'late', 'long_day', 'night', 'other')),
    strength integer NOT NULL CHECK (strength BETWEEN 1 AND 3),
    standing boolean NOT NULL CHECK (standing IN (0, 1)),
    note text NOT NULL CHECK (length(note) <= 500),
    version integer NOT NULL CHECK (version >= 1),
    updated_at timestamp NOT NULL CHECK (updated_at GLOB '????-??-?? ??:??:??*+00:00'),
    CHECK ((kind IN ('shift_on', 'shift_off')) = (shift_id IS NOT NULL)),
    CHECK ((kind = 'kind') = (shift_kind <> '')),
    UNIQUE (period_id, staff_id, day, kind, shift_kind, shift_id)
);
CREATE INDEX preferences_staff_id ON preferences (staff_id);
CREATE INDEX preferences_shift_id ON preferences (shift_id);
CREATE UNIQUE INDEX preferences_period_id_staff_id_day_kind_shift_kind_one ON preferences (period_id, staff_id, day, kind, shift_kind) WHERE shift_id IS NULL;

CREATE TABLE standing_preferences (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    staff_id text NOT NULL REFERENCES staff (id),
    weekday integer NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    kind text NOT NULL CHECK (kind IN ('day_on', 'day_off', 'shift_on', 'shift_off', 'kind')),
    shift_id text REFERENCES shifts (id),
    shift_kind text NOT NULL CHECK (shift_kind IN ('', 'early', 'late', 'long_day', 'night', 'other')),
    strength integer NOT NULL CHECK (strength BETWEEN 1 AND 3),
    version integer NOT NULL CHECK (version >= 1),
    CHECK ((kind IN ('shift_on', 'shift_off')) = (shift_id IS NOT NULL)),
    CHECK ((kind = 'kind') = (shift_kind <> '')),
    UNIQUE (staff_id, weekday, kind, shift_kind, shift_id)
);
CREATE INDEX standing_preferences_shift_id ON standing_preferences (shift_id);
CREATE UNIQUE INDEX standing_preferences_staff_id_weekday_kind_shift_kind_one ON standing_preferences (staff_id, weekday, kind, shift_kind) WHERE shift_id IS NULL;

-- A period has at most one run that has not ended.
CREATE TABLE runs (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    period_id text NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'claimed', 'solving', 'saved', 'failed', 'stopped')),
    nightly boolean NOT NULL CHECK (nightly IN (0, 1)),
    requested_by text REFERENCES users (id),
    seed integer NOT NULL,
    budget_seconds integer NOT NULL CHECK (budget_seconds >= 1),
    instance_hash text NOT NULL,
    build text NOT NULL,
    holder text NOT NULL,
    fence integer NOT NULL CHECK (fence >= 0),
    lease_until timestamp CHECK (lease_until GLOB '????-??-?? ??:??:??*+00:00'),
    stop_requested boolean NOT NULL CHECK (stop_requested IN (0, 1)),
    progress text CHECK (json_valid(progress)),
    roster_id text REFERENCES rosters (id),
    failure text NOT NULL,
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00'),
    enqueued_at timestamp NOT NULL CHECK (enqueued_at GLOB '????-??-?? ??:??:??*+00:00'),
    started_at timestamp CHECK (started_at GLOB '????-??-?? ??:??:??*+00:00'),
    ended_at timestamp CHECK (ended_at GLOB '????-??-?? ??:??:??*+00:00'),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id)
);
CREATE INDEX runs_ward_id_period_id ON runs (ward_id, period_id);
CREATE INDEX runs_roster_id ON runs (roster_id);
CREATE INDEX runs_requested_by ON runs (requested_by);
CREATE UNIQUE INDEX runs_period_id_one ON runs (period_id) WHERE state IN ('queued', 'claimed', 'solving');

-- A period has at most one published roster.
CREATE TABLE rosters (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    period_id text NOT NULL,
    ward_id text NOT NULL REFERENCES wards (id),
    number integer NOT NULL CHECK (number >= 1),
    state text NOT NULL CHECK (state IN ('draft', 'approved', 'published', 'superseded')),
    run_id text REFERENCES runs (id),
    instance_hash text NOT NULL,
    history_hash text NOT NULL,
    score text NOT NULL CHECK (json_valid(score)),
    bound text CHECK (json_valid(bound)),
    findings text NOT NULL DEFAULT '[]' CHECK (json_valid(findings)),
    stale boolean NOT NULL CHECK (stale IN (0, 1)),
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00'),
    approved_by text REFERENCES users (id),
    approved_at timestamp CHECK (approved_at GLOB '????-??-?? ??:??:??*+00:00'),
    published_by text REFERENCES users (id),
    published_at timestamp CHECK (published_at GLOB '????-??-?? ??:??:??*+00:00'),
    version integer NOT NULL CHECK (version >= 1),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id),
    UNIQUE (period_id, number),
    CHECK (state NOT IN ('published', 'superseded') OR published_at IS NOT NULL)
);
CREATE INDEX rosters_ward_id_period_id ON rosters (ward_id, period_id);
CREATE INDEX rosters_run_id ON rosters (run_id);
CREATE INDEX rosters_approved_by ON rosters (approved_by);
CREATE INDEX rosters_published_by ON rosters (published_by);
CREATE UNIQUE INDEX rosters_period_id_one ON rosters (period_id) WHERE state = 'published';

-- A person has one duty a day in a roster; unfilled duties have no person.
CREATE TABLE duties (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    roster_id text NOT NULL REFERENCES rosters (id),
    day text NOT NULL CHECK (date(day) IS day),
    shift_id text NOT NULL REFERENCES shifts (id),
    skill_id text REFERENCES skills (id),
    staff_id text REFERENCES staff (id),
    fixed boolean NOT NULL CHECK (fixed IN (0, 1)),
    UNIQUE (roster_id, day, staff_id)
);
CREATE INDEX duties_staff_id_day ON duties (staff_id, day);
CREATE INDEX duties_shift_id ON duties (shift_id);
CREATE INDEX duties_skill_id ON duties (skill_id);

CREATE TABLE overrides (
    roster_id text NOT NULL REFERENCES rosters (id),
    finding_key text NOT NULL,
    reason text NOT NULL CHECK (length(reason) BETWEEN 10 AND 500),
    user_id text NOT NULL REFERENCES users (id),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    PRIMARY KEY (roster_id, finding_key)
);
CREATE INDEX overrides_user_id ON overrides (user_id);

CREATE TABLE outcomes (
    roster_id text NOT NULL REFERENCES rosters (id),
    preference_id text NOT NULL REFERENCES preferences (id),
    met boolean NOT NULL CHECK (met IN (0, 1)),
    decided boolean NOT NULL CHECK (decided IN (0, 1)),
    findings text NOT NULL CHECK (json_valid(findings)),
    delta text NOT NULL CHECK (json_valid(delta)),
    PRIMARY KEY (roster_id, preference_id)
);
CREATE INDEX outcomes_preference_id ON outcomes (preference_id);

-- What falls due is taken up once: the key decides which node does it.
CREATE TABLE due_steps (
    ward_id text NOT NULL REFERENCES wards (id),
    period_id text NOT NULL,
    step text NOT NULL CHECK (step IN ('open', 'close', 'solve')),
    due_at timestamp NOT NULL CHECK (due_at GLOB '????-??-?? ??:??:??*+00:00'),
    taken_at timestamp NOT NULL CHECK (taken_at GLOB '????-??-?? ??:??:??*+00:00'),
    PRIMARY KEY (ward_id, period_id, step, due_at),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id)
);

-- No foreign keys lead out of the chain: it outlives what it tells of.
CREATE TABLE audit_entries (
    chain text NOT NULL,
    seq integer NOT NULL CHECK (seq >= 1),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    actor_id text,
    action text NOT NULL CHECK (action <> ''),
    object_id text,
    content_hash text NOT NULL CHECK (length(content_hash) = 64),
    prev_hash text NOT NULL CHECK (length(prev_hash) = CASE seq WHEN 1 THEN 0 ELSE 64 END),
    hash text NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (chain, seq)
);

CREATE TABLE audit_contents (
    chain text NOT NULL,
    seq integer NOT NULL,
    salt text NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (chain, seq),
    FOREIGN KEY (chain, seq) REFERENCES audit_entries (chain, seq)
);

CREATE TABLE notices (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    user_id text NOT NULL REFERENCES users (id),
    kind text NOT NULL CHECK (kind IN ('roster_published', 'run_failed', 'draft_ready', 'bidding_open')),
    ward_id text REFERENCES wards (id),
    period_id text REFERENCES periods (id),
    run_id text REFERENCES runs (id),
    detail text NOT NULL,
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    read_at timestamp CHECK (read_at GLOB '????-??-?? ??:??:??*+00:00')
);
CREATE INDEX notices_user_id_at ON notices (user_id, at);
CREATE INDEX notices_ward_id ON notices (ward_id);
CREATE INDEX notices_period_id ON notices (period_id);
CREATE INDEX notices_run_id ON notices (run_id);

CREATE TABLE idempotency_keys (
    actor_id text NOT NULL,
    route text NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
    body_hash text NOT NULL CHECK (length(body_hash) = 64),
    result text NOT NULL,
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00'),
    PRIMARY KEY (actor_id, route, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
-- What is written once stays: triggers, so that no program can do otherwise.

CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'an audit entry never changes');
END;

CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'an audit entry never changes');
END;

CREATE TRIGGER audit_contents_no_update BEFORE UPDATE ON audit_contents
BEGIN
    SELECT RAISE(ABORT, 'audit content is erased or stays as it is');
END;

CREATE TRIGGER rule_sets_no_update BEFORE UPDATE ON rule_sets
BEGIN
    SELECT RAISE(ABORT, 'a version of a rule set never changes');
END;

CREATE TRIGGER rule_sets_no_delete BEFORE DELETE ON rule_sets
BEGIN
    SELECT RAISE(ABORT, 'a version of a rule set never changes');
END;

CREATE TRIGGER duties_draft_only_insert BEFORE INSERT ON duties WHEN (SELECT state FROM rosters WHERE id = NEW.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;

CREATE TRIGGER duties_draft_only_update BEFORE UPDATE ON duties WHEN (SELECT state FROM rosters WHERE id = OLD.roster_id) <> 'draft' OR (SELECT state FROM rosters WHERE id = NEW.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;

CREATE TRIGGER duties_draft_only_delete BEFORE DELETE ON duties WHEN (SELECT state FROM rosters WHERE id = OLD.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;

CREATE TRIGGER outcomes_draft_only_insert BEFORE INSERT ON outcomes WHEN (SELECT state FROM rosters WHERE id = NEW.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;

CREATE TRIGGER outcomes_draft_only_update BEFORE UPDATE ON outcomes WHEN (SELECT state FROM rosters WHERE id = OLD.roster_id) <> 'draft' OR (SELECT state FROM rosters WHERE id = NEW.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;

CREATE TRIGGER outcomes_draft_only_delete BEFORE DELETE ON outcomes WHEN (SELECT state FROM rosters WHERE id = OLD.roster_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;

CREATE TRIGGER overrides_unpublished_insert BEFORE INSERT ON overrides WHEN (SELECT state FROM rosters WHERE id = NEW.roster_id) IN ('published', 'superseded')
BEGIN
    SELECT RAISE(ABORT, 'the roster is published');
END;

CREATE TRIGGER overrides_unpublished_update BEFORE UPDATE ON overrides WHEN (SELECT state FROM rosters WHERE id = OLD.roster_id) IN ('published', 'superseded') OR (SELECT state FROM rosters WHERE id = NEW.roster_id) IN ('published', 'superseded')
BEGIN
    SELECT RAISE(ABORT, 'the roster is published');
END;

CREATE TRIGGER overrides_unpublished_delete BEFORE DELETE ON overrides WHEN (SELECT state FROM rosters WHERE id = OLD.roster_id) IN ('published', 'superseded')
BEGIN
    SELECT RAISE(ABORT, 'the roster is published');
END;

CREATE TRIGGER rosters_published_stay BEFORE UPDATE OF id, period_id, ward_id, number, run_id, instance_hash, history_hash, score, bound, findings, created_at, approved_by, approved_at, published_by, published_at ON rosters WHEN OLD.state IN ('published', 'superseded')
BEGIN
    SELECT RAISE(ABORT, 'the roster is published');
END;

CREATE TRIGGER rosters_published_state BEFORE UPDATE OF state ON rosters WHEN OLD.state = 'superseded' AND NEW.state <> 'superseded' OR OLD.state = 'published' AND NEW.state NOT IN ('published', 'superseded')
BEGIN
    SELECT RAISE(ABORT, 'the roster is published');
END;

CREATE TRIGGER rosters_drafts_go BEFORE DELETE ON rosters WHEN OLD.state <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'the roster is no draft any more');
END;
