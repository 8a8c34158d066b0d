/** Orders and products as clients read them, cached in Redis. */
@NullMarked
package dev.coalmine.order.view;

import org.jspecify.annotations.NullMarked;
