/** Which instance of a service gets a request, and whether another one is tried. */
@NullMarked
package dev.coalmine.gateway.instance;

import org.jspecify.annotations.NullMarked;
