/** The edge: starts the gateway, and says in which order a request meets its filters. */
@NullMarked
package dev.coalmine.gateway;

import org.jspecify.annotations.NullMarked;
