/** What operators are told of payments, by log and metrics. */
@NullMarked
package dev.coalmine.payment.telemetry;

import org.jspecify.annotations.NullMarked;
