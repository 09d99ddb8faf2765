-- People search the audit log by who, what and when.
create index audit_actor on audit (actor, id);
create index audit_operation on audit (operation, id);
create index audit_at on audit (at);
