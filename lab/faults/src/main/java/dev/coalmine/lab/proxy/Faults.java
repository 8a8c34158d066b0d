package dev.coalmine.lab.proxy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The faults in force on all links. Each ends by this process's own clock. */
final class Faults implements AutoCloseable {

  private static final int MOST = 100;

  private final Map<String, Link> links;
  private final Map<String, Timed> inForce = new LinkedHashMap<>();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("faults").factory());
  private int count;

  private record Timed(InForce fault, Future<?> end) {}

  Faults(Collection<Link> links) {
    this.links = links.stream().collect(Collectors.toMap(Link::name, Function.identity()));
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * @throws IllegalArgumentException with a sentence for who filled in the form
   */
  synchronized ListedFault add(FaultForm form) {
    var wanted = form.fault();
    if (!links.containsKey(wanted.link())) {
      throw new IllegalArgumentException(
          "there is no link %s; there are %s"
              .formatted(
                  wanted.link(),
                  links.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    if (inForce.size() == MOST) {
      throw new IllegalArgumentException(
          "%d faults are in force, and no more fit; clear some".formatted(MOST));
    }
    var id = nextId(form.kind());
    long now = System.nanoTime();
    var fault = new InForce(id, form, now);
    var end = clock.schedule(() -> clear(id), wanted.time().toNanos(), TimeUnit.NANOSECONDS);
    inForce.put(id, new Timed(fault, end));
    apply(wanted.link());
    return fault.listed(now);
  }

  private String nextId(String kind) {
    count++;
    return "%s-%d".formatted(kind.toLowerCase(Locale.ROOT).replace('_', '-'), count);
  }

  synchronized List<ListedFault> list() {
    long now = System.nanoTime();
    return inForce.values().stream().map(it -> it.fault().listed(now)).toList();
  }

  /** Whether it was in force. */
  synchronized boolean clear(String id) {
    var cleared = inForce.remove(id);
    if (cleared == null) {
      return false;
    }
    cleared.end().cancel(false);
    apply(cleared.fault().fault().link());
    return true;
  }

  /** How many there were. */
  synchronized int clear() {
    var ids = List.copyOf(inForce.keySet());
    ids.forEach(this::clear);
    return ids.size();
  }

  private void apply(String link) {
    links
        .get(link)
        .apply(
            inForce.values().stream()
                .map(Timed::fault)
                .filter(it -> it.fault().link().equals(link))
                .toList());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
