package dev.coalmine.lab.proxy;

/** What can be wrong with a link; {@link Effect} says how. */
public enum Kind {
  LATENCY,
  BANDWIDTH,
  BLACK_HOLE,
  RESET,
  HALF_OPEN,
  CUT
}
