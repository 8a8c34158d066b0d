package dev.coalmine.gateway.instance;

import dev.coalmine.platform.settings.Range;
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
    Range.of("coalmine.instances")
        .check("ejection", ejection, "0s", "5m")
        .check("empty-doubt", emptyDoubt, "0s", "5m");
  }
}
