package dev.coalmine.order.view;

/**
 * The JSON of an order or a product.
 *
 * @param owner the one customer who may see it; empty when everyone may
 * @param body JSON
 */
public record View(String owner, String body) {}
