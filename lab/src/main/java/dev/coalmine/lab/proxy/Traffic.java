package dev.coalmine.lab.proxy;

import java.util.concurrent.atomic.LongAdder;

/** Bytes a link has passed on, client to target and back. */
record Traffic(LongAdder up, LongAdder down) {

  Traffic() {
    this(new LongAdder(), new LongAdder());
  }
}
