-- Plans: preferences of one person and period that name the same choice (1 to 3) are asked for
-- together, in plans: A, else B, else C, each as a whole or not at all. Those of before stand by
-- themselves.
ALTER TABLE preferences ADD COLUMN choice integer NOT NULL DEFAULT 0 CHECK (choice BETWEEN 0 AND 3);
ALTER TABLE preferences ADD COLUMN plan text NOT NULL DEFAULT '' CHECK (plan IN ('', 'A', 'B', 'C') AND (plan = '') = (choice = 0));
