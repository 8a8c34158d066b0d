/** The ports of orders, products, stock and keys on PostgreSQL. */
@NullMarked
package dev.coalmine.order.store;

import org.jspecify.annotations.NullMarked;
