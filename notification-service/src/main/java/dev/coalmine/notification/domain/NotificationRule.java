package dev.coalmine.notification.domain;

/**
 * An event of a type notifies on a channel, with a template. To add a rule, write a migration with
 * the row and release its template one version earlier; an event type that is not read yet also
 * needs a line in {@code Subscriptions}.
 */
public record NotificationRule(String eventType, Channel channel, String template) {}
