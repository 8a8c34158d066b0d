/** Who calls, from a verified token, and what the token allows. */
@NullMarked
package dev.coalmine.gateway.identity;

import org.jspecify.annotations.NullMarked;
