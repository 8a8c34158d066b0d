package dev.coalmine.notification.domain;

import org.jspecify.annotations.Nullable;

/**
 * What we know of an order.
 *
 * @param email null when the customer has none
 * @param total in minor units
 */
public record KnownOrder(
    String id, String customer, @Nullable String email, long total, String currency) {}
