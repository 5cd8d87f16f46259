-- Swaps: what is asked of whom about one duty of a published rota, and what came of it. What each
-- column means stands beside the fields of store.Swap and store.SwapAnswer.

-- Whether a swap that both agree on is made at once, or the manager has to approve it.
ALTER TABLE wards ADD COLUMN swaps_automatic boolean NOT NULL DEFAULT 0 CHECK (swaps_automatic IN (0, 1));

CREATE TABLE swaps (
    id text NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ward_id text NOT NULL REFERENCES wards (id),
    period_id text NOT NULL,
    roster_id text NOT NULL REFERENCES rosters (id),
    kind text NOT NULL CHECK (kind IN ('swap', 'give_away', 'gap')),
    state text NOT NULL CHECK (state IN ('offered', 'accepted', 'approved', 'refused', 'declined', 'withdrawn', 'expired')),
    staff_id text REFERENCES staff (id),
    day text NOT NULL CHECK (date(day) IS day),
    shift_id text NOT NULL REFERENCES shifts (id),
    skill_id text REFERENCES skills (id),
    partner_id text REFERENCES staff (id),
    other_day text CHECK (date(other_day) IS other_day),
    other_shift_id text REFERENCES shifts (id),
    other_skill_id text REFERENCES skills (id),
    answer_by timestamp NOT NULL CHECK (answer_by GLOB '????-??-?? ??:??:??*+00:00'),
    begins_at timestamp NOT NULL CHECK (begins_at GLOB '????-??-?? ??:??:??*+00:00'),
    asked_by text REFERENCES users (id),
    decided_by text REFERENCES users (id),
    created_at timestamp NOT NULL CHECK (created_at GLOB '????-??-?? ??:??:??*+00:00'),
    ended_at timestamp CHECK (ended_at GLOB '????-??-?? ??:??:??*+00:00'),
    ended_for text NOT NULL CHECK (ended_for IN ('', 'begun', 'no_answer', 'changed')),
    made_id text REFERENCES rosters (id),
    version integer NOT NULL CHECK (version >= 1),
    FOREIGN KEY (ward_id, period_id) REFERENCES periods (ward_id, id),
    CHECK ((kind = 'gap') = (staff_id IS NULL)),
    CHECK (kind = 'give_away' OR partner_id IS NOT NULL),
    CHECK (partner_id <> staff_id),
    CHECK ((kind = 'swap') = (other_shift_id IS NOT NULL)),
    CHECK ((other_shift_id IS NULL) = (other_day IS NULL)),
    CHECK (answer_by <= begins_at),
    CHECK ((state = 'approved') = (made_id IS NOT NULL)),
    CHECK ((state IN ('offered', 'accepted')) = (ended_at IS NULL)),
    CHECK ((state = 'expired') = (ended_for <> ''))
);
CREATE INDEX swaps_ward_id_period_id ON swaps (ward_id, period_id);
CREATE INDEX swaps_roster_id ON swaps (roster_id);
CREATE INDEX swaps_staff_id ON swaps (staff_id);
CREATE INDEX swaps_shift_id ON swaps (shift_id);
CREATE INDEX swaps_skill_id ON swaps (skill_id);
CREATE INDEX swaps_partner_id ON swaps (partner_id);
CREATE INDEX swaps_other_shift_id ON swaps (other_shift_id);
CREATE INDEX swaps_other_skill_id ON swaps (other_skill_id);
CREATE INDEX swaps_asked_by ON swaps (asked_by);
CREATE INDEX swaps_decided_by ON swaps (decided_by);
CREATE INDEX swaps_made_id ON swaps (made_id);
-- One duty is asked about once at a time.
CREATE UNIQUE INDEX swaps_staff_id_day_one ON swaps (staff_id, day) WHERE state IN ('offered', 'accepted');

CREATE TABLE swap_answers (
    swap_id text NOT NULL REFERENCES swaps (id),
    staff_id text NOT NULL REFERENCES staff (id),
    reply text NOT NULL CHECK (reply IN ('asked', 'yes', 'no')),
    at timestamp NOT NULL CHECK (at GLOB '????-??-?? ??:??:??*+00:00'),
    PRIMARY KEY (swap_id, staff_id)
);
CREATE INDEX swap_answers_staff_id ON swap_answers (staff_id);
