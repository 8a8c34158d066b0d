/** Who calls a service, and what the token allows. */
@NullMarked
package dev.coalmine.platform.identity;

import org.jspecify.annotations.NullMarked;
