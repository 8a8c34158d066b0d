package dev.coalmine.lab.bench.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/**
 * Sends HTTP requests over connections that are kept, from one thread: as fast as they are answered
 * (closed loop), or at a rate whatever the answers do (open loop). In the open loop a request that
 * finds no free connection waits, and its latency counts from when it should have been sent.
 */
public final class LoadGenerator implements AutoCloseable {

  private static final long LAST_ANSWERS_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long LONG_NANOS = Duration.ofMillis(2).toNanos();
  private static final long SHORT_NANOS = 100_000;
  private static final long RECONNECT_NANOS = Duration.ofMillis(50).toNanos();

  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
  private final List<Lane> lanes = new ArrayList<>();
  private final Requests requests;
  private final Observer observer;
  private long number;
  private int underWay;
  private boolean closedLoop;
  private LongPredicate goesOn = _ -> false;

  /** The bytes of each request. */
  @FunctionalInterface
  public interface Requests {

    /**
     * @param number counts from 0
     */
    byte[] bytes(long number);
  }

  /** Is told of each answer. */
  @FunctionalInterface
  public interface Observer {

    /**
     * Times are those of {@link System#nanoTime}.
     *
     * @param number of the request, as {@link Requests} was asked for it
     * @param intended when the request should have been sent
     * @param sent when it was sent
     * @param received when all of its answer was there
     * @param status of the answer; 0 when the connection broke, or no answer came
     */
    void answered(long number, long intended, long sent, long received, int status);
  }

  /** The connections to one server, and the requests that wait for one of them. */
  private final class Lane {

    private final InetSocketAddress server;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Deque<Long> waiting = new ArrayDeque<>();
    private final List<Connection> all = new ArrayList<>();

    private Lane(int port) {
      server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
  }

  private final class Connection {

    private final Lane lane;
    private final AnswerReader reader = new AnswerReader();
    private SocketChannel channel;
    private long number;
    private long intended;
    private long sent;
    private boolean busy;
    private long retryAt;

    private Connection(Lane lane) {
      this.lane = lane;
    }

    private void connect() throws IOException {
      channel = SocketChannel.open(lane.server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }
  }

  /**
   * @param ports of the servers on the loopback interface, asked in turn; at least one
   * @param connections to each of them, 1 to 10,000
   * @throws IOException when a connection is refused
   */
  public LoadGenerator(List<Integer> ports, int connections, Requests requests, Observer observer)
      throws IOException {
    this.requests = requests;
    this.observer = observer;
    for (int port : ports) {
      var lane = new Lane(port);
      lanes.add(lane);
      for (int i = 0; i < connections; i++) {
        var connection = new Connection(lane);
        connection.connect();
        lane.all.add(connection);
        lane.idle.add(connection);
      }
    }
  }

  /**
   * Keeps every connection busy for a time.
   *
   * @return nanoseconds from the first request to the end of the time
   */
  public long closedLoop(Duration time) throws IOException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    closedLoop(now -> now < end);
    return end - start;
  }

  /**
   * Keeps every connection busy until so many requests have been sent.
   *
   * @param count at least 1
   */
  public void closedLoop(long count) throws IOException {
    long last = number + count;
    closedLoop(_ -> number < last);
  }

  private void closedLoop(LongPredicate goesOn) throws IOException {
    closedLoop = true;
    this.goesOn = goesOn;
    for (var lane : lanes) {
      while (!lane.idle.isEmpty() && goesOn.test(System.nanoTime())) {
        send(lane.idle.pop(), System.nanoTime());
      }
    }
    while (goesOn.test(System.nanoTime())) {
      selector.select(this::read, 100);
      revive();
    }
    drain();
  }

  /**
   * Sends at a steady rate.
   *
   * @param rate requests a second over all servers, above 0
   * @param count how many
   * @return nanoseconds from the first request to when the last was due
   */
  public long openLoop(double rate, long count) throws IOException {
    closedLoop = false;
    long start = System.nanoTime();
    for (long i = 0; i < count; ) {
      long due = start + (long) (i * 1e9 / rate);
      if (System.nanoTime() >= due) {
        offer(lanes.get((int) (i % lanes.size())), due);
        i++;
      } else if (selector.selectNow(this::read) == 0) {
        idle(due - System.nanoTime());
      }
      if ((i & 255) == 0) {
        revive();
      }
    }
    long end = start + (long) (count * 1e9 / rate);
    drain();
    return end - start;
  }

  /** Sleeps where there is time for it: the servers may share this core. */
  private void idle(long nanos) throws IOException {
    if (nanos > LONG_NANOS) {
      selector.select(this::read, nanos / 1_000_000 - 1);
    } else if (nanos > SHORT_NANOS) {
      LockSupport.parkNanos(SHORT_NANOS / 2);
    } else {
      Thread.yield();
    }
  }

  private void offer(Lane lane, long intended) throws IOException {
    var connection = lane.idle.poll();
    if (connection == null) {
      lane.waiting.add(intended);
    } else {
      send(connection, intended);
    }
  }

  private void send(Connection connection, long intended) throws IOException {
    connection.number = number++;
    connection.intended = intended;
    connection.sent = System.nanoTime();
    connection.busy = true;
    underWay++;
    try {
      var bytes = ByteBuffer.wrap(requests.bytes(connection.number));
      while (bytes.hasRemaining()) {
        connection.channel.write(bytes);
      }
    } catch (IOException e) {
      broken(connection);
    }
  }

  private void read(SelectionKey key) {
    var connection = (Connection) key.attachment();
    try {
      in.clear();
      if (connection.channel.read(in) < 0) {
        broken(connection);
        return;
      }
      in.flip();
      connection.reader.add(in);
      int status = connection.reader.take();
      if (status != 0) {
        answered(connection, status);
        if (connection.reader.closes()) {
          close(connection, 0);
        }
        next(connection);
      }
    } catch (IOException | NumberFormatException e) {
      broken(connection);
    }
  }

  private void answered(Connection connection, int status) {
    if (connection.busy) {
      connection.busy = false;
      underWay--;
      observer.answered(
          connection.number, connection.intended, connection.sent, System.nanoTime(), status);
    }
  }

  /** Gives a connection that is free its next request, if it is open and there is one. */
  private void next(Connection connection) throws IOException {
    if (!connection.channel.isOpen()) {
      return;
    }
    var waiting = connection.lane.waiting.poll();
    if (waiting != null) {
      send(connection, waiting);
    } else if (closedLoop && goesOn.test(System.nanoTime())) {
      send(connection, System.nanoTime());
    } else {
      connection.lane.idle.push(connection);
    }
  }

  private void broken(Connection connection) {
    answered(connection, 0);
    connection.lane.idle.remove(connection);
    close(connection, RECONNECT_NANOS);
  }

  /**
   * @param pause until it is opened again, in nanoseconds
   */
  private static void close(Connection connection, long pause) {
    connection.reader.forget();
    connection.retryAt = System.nanoTime() + pause;
    try {
      connection.channel.close();
    } catch (IOException e) {
      // it is gone
    }
  }

  /** Opens again what was closed, a moment later. */
  private void revive() throws IOException {
    for (var lane : lanes) {
      for (var connection : lane.all) {
        if (!connection.channel.isOpen() && System.nanoTime() >= connection.retryAt) {
          try {
            connection.connect();
          } catch (IOException e) {
            connection.retryAt = System.nanoTime() + RECONNECT_NANOS;
            continue;
          }
          next(connection);
        }
      }
    }
  }

  private void drain() throws IOException {
    long limit = System.nanoTime() + LAST_ANSWERS_NANOS;
    while ((underWay > 0 || waiting() > 0) && System.nanoTime() < limit) {
      selector.select(this::read, 10);
      revive();
    }
    long now = System.nanoTime();
    for (var lane : lanes) {
      lane.waiting.forEach(due -> observer.answered(number++, due, due, now, 0));
      lane.waiting.clear();
      for (var connection : lane.all) {
        answered(connection, 0);
      }
    }
  }

  private int waiting() {
    return lanes.stream().mapToInt(lane -> lane.waiting.size()).sum();
  }

  @Override
  public void close() throws IOException {
    for (var lane : lanes) {
      for (var connection : lane.all) {
        connection.channel.close();
      }
    }
    selector.close();
  }
}
