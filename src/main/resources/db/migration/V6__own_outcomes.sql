-- Reports by outcomes that a release declares, and trends. Names of the outcomes in the order of the release's sheet, in
-- which decision.outcomes holds their codes: those that are codes, true or false. Decisions until now hold none.
alter table release add column outcomes text[] not null default '{}';
alter table release alter column outcomes drop default;

alter table decision add column outcomes text[], add column trends real[];
comment on column decision.outcomes is
    'codes of the outcomes in release.outcomes, or true and false; null where no rule decided them';
comment on column decision.trends is
    'change in satisfaction, in loyalty and in purchase intention, in points; null where unknown';
