package dev.coalmine.notification.domain;

/**
 * @param subject one line
 */
public record Text(String subject, String body) {}
