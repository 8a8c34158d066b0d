package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;

/**
 * One offer of an order.
 *
 * @param unitPrice as it was when the order was placed
 * @param returned pieces given back since
 */
public record OrderLine(String sku, String offer, long quantity, Money unitPrice, long returned) {}
