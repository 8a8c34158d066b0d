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
  private final LastGoodPolicy lastGood;
  private final Policies policies;
  private final Counter loaded;
  private final Counter refused;
  private String found;
  private String judged;
  private volatile boolean differs;

  private PolicyReload(
      PolicyFile file, LastGoodPolicy lastGood, Policies policies, MeterRegistry meters) {
    this.file = file;
    this.lastGood = lastGood;
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
   * Loads the first policy: the file, or the last good copy of it when the file has a mistake,
   * which is judged again like each later one.
   *
   * @throws MistakenPolicy when the file has a mistake and there is no copy
   */
  static PolicyReload begin(PolicyFile file, LastGoodPolicy lastGood, MeterRegistry meters) {
    try {
      var content = file.read();
      var reading = PolicyReader.read(file.toString(), content);
      var reload = new PolicyReload(file, lastGood, new Policies(reading.policy()), meters);
      reload.putInForce(reading, content);
      return reload;
    } catch (MistakenPolicy mistaken) {
      var kept = lastGood.read();
      if (kept == null) {
        throw mistaken;
      }
      var reload = new PolicyReload(file, lastGood, new Policies(kept.policy()), meters);
      reload.differs = true;
      log.warn("Policy version {} is in force, from {}", kept.policy().version(), lastGood);
      return reload;
    }
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
      var reading = content.reading(file);
      putInForce(reading, content.bytes());
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

  private void putInForce(PolicyReader.Reading reading, byte[] content) {
    policies.replace(reading.policy());
    lastGood.keep(content);
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
