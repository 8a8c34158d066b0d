-- Catalogue ------------------------------------------------------------------------------------

create table product (
  sku     text collate "C" primary key,
  name    text   not null,
  version bigint not null check (version >= 0)   -- the sequence of product.changed.v1
);

create table offer (
  sku      text collate "C" not null references product,
  id       text collate "C" not null,
  amount   bigint  not null check (amount >= 0),
  currency char(3) not null,
  primary key (sku, id)
);

-- One row per product, locked in the order of SKUs and as late as a transaction can (see docs).
-- Roomy pages: the counters change with every order and a new row version stays on its page.
create table stock (
  sku      text collate "C" primary key references product,
  on_hand  bigint not null check (on_hand >= 0),
  reserved bigint not null check (reserved >= 0),
  sold     bigint not null check (sold >= 0),
  received bigint not null,
  constraint stock_balances check (on_hand + reserved + sold = received)
) with (fillfactor = 50);

-- Every change of a stock row, whoever made it.
create table stock_movement (
  id       bigint generated always as identity primary key,
  sku      text collate "C" not null,
  order_id bigint,                               -- null: goods received
  kind     text   not null check (kind in ('received', 'reserved', 'released', 'sold', 'returned')),
  quantity bigint not null check (quantity <> 0),
  at       timestamptz not null default now()
);

-- Orders ---------------------------------------------------------------------------------------

create table orders (
  id        bigint primary key,
  customer  text    not null,
  email     text,
  status    text    not null
    check (status in ('Pending', 'Confirmed', 'Rejected', 'Cancelling', 'Cancelled')),
  reason    text,
  captured  boolean not null default false,
  goods     text    not null check (goods in ('reserved', 'sold', 'none')),
  amount    bigint  not null check (amount >= 0),
  currency  char(3) not null,
  sequence  bigint  not null check (sequence >= 1),
  placed_at timestamptz not null
) with (fillfactor = 70);

create index orders_of_customer on orders (customer, id desc);
create index orders_pending on orders (placed_at) where status = 'Pending';

-- No foreign key: lines are only ever written by the statement that writes their order, and an
-- order of 10,000 lines would pay for 10,000 look-ups of it.
create table order_line (
  order_id bigint not null,
  line     int    not null,
  sku      text collate "C" not null,
  offer    text collate "C" not null,
  quantity bigint not null check (quantity > 0),
  amount   bigint not null check (amount >= 0),  -- of one piece, in the order's currency
  returned bigint not null default 0 check (returned between 0 and quantity),
  primary key (order_id, line)
);

create table order_history (
  order_id bigint not null references orders,
  sequence bigint not null,
  status   text   not null,
  reason   text,
  at       timestamptz not null,
  primary key (order_id, sequence)
);

create table order_return (
  id           bigint primary key,
  order_id     bigint not null references orders,
  amount       bigint not null check (amount >= 0),
  status       text   not null check (status in ('Requested', 'Refunded', 'Failed')),
  lines        jsonb  not null,                  -- [{sku, offer, quantity}]
  requested_at timestamptz not null
);

create index order_return_of_order on order_return (order_id);

-- Idempotency ----------------------------------------------------------------------------------

create table idempotency_key (
  customer    text   not null,
  route       text   not null,
  key         text   not null,
  fingerprint bytea  not null,                   -- SHA-256 of what was asked
  resource    bigint not null,                   -- the order or return that it made
  created_at  timestamptz not null,
  primary key (customer, route, key)
);

create index idempotency_key_created on idempotency_key (created_at);
