/**
 * The notification service: tells customers what became of their orders, and decides nothing else.
 */
@NullMarked
package dev.coalmine.notification;

import org.jspecify.annotations.NullMarked;
