create table webhook_deliveries (
  client_key text not null references tenants on delete cascade,
  id text not null,
  event text not null,
  subject_id text not null,
  subject_name text not null,
  changed_fields text[] not null,
  received_at timestamptz not null,
  primary key (client_key, id)
);

create index webhook_deliveries_newest on webhook_deliveries (client_key, received_at desc);
