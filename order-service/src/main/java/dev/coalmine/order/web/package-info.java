/** The HTTP API of orders and products. */
@NullMarked
package dev.coalmine.order.web;

import org.jspecify.annotations.NullMarked;
