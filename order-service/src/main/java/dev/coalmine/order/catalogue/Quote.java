package dev.coalmine.order.catalogue;

/**
 * @param known whether the product exists
 * @param price null when the product has no such offer
 * @param available pieces on hand
 */
public record Quote(boolean known, Money price, long available) {}
