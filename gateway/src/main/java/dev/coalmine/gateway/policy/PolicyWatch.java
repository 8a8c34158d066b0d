package dev.coalmine.gateway.policy;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Looks at the policy file again and again. Reading a few kilobytes costs less than a request, and
 * finds every way in which a file is replaced: written in place, renamed, or behind a symbolic link
 * that is exchanged, as in a volume of a ConfigMap. A notification by the file system knows neither
 * the last nor network and bind mounts, so it would need this beside it.
 */
final class PolicyWatch implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(PolicyWatch.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("policy-watch").factory());
  private final PolicyReload reload;

  PolicyWatch(PolicyReload reload, Duration pause) {
    this.reload = reload;
    thread.scheduleWithFixedDelay(
        this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      reload.look();
    } catch (Throwable e) { // one that left would end the repetition
      log.error("The policy file could not be looked at; trying again", e);
    }
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }
}
