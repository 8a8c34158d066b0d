comment on column notification.status is
  'Waiting, Due, Sent, Skipped, Undeliverable (the mail server refused it for good), Failed (a fault of ours)';
