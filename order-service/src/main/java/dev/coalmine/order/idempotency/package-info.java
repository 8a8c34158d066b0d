/** The idempotency keys of customers' requests. */
@NullMarked
package dev.coalmine.order.idempotency;

import org.jspecify.annotations.NullMarked;
