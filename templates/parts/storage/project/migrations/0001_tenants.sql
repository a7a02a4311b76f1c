-- Sites that installed the add-on. Every other table refers to this one, and goes with it.
create table tenants (
  client_key text primary key,
  product text not null check (product in ('jira', 'confluence')),
  base_url text not null,
  display_url text not null,
  -- Encrypted; erased when the add-on is uninstalled.
  shared_secret text,
  oauth_client_id text,
  is_enabled boolean not null default false,
  uninstalled_at timestamptz
);
