-- A fencing token: who lost a claim to its end finds another number and must not act any more.
alter table payment add claim int not null default 1;

-- How often the acquirer answered with a failure, which it would replay for the same idempotency key.
alter table refund add failures int not null default 0;

-- What a cancellation must still give back was left lying when the acquirer had refused it once.
update payment set state = 'Refunding', next_attempt_at = now(), claimed_until = null
where cancel_requested and state = 'Captured'
  and exists (select from refund where payment_id = payment.id and return_id is null
                                   and status = 'Failed');
