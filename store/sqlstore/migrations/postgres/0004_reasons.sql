-- Why a preference was not met in any rota as good as this one, what meeting it would
-- cost, how sure that is, and the nearest preference that could be met. Outcomes from
-- before, and those of a draft that was changed by hand, have an empty proof and no cost.
ALTER TABLE outcomes ADD COLUMN reason_code text NOT NULL DEFAULT '' CHECK (reason_code IN ('',
    'minimum_staffing', 'skill_mix', 'law', 'contract_hours', 'leave_full', 'greater_priority', 'equal_priority',
    'own_preference', 'agreed_pattern', 'own_absence', 'fixed_shift', 'ward_goals', 'late', 'data_missing'));
ALTER TABLE outcomes ADD COLUMN proof text NOT NULL DEFAULT '' CHECK (proof IN ('', 'proved', 'best_found', 'not_examined'));
ALTER TABLE outcomes ADD COLUMN decisive_level text NOT NULL DEFAULT '' CHECK (decisive_level IN ('',
    'hard', 'minimum_cover', 'agreed_patterns', 'burden', 'preferences', 'rest'));
ALTER TABLE outcomes ADD COLUMN cost jsonb;
ALTER TABLE outcomes ADD COLUMN because jsonb NOT NULL DEFAULT '[]';
ALTER TABLE outcomes ADD COLUMN clash jsonb NOT NULL DEFAULT '[]';
ALTER TABLE outcomes ADD COLUMN nearest jsonb;
