package dev.coalmine.gateway.connection;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The connections of the public port; those of the management port do not count.
 *
 * @param max how many may be open, 1 to 100,000
 * @param perAddress how many of them one address may have, 1 to 100,000; of IPv6 a /64 is one
 *     address, and a trusted proxy has no such limit
 * @param headTime how long a client may take for a request's head, from its first byte to its last;
 *     a new connection has as long for the first byte. 100 ms to 1 min
 * @param unread how long a client may take no byte of what was written to it, 100 ms to 5 min
 * @param maxAge from this age on an answer ends its connection, 1 s to 24 h; each connection has up
 *     to a tenth less, so that those of one moment do not end together
 * @param sendBuffer what the kernel keeps of answers that a client has not taken, 16 KB to 4 MB
 */
@ConfigurationProperties("coalmine.connections")
record ConnectionSettings(
    @DefaultValue("4000") int max,
    @DefaultValue("2000") int perAddress,
    @DefaultValue("10s") Duration headTime,
    @DefaultValue("20s") Duration unread,
    @DefaultValue("10m") Duration maxAge,
    @DefaultValue("128KB") DataSize sendBuffer) {

  ConnectionSettings {
    Range.of("coalmine.connections")
        .check("max", max, 1, 100_000)
        .check("per-address", perAddress, 1, 100_000)
        .check("head-time", headTime, "100ms", "1m")
        .check("unread", unread, "100ms", "5m")
        .check("max-age", maxAge, "1s", "24h")
        .check("send-buffer", sendBuffer, "16KB", "4MB");
  }
}
