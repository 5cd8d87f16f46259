-- Work of people that stands on no rota: bank and agency shifts, other jobs, extra hours. What each
-- column means stands beside the fields of store.Stint.
CREATE TABLE stints (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    staff_id text NOT NULL REFERENCES staff (id),
    ward_id text REFERENCES wards (id),
    source text NOT NULL CHECK (source IN ('own', 'bank', 'agency', 'other_job')),
    begins_at timestamp NOT NULL CHECK (begins_at GLOB '????-??-?? ??:??:??*+00:00'),
    ends_at timestamp NOT NULL CHECK (ends_at GLOB '????-??-?? ??:??:??*+00:00'),
    paid_minutes integer NOT NULL CHECK (paid_minutes BETWEEN 1 AND 1440),
    entered_by text REFERENCES users (id),
    entered_at timestamp NOT NULL CHECK (entered_at GLOB '????-??-?? ??:??:??*+00:00'),
    version integer NOT NULL CHECK (version >= 1),
    UNIQUE (staff_id, begins_at),
    CHECK (begins_at < ends_at)
);
CREATE INDEX stints_ward_id ON stints (ward_id);
CREATE INDEX stints_entered_by ON stints (entered_by);
