package dev.coalmine.gateway.policy;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the policy is.
 *
 * @param file a path; empty for the policy that is built in
 * @param lastGood a path where the file that was last put in force is kept, for a start with a file
 *     that has a mistake; empty: nowhere, and such a start fails
 * @param poll how often the file is compared, 10 ms to 1 min; a change is in force after two of
 *     them
 */
@ConfigurationProperties("coalmine.policy")
record PolicySettings(
    @DefaultValue("") String file,
    @DefaultValue("") String lastGood,
    @DefaultValue("500ms") Duration poll) {

  PolicySettings {
    Range.of("coalmine.policy").check("poll", poll, "10ms", "1m");
  }
}
