/** The events that the service publishes, and those of payment that it consumes. */
@NullMarked
package dev.coalmine.order.messaging;

import org.jspecify.annotations.NullMarked;
