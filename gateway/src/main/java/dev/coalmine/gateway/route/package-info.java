/** What a route is, and what a service reads of a request beyond what the client may say. */
@NullMarked
package dev.coalmine.gateway.route;

import org.jspecify.annotations.NullMarked;
