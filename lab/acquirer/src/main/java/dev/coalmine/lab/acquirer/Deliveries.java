package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.lab.http.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Brings webhooks to the merchant, signed, again and again until it says that it has understood, at
 * most {@value #TRIES} times: 2, 4, 8, 16 and 32 s after the last.
 */
final class Deliveries implements AutoCloseable {

  private static final int TRIES = 6;
  private static final int MOST_WAITING = 8_000;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String UNKNOWN_SECRET = "whsec_wrong";

  private final URI merchant;
  private final String secret;
  private final Behaviours behaviours;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(4, Thread.ofVirtual().name("webhook-", 0).factory());

  /**
   * @param merchant null when webhooks go nowhere
   */
  Deliveries(URI merchant, String secret, Behaviours behaviours) {
    this.merchant = merchant;
    this.secret = secret;
    this.behaviours = behaviours;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Whether there is a merchant, and room; the merchant polls for what it was not told. */
  boolean canTake() {
    return merchant != null && timer.getQueue().size() < MOST_WAITING;
  }

  /**
   * @param operation that the webhook is about
   * @param delayMillis until the first attempt
   * @param then runs after the first attempt, whatever came of it
   */
  void send(String body, String operation, long delayMillis, Runnable then) {
    after(
        delayMillis,
        () -> {
          try {
            deliver(body, operation, 1);
          } finally {
            then.run();
          }
        });
  }

  void after(long delayMillis, Runnable task) {
    if (!timer.isShutdown()) {
      timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void deliver(String body, String operation, int attempt) {
    if (!isUnderstood(body, operation) && attempt < TRIES) {
      after(1_000L << attempt, () -> deliver(body, operation, attempt + 1));
    }
  }

  private boolean isUnderstood(String body, String operation) {
    var known = !behaviours.strikes(Kind.WEBHOOK_WRONG_SIGNATURE, operation);
    var signature =
        Signature.of(body, Instant.now().getEpochSecond(), known ? secret : UNKNOWN_SECRET);
    try {
      return Http.send("POST", merchant, LIMIT, body, Http.JSON, "Stripe-Signature: " + signature)
          .isOk();
    } catch (IOException e) {
      return false; // not there
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
