-- How contested dates are while bidding is open, in bands, and what-if trials. What each column
-- means stands beside the fields of store.Contention and store.Trial.

-- One picture a period, drawn at night; asks that came after it do not show in it.
CREATE TABLE contention (
    period_id text NOT NULL PRIMARY KEY,
    ward_id text NOT NULL REFERENCES wards (id),
    night text NOT NULL CHECK (date(night) IS night),
    drawn_at timestamp CHECK (drawn_at GLOB '????-??-?? ??:??:??*+00:00'),
    bands text NOT NULL CHECK (json_valid(bands)),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id),
    CHECK (drawn_at IS NOT NULL OR bands = '[]')
);
CREATE INDEX contention_ward_id_period_id ON contention (ward_id, period_id);

-- A trial is no run: it never becomes a draft, any number may wait beside a run, and it is
-- forgotten after a day.
CREATE TABLE trials (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    period_id text NOT NULL,
    roster_id text NOT NULL REFERENCES rosters (id),
    roster_version integer NOT NULL CHECK (roster_version >= 1),
    kind text NOT NULL CHECK (kind IN ('add_person', 'move_minimum', 'grant_preference', 'smallest_give')),
    change text NOT NULL CHECK (json_valid(change)),
    state text NOT NULL CHECK (state IN ('queued', 'working', 'done', 'failed')),
    requested_by text REFERENCES users (id),
    seed integer NOT NULL,
    budget_seconds integer NOT NULL CHECK (budget_seconds BETWEEN 3 AND 8),
    give_up_at timestamp NOT NULL CHECK (give_up_at GLOB '????-??-?? ??:??:??*+00:00'),
    result text CHECK (json_valid(result)),
    failure text NOT NULL,
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00'),
    ended_at timestamp CHECK (ended_at GLOB '????-??-?? ??:??:??*+00:00'),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id),
    CHECK ((state = 'done') = (result IS NOT NULL)),
    CHECK ((state = 'failed') = (failure <> '')),
    CHECK ((state IN ('done', 'failed')) = (ended_at IS NOT NULL))
);
CREATE INDEX trials_ward_id_period_id ON trials (ward_id, period_id);
CREATE INDEX trials_roster_id ON trials (roster_id);
CREATE INDEX trials_requested_by ON trials (requested_by);
CREATE INDEX trials_created_at ON trials (created_at);
