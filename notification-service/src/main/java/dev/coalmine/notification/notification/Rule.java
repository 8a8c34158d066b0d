package dev.coalmine.notification.notification;

/** An event of that type notifies on this channel, in these words. */
public record Rule(String eventType, Channel channel, String template) {}
