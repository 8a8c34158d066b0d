-- One payment per order; the unique row is the claim that keeps call and event from paying twice.
-- The row is its own work queue: the state says what is to be done, next_attempt_at when, and
-- claimed_until that somebody is at it.
create table payment (
  id               bigint      primary key,
  order_id         text        not null unique,
  customer         text        not null,
  amount           bigint      not null check (amount >= 0),     -- minor units
  currency         char(3)     not null,
  state            text        not null,
  intent           text        unique,            -- stored before it is confirmed
  reason           text,                          -- of a decline or a lost hold
  cancel_requested boolean     not null default false,
  sequence         bigint      not null,          -- counts this order's events on payments.events
  attempt          int         not null default 0, -- of the current step; part of idempotency keys
  failures         int         not null default 0, -- in a row; sets the back-off
  next_attempt_at  timestamptz,
  claimed_until    timestamptz,
  created_at       timestamptz not null default now()
) with (fillfactor = 70);

create index payment_due on payment (next_attempt_at)
  where state in ('Authorizing', 'Unknown', 'Capturing', 'Voiding', 'Refunding');

create table refund (
  id              bigint      primary key,
  payment_id      bigint      not null references payment,
  return_id       text,                           -- null: the rest, because of a cancellation
  amount          bigint      not null check (amount >= 0),
  status          text        not null,           -- Requested Pending Succeeded Failed
  acquirer_refund text,
  attempt         int         not null default 0,
  created_at      timestamptz not null default now(),
  unique nulls not distinct (payment_id, return_id)
);

-- Double entry: a transaction moves an amount between accounts, its entries sum to zero.
create table ledger_transaction (
  id         bigint      primary key,
  payment_id bigint      not null references payment,
  kind       text        not null,                -- Capture Refund RefundFailure
  reference  text        not null unique,         -- the acquirer's object: booked once
  at         timestamptz not null default now()
);

create table ledger_entry (
  transaction_id bigint  not null references ledger_transaction,
  account        text    not null,                -- AcquirerBalance Sales AcquirerFees
  amount         bigint  not null,                -- debit positive, credit negative; minor units
  currency       char(3) not null,
  primary key (transaction_id, account)
);

create function ledger_balances() returns trigger language plpgsql as $$
begin
  if (select sum(amount) from ledger_entry where transaction_id = new.transaction_id) <> 0 then
    raise exception 'ledger transaction % does not balance', new.transaction_id
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- at the commit, when all entries of the transaction are there
create constraint trigger ledger_entry_balances after insert or update on ledger_entry
  deferrable initially deferred for each row execute function ledger_balances();
