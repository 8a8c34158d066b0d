package dev.coalmine.notification.stream;

import dev.coalmine.notification.notification.SignalReceiver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The streams that are open at this replica. They end first when it shuts down. */
@Component
class Streams implements SignalReceiver, SmartLifecycle {

  private final Map<String, Set<Stream>> open = new ConcurrentHashMap<>();
  private final AtomicBoolean running = new AtomicBoolean();
  private final StreamSettings settings;

  Streams(StreamSettings settings) {
    this.settings = settings;
  }

  /** Says no when the customer has too many. */
  boolean add(String customer, Stream stream) {
    var accepted = new AtomicBoolean();
    open.compute(
        customer,
        (_, streams) -> {
          var all = streams == null ? ConcurrentHashMap.<Stream>newKeySet() : streams;
          accepted.set(all.size() < settings.perCustomer() && all.add(stream));
          return all;
        });
    return accepted.get();
  }

  void remove(String customer, Stream stream) {
    open.computeIfPresent(
        customer,
        (_, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }

  @Override
  public void streamGrew(String customer) {
    open.getOrDefault(customer, Set.of()).forEach(Stream::wake);
  }

  @Override
  public void start() {
    running.set(true);
  }

  @Override
  public void stop() {
    running.set(false);
    open.values().forEach(streams -> streams.forEach(Stream::end));
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
