package dev.coalmine.notification.mail;

/**
 * @param subject one line
 */
public record Text(String subject, String body) {}
