/** The use cases of payments: what orders ask for, the acquirer's outcomes, retries and refunds. */
@NullMarked
package dev.coalmine.payment.processing;

import org.jspecify.annotations.NullMarked;
