package dev.coalmine.lab.proxy;

/** The way bytes go through a link. */
enum Direction {
  /** From the client to the target. */
  UP,
  /** From the target to the client. */
  DOWN,
  BOTH;

  boolean covers(Direction one) {
    return this == BOTH || this == one;
  }
}
