/** The tables of notifications, rules and known orders: the ports of the domain by JDBC. */
@NullMarked
package dev.coalmine.notification.store;

import org.jspecify.annotations.NullMarked;
