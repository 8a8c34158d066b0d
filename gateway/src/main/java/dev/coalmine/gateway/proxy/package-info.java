/** Proxies before the gateway, and what is believed of them. */
@NullMarked
package dev.coalmine.gateway.proxy;

import org.jspecify.annotations.NullMarked;
