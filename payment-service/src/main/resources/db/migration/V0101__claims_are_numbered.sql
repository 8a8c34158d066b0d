-- A fencing token: who lost a claim to its end finds another number and must not act any more.
alter table payment add claim int not null default 1;

-- How often the acquirer answered with a failure, which it would replay for the same idempotency key.
alter table refund add failures int not null default 0;
