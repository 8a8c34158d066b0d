/** The events that the service consumes. */
@NullMarked
package dev.coalmine.notification.messaging;

import org.jspecify.annotations.NullMarked;
