/** The live stream of a customer's notifications, as server-sent events. */
@NullMarked
package dev.coalmine.notification.stream;

import org.jspecify.annotations.NullMarked;
