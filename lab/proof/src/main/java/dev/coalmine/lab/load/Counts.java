package dev.coalmine.lab.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing came, by its name. Safe for all threads. */
public final class Counts {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  public void count(String what) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
  }

  /** So far, sorted by name. */
  public Map<String, Long> sums() {
    var sums = new TreeMap<String, Long>();
    counts.forEach((what, count) -> sums.put(what, count.sum()));
    return sums;
  }
}
