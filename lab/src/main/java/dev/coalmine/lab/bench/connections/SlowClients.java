package dev.coalmine.lab.bench.connections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many slow clients of each kind; one that is cut off connects again. Readers do not all do so
 * at once: they are cut off together, and the requests of hundreds of new readers would be a flood,
 * which is for rate limits. Ends when closed.
 */
final class SlowClients implements AutoCloseable {

  private static final int RECEIVE_BUFFER = 4 * 1024;
  private static final int AGAIN_MS = 200;
  private static final int READERS_AGAIN_MS = 20_000;
  private static final int CONNECT_MS = 2_000;

  private final InetSocketAddress gateway;
  private final InetAddress from;
  private final String token;
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicLong cutOff = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param from the address of the slow clients
   * @param token of a customer
   * @param each how many of each kind
   */
  SlowClients(URI gateway, InetAddress from, String token, int each) {
    this.gateway = new InetSocketAddress(gateway.getHost(), gateway.getPort());
    this.from = from;
    this.token = token;
    for (var kind : SlowClient.values()) {
      for (int i = 0; i < each; i++) {
        threads.add(Thread.ofVirtual().start(() -> stay(kind)));
      }
    }
  }

  private void stay(SlowClient kind) {
    while (!Thread.currentThread().isInterrupted()) {
      try (var socket = new Socket()) {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(gateway, CONNECT_MS);
        connected.incrementAndGet();
        try {
          kind.occupy(socket, token);
        } finally {
          connected.decrementAndGet();
        }
      } catch (IOException e) {
        cutOff.incrementAndGet();
        pause(kind);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause(SlowClient kind) {
    try {
      TimeUnit.MILLISECONDS.sleep(
          kind == SlowClient.READER
              ? ThreadLocalRandom.current().nextInt(READERS_AGAIN_MS)
              : AGAIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int connected() {
    return connected.get();
  }

  /** How many connections the gateway has ended. */
  long cutOff() {
    return cutOff.get();
  }

  @Override
  public void close() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    for (var thread : threads) {
      thread.join();
    }
  }
}
