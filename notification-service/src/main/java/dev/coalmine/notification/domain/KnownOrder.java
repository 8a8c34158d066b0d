package dev.coalmine.notification.domain;

/**
 * What we know of an order.
 *
 * @param email null when the customer has none
 * @param total in minor units
 */
public record KnownOrder(String id, String customer, String email, long total, String currency) {}
