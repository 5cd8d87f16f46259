-- Who works with whom, and who does not count for cover. What each column means stands beside the
-- fields of store.Pair, store.Learner, store.Supernumerary and store.Demand. Nowhere is a reason kept.

-- A nurse in charge: everybody in the shift counts who holds the skill.
ALTER TABLE demand_templates ADD COLUMN held boolean NOT NULL DEFAULT false CHECK (NOT held OR skill_id IS NOT NULL);
ALTER TABLE demand ADD COLUMN held boolean NOT NULL DEFAULT false CHECK (NOT held OR skill_id IS NOT NULL);

CREATE TABLE pairs (
    id uuid PRIMARY KEY,
    ward_id uuid NOT NULL REFERENCES wards (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    other_id uuid NOT NULL REFERENCES staff (id),
    kind text NOT NULL CHECK (kind IN ('together', 'apart')),
    strength text NOT NULL CHECK (strength IN ('must', 'should', 'if_possible')),
    first_day date NOT NULL,
    last_day date,
    version integer NOT NULL CHECK (version >= 1),
    CHECK (staff_id <> other_id),
    CHECK (first_day <= last_day)
);
CREATE INDEX pairs_ward_id ON pairs (ward_id);
CREATE INDEX pairs_staff_id ON pairs (staff_id);
CREATE INDEX pairs_other_id ON pairs (other_id);

CREATE TABLE learners (
    id uuid PRIMARY KEY,
    ward_id uuid NOT NULL REFERENCES wards (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    skill_id uuid REFERENCES skills (id),
    kinds jsonb NOT NULL,
    strength text NOT NULL CHECK (strength IN ('must', 'should', 'if_possible')),
    first_day date NOT NULL,
    last_day date,
    version integer NOT NULL CHECK (version >= 1),
    CHECK (first_day <= last_day)
);
CREATE INDEX learners_ward_id ON learners (ward_id);
CREATE INDEX learners_staff_id ON learners (staff_id);
CREATE INDEX learners_skill_id ON learners (skill_id);

CREATE TABLE supervisors (
    learner_id uuid NOT NULL REFERENCES learners (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    PRIMARY KEY (learner_id, staff_id)
);
CREATE INDEX supervisors_staff_id ON supervisors (staff_id);

CREATE TABLE supernumerary (
    id uuid PRIMARY KEY,
    ward_id uuid NOT NULL REFERENCES wards (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    first_day date NOT NULL,
    last_day date NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    CHECK (first_day <= last_day)
);
CREATE INDEX supernumerary_ward_id ON supernumerary (ward_id);
CREATE INDEX supernumerary_staff_id ON supernumerary (staff_id);
