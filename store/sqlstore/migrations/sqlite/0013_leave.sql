-- Leave that is asked for: requests, quotas of a ward, and what of an entitlement is not worked out by
-- itself. What each column means stands beside the fields of store.LeaveRequest, store.LeaveQuota,
-- store.LeaveRules and store.LeaveAccount.
ALTER TABLE wards ADD COLUMN leave_automatic boolean NOT NULL DEFAULT 0 CHECK (leave_automatic IN (0, 1));
ALTER TABLE wards ADD COLUMN leave_year_month integer NOT NULL DEFAULT 4 CHECK (leave_year_month BETWEEN 1 AND 12);

CREATE TABLE leave_requests (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    staff_id text NOT NULL REFERENCES staff (id),
    first_day text NOT NULL CHECK (date(first_day) IS first_day),
    last_day text NOT NULL CHECK (date(last_day) IS last_day),
    state text NOT NULL CHECK (state IN ('asked', 'agreed', 'refused', 'withdrawn')),
    minutes integer NOT NULL CHECK (minutes >= 0),
    refused_for text NOT NULL CHECK (refused_for IN ('', 'too_late', 'leave_full', 'not_enough_left', 'ward_needs')),
    refused_day text CHECK (date(refused_day) IS refused_day),
    asked_at timestamp NOT NULL CHECK (asked_at GLOB '????-??-?? ??:??:??*+00:00'),
    decided_by text REFERENCES users (id),
    decided_at timestamp CHECK (decided_at GLOB '????-??-?? ??:??:??*+00:00'),
    version integer NOT NULL CHECK (version >= 1),
    CHECK (first_day <= last_day),
    CHECK ((state = 'refused') = (refused_for <> '')),
    CHECK (refused_day IS NULL OR state = 'refused'),
    CHECK ((state = 'asked') = (decided_at IS NULL)),
    CHECK (decided_by IS NULL OR decided_at IS NOT NULL)
);
CREATE INDEX leave_requests_ward_id_first_day ON leave_requests (ward_id, first_day);
CREATE INDEX leave_requests_staff_id_first_day ON leave_requests (staff_id, first_day);
CREATE INDEX leave_requests_decided_by ON leave_requests (decided_by);

ALTER TABLE leave ADD COLUMN request_id text REFERENCES leave_requests (id);
CREATE INDEX leave_request_id ON leave (request_id);

CREATE TABLE leave_quotas (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    skill_id text REFERENCES skills (id),
    first_day text NOT NULL CHECK (date(first_day) IS first_day),
    last_day text CHECK (date(last_day) IS last_day),
    unit text NOT NULL CHECK (unit IN ('people', 'minutes')),
    most integer NOT NULL CHECK (most BETWEEN 0 AND 1000000),
    CHECK (last_day IS NULL OR first_day <= last_day)
);
CREATE INDEX leave_quotas_ward_id ON leave_quotas (ward_id);
CREATE INDEX leave_quotas_skill_id ON leave_quotas (skill_id);

CREATE TABLE leave_accounts (
    staff_id text NOT NULL REFERENCES staff (id),
    year_day text NOT NULL CHECK (date(year_day) IS year_day),
    service_from text CHECK (date(service_from) IS service_from),
    carried_minutes integer NOT NULL CHECK (carried_minutes BETWEEN -36000 AND 36000),
    version integer NOT NULL CHECK (version >= 1),
    PRIMARY KEY (staff_id, year_day)
);

-- A notice may be of leave too. SQLite cannot change a CHECK, so the table is made anew.
CREATE TABLE notices_wider (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    user_id text NOT NULL REFERENCES users (id),
    kind text NOT NULL CHECK (kind IN ('roster_published', 'roster_changed', 'run_failed', 'draft_ready', 'bidding_open',
        'repair_ready', 'repair_failed', 'swap_asked', 'swap_answered', 'gap_offered', 'leave_asked', 'leave_decided')),
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
