/** Products, their prices and their stock, with the use case of the shop keeper. */
@NullMarked
package dev.coalmine.order.catalogue;

import org.jspecify.annotations.NullMarked;
