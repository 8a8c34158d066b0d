package dev.coalmine.gateway.instance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param ejection how long an instance that refused a connection is avoided, 0 s–5 min
 * @param emptyDoubt how long an answer of the registry that a service has no instances at all is
 *     not believed, 0 s–5 min: a registry that has just restarted knows no instance
 */
@ConfigurationProperties("coalmine.instances")
record InstanceSettings(
    @DefaultValue("5s") Duration ejection, @DefaultValue("30s") Duration emptyDoubt) {

  InstanceSettings {
    check("ejection", ejection);
    check("empty-doubt", emptyDoubt);
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("coalmine.instances." + name + " must be 0s to 5m");
    }
  }
}
