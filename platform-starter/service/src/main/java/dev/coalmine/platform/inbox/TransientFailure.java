package dev.coalmine.platform.inbox;

import dev.coalmine.platform.failure.FailureClass;

/** The same records may be applied later: see {@link FailureClass#TRANSIENT}. */
final class TransientFailure extends RuntimeException {

  TransientFailure(RuntimeException cause) {
    super(cause);
  }
}
