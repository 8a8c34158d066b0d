package dev.coalmine.notification.domain;

/** An event of that type notifies on this channel, in these words. */
public record NotificationRule(String eventType, Channel channel, String template) {}
