-- After publication: a published rota changes by amendments, each of which makes the next
-- version. What each column means stands beside the fields of store.RosterChange.
ALTER TABLE rosters ADD COLUMN amends_id text REFERENCES rosters (id);
CREATE INDEX rosters_amends_id ON rosters (amends_id);

CREATE TABLE roster_changes (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    roster_id text NOT NULL REFERENCES rosters (id),
    staff_id text NOT NULL REFERENCES staff (id),
    day text NOT NULL CHECK (date(day) IS day),
    from_shift_id text REFERENCES shifts (id),
    from_skill_id text REFERENCES skills (id),
    to_shift_id text REFERENCES shifts (id),
    to_skill_id text REFERENCES skills (id),
    kind text NOT NULL CHECK (kind IN ('sickness', 'leaver', 'demand', 'swap', 'give_away', 'gap', 'manager')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 500),
    notice_minutes integer NOT NULL CHECK (notice_minutes > 0),
    consent text NOT NULL CHECK (consent IN ('not_asked', 'agreed', 'own_request')),
    user_id text REFERENCES users (id),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    UNIQUE (roster_id, staff_id, day),
    CHECK (from_shift_id IS NOT to_shift_id OR from_skill_id IS NOT to_skill_id)
);
CREATE INDEX roster_changes_staff_id_day ON roster_changes (staff_id, day);
CREATE INDEX roster_changes_from_shift_id ON roster_changes (from_shift_id);
CREATE INDEX roster_changes_from_skill_id ON roster_changes (from_skill_id);
CREATE INDEX roster_changes_to_shift_id ON roster_changes (to_shift_id);
CREATE INDEX roster_changes_to_skill_id ON roster_changes (to_skill_id);
CREATE INDEX roster_changes_user_id ON roster_changes (user_id);

CREATE TRIGGER roster_changes_no_update BEFORE UPDATE ON roster_changes
BEGIN
    SELECT RAISE(ABORT, 'a change of a rota never changes');
END;

CREATE TRIGGER roster_changes_no_delete BEFORE DELETE ON roster_changes
BEGIN
    SELECT RAISE(ABORT, 'a change of a rota never changes');
END;

CREATE TRIGGER rosters_amends_stays BEFORE UPDATE OF amends_id ON rosters WHEN OLD.state IN ('published', 'superseded')
BEGIN
    SELECT RAISE(ABORT, 'the roster is published');
END;

-- The kinds of notice are more: SQLite can widen a CHECK only by a table of its own.
CREATE TABLE notices_wider (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    user_id text NOT NULL REFERENCES users (id),
    kind text NOT NULL CHECK (kind IN ('roster_published', 'roster_changed', 'run_failed', 'draft_ready', 'bidding_open',
        'repair_ready', 'repair_failed', 'swap_asked', 'swap_answered', 'gap_offered')),
    ward_id text REFERENCES wards (id),
    period_id text REFERENCES periods (id),
    run_id text REFERENCES runs (id),
    detail text NOT NULL,
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    read_at timestamp CHECK (read_at GLOB '????-??-?? ??:??:??*+00:00')
);
INSERT INTO notices_wider (id, user_id, kind, ward_id, period_id, run_id, detail, at, read_at)
    SELECT id, user_id, kind, ward_id, period_id, run_id, detail, at, read_at FROM notices;
DROP TABLE notices;
ALTER TABLE notices_wider RENAME TO notices;
CREATE INDEX notices_user_id_at ON notices (user_id, at);
CREATE INDEX notices_ward_id ON notices (ward_id);
CREATE INDEX notices_period_id ON notices (period_id);
CREATE INDEX notices_run_id ON notices (run_id);

-- What has happened after publication and the ways to repair the rota that were found. What each column
-- means stands beside the fields of store.Repair.
CREATE TABLE repairs (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL,
    period_id text NOT NULL,
    roster_id text NOT NULL REFERENCES rosters (id),
    state text NOT NULL CHECK (state IN ('queued', 'solving', 'ready', 'failed', 'applied')),
    kind text NOT NULL CHECK (kind IN ('sickness', 'leaver', 'demand')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 500),
    facts text NOT NULL CHECK (json_valid(facts)),
    ways text NOT NULL CHECK (json_valid(ways)),
    failure text NOT NULL,
    requested_by text REFERENCES users (id),
    amendment_id text REFERENCES rosters (id),
    fence integer NOT NULL CHECK (fence >= 0),
    lease_until timestamp CHECK (lease_until GLOB '????-??-?? ??:??:??*+00:00'),
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00'),
    ended_at timestamp CHECK (ended_at GLOB '????-??-?? ??:??:??*+00:00'),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id)
);
CREATE INDEX repairs_ward_id_period_id ON repairs (ward_id, period_id);
CREATE INDEX repairs_roster_id ON repairs (roster_id);
CREATE INDEX repairs_requested_by ON repairs (requested_by);
CREATE INDEX repairs_amendment_id ON repairs (amendment_id);
