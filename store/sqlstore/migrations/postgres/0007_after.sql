-- After publication: a published rota changes by amendments, each of which makes the next
-- version. What each column means stands beside the fields of store.RosterChange.
ALTER TABLE rosters ADD COLUMN amends_id uuid REFERENCES rosters (id);
CREATE INDEX rosters_amends_id ON rosters (amends_id);

CREATE TABLE roster_changes (
    id uuid PRIMARY KEY,
    roster_id uuid NOT NULL REFERENCES rosters (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    day date NOT NULL,
    from_shift_id uuid REFERENCES shifts (id),
    from_skill_id uuid REFERENCES skills (id),
    to_shift_id uuid REFERENCES shifts (id),
    to_skill_id uuid REFERENCES skills (id),
    kind text NOT NULL CHECK (kind IN ('sickness', 'leaver', 'demand', 'swap', 'give_away', 'gap', 'manager')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 500),
    notice_minutes bigint NOT NULL CHECK (notice_minutes > 0),
    consent text NOT NULL CHECK (consent IN ('not_asked', 'agreed', 'own_request')),
    user_id uuid REFERENCES users (id),
    at timestamptz NOT NULL,
    UNIQUE (roster_id, staff_id, day),
    CHECK (from_shift_id IS DISTINCT FROM to_shift_id OR from_skill_id IS DISTINCT FROM to_skill_id)
);
CREATE INDEX roster_changes_staff_id_day ON roster_changes (staff_id, day);
CREATE INDEX roster_changes_from_shift_id ON roster_changes (from_shift_id);
CREATE INDEX roster_changes_from_skill_id ON roster_changes (from_skill_id);
CREATE INDEX roster_changes_to_shift_id ON roster_changes (to_shift_id);
CREATE INDEX roster_changes_to_skill_id ON roster_changes (to_skill_id);
CREATE INDEX roster_changes_user_id ON roster_changes (user_id);

CREATE TRIGGER roster_changes_stay BEFORE UPDATE OR DELETE ON roster_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER roster_changes_no_truncate BEFORE TRUNCATE ON roster_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rosters_amends_stays BEFORE UPDATE OF amends_id ON rosters FOR EACH ROW
    WHEN (OLD.state IN ('published', 'superseded')) EXECUTE FUNCTION refuse_change();

ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (kind IN ('roster_published', 'roster_changed', 'run_failed',
    'draft_ready', 'bidding_open', 'repair_ready', 'repair_failed', 'swap_asked', 'swap_answered', 'gap_offered'));

-- What has happened after publication and the ways to repair the rota that were found. What each column
-- means stands beside the fields of store.Repair.
CREATE TABLE repairs (
    id uuid PRIMARY KEY,
    ward_id uuid NOT NULL,
    period_id uuid NOT NULL,
    roster_id uuid NOT NULL REFERENCES rosters (id),
    state text NOT NULL CHECK (state IN ('queued', 'solving', 'ready', 'failed', 'applied')),
    kind text NOT NULL CHECK (kind IN ('sickness', 'leaver', 'demand')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 500),
    facts jsonb NOT NULL,
    ways jsonb NOT NULL,
    failure text NOT NULL,
    requested_by uuid REFERENCES users (id),
    amendment_id uuid REFERENCES rosters (id),
    fence bigint NOT NULL CHECK (fence >= 0),
    lease_until timestamptz,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id)
);
CREATE INDEX repairs_ward_id_period_id ON repairs (ward_id, period_id);
CREATE INDEX repairs_roster_id ON repairs (roster_id);
CREATE INDEX repairs_requested_by ON repairs (requested_by);
CREATE INDEX repairs_amendment_id ON repairs (amendment_id);
