/** The access log and the metrics. */
@NullMarked
package dev.coalmine.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
