/** Payments, their state machine and their events, in plain Java. */
@NullMarked
package dev.coalmine.payment.domain;

import org.jspecify.annotations.NullMarked;
