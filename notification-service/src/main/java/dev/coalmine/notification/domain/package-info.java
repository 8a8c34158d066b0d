/** Notifications, their state machine and the ports of the use cases, in plain Java. */
@NullMarked
package dev.coalmine.notification.domain;

import org.jspecify.annotations.NullMarked;
