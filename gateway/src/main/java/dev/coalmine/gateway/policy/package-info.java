/** The policy file: read as a whole, replaced while requests run, and asked for each request. */
@NullMarked
package dev.coalmine.gateway.policy;

import org.jspecify.annotations.NullMarked;
