/** The gRPC call that authorizes a payment within the request. */
@NullMarked
package dev.coalmine.order.payment;

import org.jspecify.annotations.NullMarked;
