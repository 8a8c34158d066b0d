package dev.coalmine.order.catalogue;

import java.util.List;

/**
 * @param available pieces on hand when it was read
 * @param version counts the changes by the shop keeper; orders do not change it
 */
public record Product(String sku, String name, List<Offer> offers, long available, long version) {}
