-- Events that a transaction of ours has decided and that the relay has yet to publish.
create table outbox (
  id           bigint generated always as identity primary key,
  partition    smallint    not null,          -- hash of the key: the unit that one relay locks
  topic        text        not null,
  event_id     text        not null,
  type         text        not null,
  key          text        not null,
  sequence     bigint      not null check (sequence >= 1),
  data         bytea       not null,
  traceparent  text,
  created_at   timestamptz not null default now(),
  published_at timestamptz
);

-- A hole or a repeat in an aggregate's count would park its consumers for good: refuse it here.
create unique index outbox_sequence on outbox (topic, key, sequence);
create index outbox_pending on outbox (partition, id) where published_at is null;
create index outbox_created on outbox (created_at);

-- The last event applied per aggregate; written in the effect's own transaction.
create table inbox (
  topic         text   not null,
  key           text   not null,
  last_sequence bigint not null check (last_sequence >= 1),
  primary key (topic, key)
);

-- Events that came before one of their predecessors; applied when the hole is filled.
create table parked_event (
  topic       text        not null,
  key         text        not null,
  sequence    bigint      not null,
  event_id    text        not null,
  source      text        not null,
  type        text        not null,
  time        timestamptz not null,
  data        bytea       not null,
  traceparent text,
  parked_at   timestamptz not null default now(),
  primary key (topic, key, sequence)
);
