/** Wakes the senders of all replicas at a commit, by PostgreSQL's NOTIFY and LISTEN. */
@NullMarked
package dev.coalmine.notification.signal;

import org.jspecify.annotations.NullMarked;
