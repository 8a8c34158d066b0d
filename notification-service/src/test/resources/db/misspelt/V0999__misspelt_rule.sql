insert into notification_rule (event_type, channel, template)
values ('order.placed.v1', 'mail', 'order-plcaed');
