/** Which pages of other origins may call the API. */
@NullMarked
package dev.coalmine.gateway.cors;

import org.jspecify.annotations.NullMarked;
