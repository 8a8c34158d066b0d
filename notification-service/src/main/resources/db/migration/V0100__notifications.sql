-- Which event notifies on which channel; a row is all it takes.
create table notification_rule (
  event_type text not null,
  channel    text not null,                       -- mail, stream
  template   text not null,
  primary key (event_type, channel)
);

insert into notification_rule (event_type, channel, template) values
  ('order.placed.v1',            'stream', 'order-placed'),
  ('order.confirmed.v1',         'stream', 'order-confirmed'),
  ('order.confirmed.v1',         'mail',   'order-confirmed'),
  ('order.rejected.v1',          'stream', 'order-rejected'),
  ('order.rejected.v1',          'mail',   'order-rejected'),
  ('order.cancelled.v1',         'stream', 'order-cancelled'),
  ('order.cancelled.v1',         'mail',   'order-cancelled'),
  ('payment.captured.v1',        'stream', 'payment-captured'),
  ('payment.refunded.v1',        'stream', 'payment-refunded'),
  ('payment.refunded.v1',        'mail',   'payment-refunded'),
  ('payment.refund-failed.v1',   'mail',   'refund-failed');

-- Our view of an order: what a notification needs to know of it.
create table known_order (
  id       text primary key,
  customer text   not null,
  email    text,
  total    bigint not null,                       -- minor units
  currency char(3) not null
);

create table notification (
  id              bigint      primary key,        -- time-sortable; makes the Message-ID
  event_id        text        not null,
  channel         text        not null,
  template        text        not null,
  order_id        text        not null,
  customer        text,                           -- null while the order is not known
  recipient       text,                           -- of a mail
  details         jsonb       not null,           -- of the event, for the template
  status          text        not null,           -- Waiting Due Sent Skipped Failed
  reason          text,
  attempts        int         not null default 0,
  next_attempt_at timestamptz,
  claimed_until   timestamptz,
  created_at      timestamptz not null default now(),
  position        bigint,                         -- in the customer's stream
  unique (event_id, channel)
);
create index notification_due on notification (next_attempt_at) where status = 'Due';
create index notification_waiting on notification (order_id) where status = 'Waiting';
create index notification_customer on notification (customer, id desc);
create unique index notification_position on notification (customer, position)
  where position is not null;

create table notification_attempt (
  notification_id bigint      not null references notification,
  number          int         not null,
  at              timestamptz not null default now(),
  outcome         text        not null,           -- Sent, or what went wrong
  primary key (notification_id, number)
);

-- The last position given out in a customer's stream. Its row is locked until the commit, so
-- positions become visible in their order, and nobody who resumes after one misses a lower one.
create table stream (
  customer      text   primary key,
  last_position bigint not null
);
