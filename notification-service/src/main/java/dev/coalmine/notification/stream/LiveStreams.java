package dev.coalmine.notification.stream;

import dev.coalmine.notification.signal.SignalReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The streams that are open at this replica. They end first when it shuts down. */
@Component
class LiveStreams implements SignalReceiver, SmartLifecycle {

  /** Each customer's, the oldest first; the lists are never changed. */
  private final Map<String, List<LiveStream>> open = new ConcurrentHashMap<>();

  private final AtomicBoolean running = new AtomicBoolean();
  private final StreamSettings settings;

  LiveStreams(StreamSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds a stream. When the customer has as many as may be, each of them is written to first, which
   * ends those whose reader has left; only if all have a reader does the oldest make room.
   */
  void add(String customer, LiveStream stream) {
    if (!addIfThereIsRoom(customer, stream)) {
      awaitProofs(open.getOrDefault(customer, List.of()));
      makeRoomAndAdd(customer, stream);
    }
  }

  private boolean addIfThereIsRoom(String customer, LiveStream stream) {
    var added = new AtomicBoolean();
    open.compute(
        customer,
        (_, streams) -> {
          var all = living(streams);
          added.set(all.size() < settings.perCustomer());
          return added.get() ? with(all, stream) : all;
        });
    return added.get();
  }

  private void awaitProofs(List<LiveStream> streams) {
    var proofs = streams.stream().map(LiveStream::prove).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(proofs)
        .completeOnTimeout(null, settings.proof().toNanos(), TimeUnit.NANOSECONDS)
        .join(); // a reader who takes nothing more holds up its own stream, and no other
  }

  private void makeRoomAndAdd(String customer, LiveStream stream) {
    var displaced = new ArrayList<LiveStream>();
    open.compute(
        customer,
        (_, streams) -> {
          var all = living(streams);
          int tooMany = Math.max(0, all.size() + 1 - settings.perCustomer());
          displaced.addAll(all.subList(0, tooMany));
          return with(all.subList(tooMany, all.size()), stream);
        });
    displaced.forEach(LiveStream::displace);
  }

  private static List<LiveStream> living(@Nullable List<LiveStream> streams) {
    return streams == null ? List.of() : streams.stream().filter(LiveStream::isOpen).toList();
  }

  private static List<LiveStream> with(List<LiveStream> streams, LiveStream stream) {
    return Stream.concat(streams.stream(), Stream.of(stream)).toList();
  }

  void remove(String customer, LiveStream stream) {
    open.computeIfPresent(
        customer,
        (_, streams) -> {
          var rest = streams.stream().filter(other -> other != stream).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  @Override
  public void streamGrew(String customer) {
    open.getOrDefault(customer, List.of()).forEach(LiveStream::wake);
  }

  @Override
  public void start() {
    running.set(true);
  }

  @Override
  public void stop() {
    running.set(false);
    open.values().forEach(streams -> streams.forEach(LiveStream::end));
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  /** Before the web server waits for its requests, of which these are some. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 512;
  }
}
