package dev.coalmine.order.orders;

import org.jspecify.annotations.Nullable;

/**
 * A customer, as the token says.
 *
 * @param id the token's subject
 */
public record Customer(String id, @Nullable String email) {}
