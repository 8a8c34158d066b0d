package dev.coalmine.notification.notification;

/** An event of that type notifies on this channel, in these words. */
record Rule(Channel channel, String template) {}
