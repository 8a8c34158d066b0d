/** The threads and timers that work on payments, and their settings. */
@NullMarked
package dev.coalmine.payment.worker;

import org.jspecify.annotations.NullMarked;
