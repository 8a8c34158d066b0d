package dev.coalmine.gateway.limit;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How limits are kept; what they are, the policy says.
 *
 * @param redis where the counts that all gateways share are; without a host each gateway admits its
 *     fair share
 * @param timeLimit how long a request waits for Redis, 1 ms–1 s
 * @param pause between two attempts to reach a Redis that failed, 100–500 ms; up to 16 times as
 *     long while connections are lost soon after they were made
 * @param leaseTime how long the permits of a lease can be spent, 100 ms–10 s
 * @param keys of which something is remembered, 100–1,000,000; about 250 bytes each
 */
@ConfigurationProperties("coalmine.limits")
public record LimitSettings(
    @DefaultValue Redis redis,
    @DefaultValue("50ms") Duration timeLimit,
    @DefaultValue("200ms") Duration pause,
    @DefaultValue("1s") Duration leaseTime,
    @DefaultValue("20000") int keys) {

  public LimitSettings {
    Range.of("coalmine.limits")
        .check("redis.port", redis.port, 1, 65_535)
        .check("time-limit", timeLimit, "1ms", "1s")
        .check("pause", pause, "100ms", "500ms")
        .check("lease-time", leaseTime, "100ms", "10s")
        .check("keys", keys, 100, 1_000_000);
  }

  /**
   * @param host empty when there is no Redis
   * @param port 1–65,535
   * @param password empty when Redis wants none
   */
  public record Redis(
      @DefaultValue("") String host,
      @DefaultValue("6379") int port,
      @DefaultValue("") String password) {

    public boolean configured() {
      return !host.isBlank();
    }
  }
}
