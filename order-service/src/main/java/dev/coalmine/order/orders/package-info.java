/** Orders: their states, the use cases that change them, and the ports that these need. */
@NullMarked
package dev.coalmine.order.orders;

import org.jspecify.annotations.NullMarked;
