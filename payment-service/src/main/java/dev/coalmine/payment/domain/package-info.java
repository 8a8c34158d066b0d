/** Payments, their state machine, their events and the ports of the use cases, in plain Java. */
@NullMarked
package dev.coalmine.payment.domain;

import org.jspecify.annotations.NullMarked;
