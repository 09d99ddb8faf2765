-- Names of the indicators of the retention score in the order of the release's sheet, in which decision.retention_scores
-- holds their points; the score itself stands behind them. Releases until now had these ten.
alter table release add column retention_indicators text[] not null default
    '{repurchase, brandAttention, demandSatisfaction, priceSensitivity, rivalAttitude, recommendation, selectionTime, qualityTolerance, rivalPurchases, complaintResolution}';
alter table release alter column retention_indicators drop default;

comment on column decision.retention_scores is
    'points from 0 to 100 of the indicators in release.retention_indicators, then of the retention score; null where unknown';
