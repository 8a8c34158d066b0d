package dev.coalmine.lab.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client and its target. Bytes, ends and resets are passed on as they come, unless a fault says
 * otherwise.
 */
final class Connection implements Pump.Breaking {

  /** As long as Linux tries by default, about: a client in a hurry gives up by itself. */
  private static final int CONNECT_LIMIT_MS = 120_000;

  private static final AtomicLong LAST_ID = new AtomicLong();

  private final Socket client;
  private final int linkPort; // which the socket forgets when it closes
  private final Socket target = new Socket();
  private final InetSocketAddress address;
  private final Traffic traffic;
  private final Traffic own = new Traffic();
  private final long id = LAST_ID.incrementAndGet();
  private final TrafficShaper up = new TrafficShaper();
  private final TrafficShaper down = new TrafficShaper();
  private final Map<InForce, Boolean> drawn = new HashMap<>();

  /** By {@link Effect.HalfOpen}; for good. */
  private volatile boolean forgotten;

  private volatile boolean closed;

  Connection(Socket client, InetSocketAddress address, Traffic traffic) {
    this.client = client;
    this.linkPort = client.getLocalPort();
    this.address = address;
    this.traffic = traffic;
  }

  /** As the control API shows it on this link. */
  OpenConnection state(String link) {
    return new OpenConnection(
        id, link, client.getPort(), linkPort, own.up().sum(), own.down().sum());
  }

  /** From now on these are the faults of the link. */
  synchronized void apply(List<InForce> faults) {
    drawn.keySet().retainAll(faults);
    var struck = faults.stream().filter(this::strikes).toList();
    if (struck.stream().anyMatch(it -> it.effect() instanceof Effect.Reset)) {
      reset();
    } else if (struck.stream().anyMatch(it -> it.effect() instanceof Effect.HalfOpen)) {
      forget();
    }
    up.apply(Conditions.of(struck, Direction.UP));
    down.apply(Conditions.of(struck, Direction.DOWN));
  }

  private boolean strikes(InForce fault) {
    return drawn.computeIfAbsent(
        fault, it -> ThreadLocalRandom.current().nextDouble() < it.fault().probability());
  }

  /** Returns when it has ended and nothing of it is left. */
  void serve() throws InterruptedException {
    try {
      if (connect()) {
        pump();
      }
      if (forgotten) {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      // the client of a forgotten connection has given up
    } finally {
      close();
    }
  }

  private boolean connect() throws InterruptedException {
    up.awaitRelease(); // in a partition no SYN arrives either
    try {
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      if (!forgotten) {
        target.connect(resolved(), CONNECT_LIMIT_MS);
        return true;
      }
    } catch (IOException e) {
      broken();
    }
    return false;
  }

  /** Each time: a name may lead elsewhere by now. */
  private InetSocketAddress resolved() {
    return new InetSocketAddress(address.getHostString(), address.getPort());
  }

  private void pump() throws InterruptedException {
    var upwards = new Pump(client, target, up, Traffic.both(traffic.up(), own.up()), this);
    var downwards = new Pump(target, client, down, Traffic.both(traffic.down(), own.down()), this);
    var others = List.of(start(upwards::write), start(downwards::read), start(downwards::write));
    upwards.read();
    for (var thread : others) {
      thread.join();
    }
  }

  /** One half of a pump. */
  private interface Half {

    void run() throws InterruptedException;
  }

  private static Thread start(Half half) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                half.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /**
   * One side is gone: so is the other, but for a client that must not hear of it. What we closed
   * ourselves is not broken: its other side gets the FIN that is on its way.
   */
  @Override
  public void broken() {
    if (!forgotten && !closed) {
      reset();
    }
  }

  private synchronized void forget() {
    forgotten = true;
    up.close();
    down.close();
    close(target);
  }

  /** Both sides get an RST; unsent bytes are lost. */
  @Override
  public synchronized void reset() {
    abort(client);
    abort(target);
    close();
  }

  private static void abort(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // closed before
    }
  }

  void close() {
    closed = true;
    up.close();
    down.close();
    close(client);
    close(target);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // the descriptor is released all the same
    }
  }
}
