/**
 * The notification service: tells customers the outcome of their orders, and decides nothing else.
 */
@NullMarked
package dev.coalmine.notification;

import org.jspecify.annotations.NullMarked;
