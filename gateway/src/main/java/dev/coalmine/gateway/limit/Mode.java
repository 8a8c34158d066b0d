package dev.coalmine.gateway.limit;

/** What follows when a limit is exceeded. */
public enum Mode {
  /** The request is refused with 429. */
  ENFORCE,
  /** The request is counted as one that would be refused, and goes on. */
  COUNT
}
