package dev.coalmine.order.catalogue;

import java.util.List;

/**
 * A product as it was read.
 *
 * @param available pieces on hand then
 * @param version counts the changes by the shop keeper; orders do not change it
 */
public record Product(String sku, String name, List<Offer> offers, long available, long version) {}
