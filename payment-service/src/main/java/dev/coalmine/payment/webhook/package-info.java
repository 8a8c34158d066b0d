/** Receives the acquirer's webhooks. */
@NullMarked
package dev.coalmine.payment.webhook;

import org.jspecify.annotations.NullMarked;
