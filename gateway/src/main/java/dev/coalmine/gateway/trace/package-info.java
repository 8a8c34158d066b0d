/** The trace and the id of each request. */
@NullMarked
package dev.coalmine.gateway.trace;

import org.jspecify.annotations.NullMarked;
