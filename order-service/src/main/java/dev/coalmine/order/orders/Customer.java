package dev.coalmine.order.orders;

/**
 * @param id the token's subject
 * @param email null when the token has none
 */
public record Customer(String id, String email) {}
