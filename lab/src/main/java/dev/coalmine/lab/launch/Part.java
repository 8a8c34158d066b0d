package dev.coalmine.lab.launch;

import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * One process of the system: what can fail alone.
 *
 * @param name unique, with the replica's number
 * @param service the name without it
 * @param layer stopped from the highest to the lowest
 * @param ports by purpose; {@code main} is the one it is known by
 * @param address for people
 * @param needs parts that must be ready before its first start
 * @param invocation prepares what the process needs, each time before it is started
 * @param ready asked with the pid until it says yes
 * @param stopSignal what makes it stop cleanly and at once
 */
record Part(
    String name,
    String service,
    Layer layer,
    Map<String, Integer> ports,
    String address,
    Set<String> needs,
    Supplier<Invocation> invocation,
    LongPredicate ready,
    String stopSignal) {

  enum Layer {
    SERVERS,
    SURROUNDINGS,
    SERVICES,
    EDGE
  }
}
