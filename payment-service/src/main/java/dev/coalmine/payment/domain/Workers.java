package dev.coalmine.payment.domain;

import java.util.concurrent.CompletableFuture;

/** The workers of this process, which bring claimed payments from state to state. */
public interface Workers {

  /**
   * Works on a payment that the caller has claimed, on another thread.
   *
   * @return completes when no work is left or the payment has to wait
   */
  CompletableFuture<Void> work(Payment claimed);
}
