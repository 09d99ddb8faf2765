-- The experiments that a decision takes part in and the arm of its customer in each, and net sales of the last 365 days to
-- two significant digits, which make comparisons more precise. Null for decisions that take part in none.
alter table decision add column experiments text[], add column arms text[], add column covariate double precision;
