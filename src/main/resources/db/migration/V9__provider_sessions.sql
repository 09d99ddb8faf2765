-- Sessions of people whom an identity provider knows: they have no account here, so the session holds their name, the
-- roles they had when they signed in, and the page on which they sign out there.
alter table session alter column person drop not null;
alter table session add column name text;
alter table session add column roles text[];
alter table session add column provider_sign_out text;
alter table session add check (person is not null or name is not null and roles is not null);
