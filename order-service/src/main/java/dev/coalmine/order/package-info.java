/** The order service: owns catalogue, stock and orders, and decides. */
@NullMarked
package dev.coalmine.order;

import org.jspecify.annotations.NullMarked;
