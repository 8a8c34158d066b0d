/** The list of a customer's notifications, by HTTP. */
@NullMarked
package dev.coalmine.notification.web;

import org.jspecify.annotations.NullMarked;
