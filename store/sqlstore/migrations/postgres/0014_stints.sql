-- Work of people that stands on no rota: bank and agency shifts, other jobs, extra hours. What each
-- column means stands beside the fields of store.Stint.
CREATE TABLE stints (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id),
    ward_id uuid REFERENCES wards (id),
    source text NOT NULL CHECK (source IN ('own', 'bank', 'agency', 'other_job')),
    begins_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    paid_minutes integer NOT NULL CHECK (paid_minutes BETWEEN 1 AND 1440),
    entered_by uuid REFERENCES users (id),
    entered_at timestamptz NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    UNIQUE (staff_id, begins_at),
    CHECK (begins_at < ends_at)
);
CREATE INDEX stints_ward_id ON stints (ward_id);
CREATE INDEX stints_entered_by ON stints (entered_by);
