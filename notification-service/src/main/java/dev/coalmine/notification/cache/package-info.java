/** The order views that order-service keeps in Redis, as far as mails show them. */
@NullMarked
package dev.coalmine.notification.cache;

import org.jspecify.annotations.NullMarked;
