package dev.coalmine.order.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of an offer.
 *
 * @param known whether the product exists
 * @param price of the offer, if the product has it
 * @param available pieces on hand
 */
public record Quote(boolean known, @Nullable Money price, long available) {}
