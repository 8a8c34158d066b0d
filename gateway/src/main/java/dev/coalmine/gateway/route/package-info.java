/** Which requests go to which service, and under which policy. */
@NullMarked
package dev.coalmine.gateway.route;

import org.jspecify.annotations.NullMarked;
