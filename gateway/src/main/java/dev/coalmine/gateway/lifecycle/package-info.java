/** Connections and streams end when the gateway leaves. */
@NullMarked
package dev.coalmine.gateway.lifecycle;

import org.jspecify.annotations.NullMarked;
