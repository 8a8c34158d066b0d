package dev.coalmine.gateway.policy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the policy when what its path leads to has changed. A file is judged once it was found
 * the same twice in a row, because a file that is being written is shorter at first, and its
 * beginning may be a policy, too. A file with a mistake changes nothing: the policy that is in
 * force stays.
 */
final class PolicyReload {

  private static final Logger log = LoggerFactory.getLogger(PolicyReload.class);

  private final PolicyFile file;
  private final Policies policies;
  private final Counter loaded;
  private final Counter refused;
  private String found;
  private String judged;
  private volatile boolean differs;

  private PolicyReload(PolicyFile file, Policies policies, MeterRegistry meters) {
    this.file = file;
    this.policies = policies;
    this.found = policies.current().version();
    this.judged = found;
    this.loaded = loads(meters, "ok");
    this.refused = loads(meters, "refused");
    Gauge.builder("gateway.policy.refused", this, reload -> reload.differs ? 1 : 0)
        .description("1 while the policy file on the disk is not the one in force")
        .register(meters);
  }

  /**
   * Loads the first policy.
   *
   * @throws MistakenPolicy when the file has a mistake: there is no policy to keep
   */
  static PolicyReload begin(PolicyFile file, MeterRegistry meters) {
    var reading = PolicyReader.read(file.toString(), file.read());
    var reload = new PolicyReload(file, new Policies(reading.policy()), meters);
    reload.putInForce(reading);
    return reload;
  }

  private static Counter loads(MeterRegistry meters, String outcome) {
    return Counter.builder("gateway.policy.loads")
        .tag("outcome", outcome)
        .description("policy files that were judged")
        .register(meters);
  }

  Policies policies() {
    return policies;
  }

  /** Compares the file. Called again and again, by one thread. */
  void look() {
    var now = Content.of(file);
    boolean settled = now.name().equals(found);
    found = now.name();
    if (settled && !found.equals(judged)) {
      judged = found;
      judge(now);
    }
  }

  private void judge(Content content) {
    try {
      putInForce(content.reading(file));
    } catch (MistakenPolicy mistaken) {
      refused.increment();
      differs = true;
      log.warn(
          "The policy in {} is not in force, version {} stays: {}",
          file,
          policies.current().version(),
          MistakenPolicy.told(mistaken.mistakes(), "; "));
    }
  }

  private void putInForce(PolicyReader.Reading reading) {
    policies.replace(reading.policy());
    differs = false;
    loaded.increment();
    log.info("Policy version {} is in force, from {}", reading.policy().version(), file);
    for (var warning : reading.warnings()) {
      log.warn("{}: {}", file, warning);
    }
  }

  /**
   * What the path led to.
   *
   * @param name the version, or why there is none
   */
  private record Content(String name, byte @Nullable [] bytes, @Nullable MistakenPolicy failure) {

    static Content of(PolicyFile file) {
      try {
        var bytes = file.read();
        return new Content(Version.of(bytes), bytes, null);
      } catch (MistakenPolicy e) {
        return new Content(String.valueOf(e.getMessage()), null, e);
      }
    }

    PolicyReader.Reading reading(PolicyFile file) {
      if (bytes == null) {
        throw failure == null ? new IllegalStateException(name) : failure;
      }
      return PolicyReader.read(file.toString(), bytes);
    }
  }
}
