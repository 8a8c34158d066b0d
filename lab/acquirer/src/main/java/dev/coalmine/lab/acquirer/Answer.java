package dev.coalmine.lab.acquirer;

/**
 * @param body JSON
 * @param isReplayed this was answered before, under the same idempotency key
 */
record Answer(int status, String body, boolean isReplayed) {

  Answer(int status, String body) {
    this(status, body, false);
  }

  Answer replayed() {
    return new Answer(status, body, true);
  }
}
