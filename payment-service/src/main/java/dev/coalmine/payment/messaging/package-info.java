/** The events that the service consumes and publishes. */
@NullMarked
package dev.coalmine.payment.messaging;

import org.jspecify.annotations.NullMarked;
