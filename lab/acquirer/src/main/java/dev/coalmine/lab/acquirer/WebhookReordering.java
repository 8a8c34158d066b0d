package dev.coalmine.lab.acquirer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sends a payment's webhook after its next one, out of order. */
final class WebhookReordering {

  /** Until it is sent although none came after it. */
  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private static final Runnable NOTHING = () -> {};

  private final Deliveries deliveries;
  private final Map<String, Sending> heldBack = new ConcurrentHashMap<>();

  WebhookReordering(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** Brings a webhook to the merchant, and then runs what it is given. */
  interface Sending {
    void start(Runnable then);
  }

  /**
   * @param holdBack unless another one waits to be overtaken: each second one must go at once
   */
  void send(String intent, boolean holdBack, Sending sending) {
    if (holdBack && heldBack.putIfAbsent(intent, sending) == null) {
      deliveries.after(LONGEST_WAIT_MILLIS, () -> release(intent, sending));
      return;
    }
    var overtaken = heldBack.remove(intent);
    sending.start(overtaken == null ? NOTHING : () -> overtaken.start(NOTHING));
  }

  private void release(String intent, Sending sending) {
    if (heldBack.remove(intent, sending)) {
      sending.start(NOTHING);
    }
  }
}
