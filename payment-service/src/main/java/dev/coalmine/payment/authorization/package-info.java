/** The gRPC call by which order-service authorizes a payment and waits for the outcome. */
@NullMarked
package dev.coalmine.payment.authorization;

import org.jspecify.annotations.NullMarked;
