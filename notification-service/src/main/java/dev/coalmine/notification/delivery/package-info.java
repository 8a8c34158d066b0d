/**
 * The use cases: events become notifications, and mails are claimed and their attempts recorded.
 */
@NullMarked
package dev.coalmine.notification.delivery;

import org.jspecify.annotations.NullMarked;
