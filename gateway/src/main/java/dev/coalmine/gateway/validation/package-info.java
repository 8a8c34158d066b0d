/** Requests that a service could read differently, or not at all, are refused. */
@NullMarked
package dev.coalmine.gateway.validation;

import org.jspecify.annotations.NullMarked;
