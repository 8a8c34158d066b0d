/**
 * Connections of clients: how many there may be, and how long each may keep the gateway waiting.
 */
@NullMarked
package dev.coalmine.gateway.connection;

import org.jspecify.annotations.NullMarked;
