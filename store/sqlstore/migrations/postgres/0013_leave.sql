-- Leave that is asked for: requests, quotas of a ward, and what of an entitlement is not worked out by
-- itself. What each column means stands beside the fields of store.LeaveRequest, store.LeaveQuota,
-- store.LeaveRules and store.LeaveAccount.
ALTER TABLE wards ADD COLUMN leave_automatic boolean NOT NULL DEFAULT false;
ALTER TABLE wards ADD COLUMN leave_year_month integer NOT NULL DEFAULT 4 CHECK (leave_year_month BETWEEN 1 AND 12);

CREATE TABLE leave_requests (
    id uuid PRIMARY KEY,
    ward_id uuid NOT NULL REFERENCES wards (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    first_day date NOT NULL,
    last_day date NOT NULL,
    state text NOT NULL CHECK (state IN ('asked', 'agreed', 'refused', 'withdrawn')),
    minutes bigint NOT NULL CHECK (minutes >= 0),
    refused_for text NOT NULL CHECK (refused_for IN ('', 'too_late', 'leave_full', 'not_enough_left', 'ward_needs')),
    refused_day date,
    asked_at timestamptz NOT NULL,
    decided_by uuid REFERENCES users (id),
    decided_at timestamptz,
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

ALTER TABLE leave ADD COLUMN request_id uuid REFERENCES leave_requests (id);
CREATE INDEX leave_request_id ON leave (request_id);

CREATE TABLE leave_quotas (
    id uuid PRIMARY KEY,
    ward_id uuid NOT NULL REFERENCES wards (id),
    skill_id uuid REFERENCES skills (id),
    first_day date NOT NULL,
    last_day date,
    unit text NOT NULL CHECK (unit IN ('people', 'minutes')),
    most bigint NOT NULL CHECK (most BETWEEN 0 AND 1000000),
    CHECK (last_day IS NULL OR first_day <= last_day)
);
CREATE INDEX leave_quotas_ward_id ON leave_quotas (ward_id);
CREATE INDEX leave_quotas_skill_id ON leave_quotas (skill_id);

CREATE TABLE leave_accounts (
    staff_id uuid NOT NULL REFERENCES staff (id),
    year_day date NOT NULL,
    service_from date,
    carried_minutes bigint NOT NULL CHECK (carried_minutes BETWEEN -36000 AND 36000),
    version integer NOT NULL CHECK (version >= 1),
    PRIMARY KEY (staff_id, year_day)
);

ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (kind IN ('roster_published', 'roster_changed', 'run_failed',
    'draft_ready', 'bidding_open', 'repair_ready', 'repair_failed', 'swap_asked', 'swap_answered', 'gap_offered', 'leave_asked', 'leave_decided'));
