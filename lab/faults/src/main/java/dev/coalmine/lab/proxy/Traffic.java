package dev.coalmine.lab.proxy;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** Bytes a link has passed on, client to target and back. */
record Traffic(LongAdder up, LongAdder down) {

  Traffic() {
    this(new LongAdder(), new LongAdder());
  }

  /** Counts what both count. */
  static LongConsumer both(LongAdder one, LongAdder other) {
    return bytes -> {
      one.add(bytes);
      other.add(bytes);
    };
  }
}
