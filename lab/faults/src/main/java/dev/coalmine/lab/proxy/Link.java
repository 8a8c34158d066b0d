package dev.coalmine.lab.proxy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A port in front of another, and the connections through it. */
final class Link implements AutoCloseable {

  /** Further clients wait in the kernel: a black hole of a day must not eat all descriptors. */
  private static final int MOST_CONNECTIONS = 512;

  private static final int BACKLOG = 128;
  private static final int ENDED_REMEMBERED = 64;
  private static final int OUT_OF_DESCRIPTORS_PAUSE_MS = 100;

  private final String name;
  private final ServerSocket server = new ServerSocket();
  private final InetSocketAddress target;
  private final Traffic traffic = new Traffic();
  private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Deque<OpenConnection> ended = new ArrayDeque<>();
  private List<InForce> faults = List.of();

  /**
   * As the control API shows it.
   *
   * @param target host and port
   * @param connections open at this moment
   * @param bytesUp passed on to the target since the start
   * @param bytesDown passed on to clients since the start
   */
  record State(
      String name, int listen, String target, int connections, long bytesUp, long bytesDown) {}

  private Link(LinkAddress address) throws IOException {
    name = address.name();
    target = InetSocketAddress.createUnresolved(address.host(), address.target());
  }

  /**
   * @param bind the address to listen on
   * @throws BindException when its port is in use
   */
  static Link open(InetAddress bind, LinkAddress address) throws IOException {
    var link = new Link(address);
    try {
      link.server.bind(new InetSocketAddress(bind, address.listen()), BACKLOG);
    } catch (BindException e) {
      link.close();
      throw new BindException(
          "port %d of link %s is in use".formatted(address.listen(), address.name()));
    }
    Thread.ofVirtual().name("link " + address.name()).start(link::accept);
    return link;
  }

  String name() {
    return name;
  }

  int port() {
    return server.getLocalPort();
  }

  State state() {
    return new State(
        name,
        port(),
        target.getHostString() + ":" + target.getPort(),
        open.size(),
        traffic.up().sum(),
        traffic.down().sum());
  }

  /** Those that are open, and the last that were. */
  List<OpenConnection> connections() {
    var all = new ArrayList<OpenConnection>();
    synchronized (ended) {
      all.addAll(ended);
    }
    open.forEach(connection -> all.add(connection.state(name)));
    return all;
  }

  private void remember(Connection connection) {
    synchronized (ended) {
      ended.addLast(connection.state(name));
      if (ended.size() > ENDED_REMEMBERED) {
        ended.removeFirst();
      }
    }
  }

  /** From now on these are its faults, for each connection that is and will be. */
  synchronized void apply(List<InForce> now) {
    faults = now;
    open.forEach(connection -> connection.apply(now));
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        room.acquire();
        try {
          begin(server.accept());
        } catch (IOException | RuntimeException | Error e) {
          room.release();
          TimeUnit.MILLISECONDS.sleep(OUT_OF_DESCRIPTORS_PAUSE_MS); // or closed
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not while the faults change: the connection would miss it. */
  private synchronized void begin(Socket client) throws IOException {
    if (server.isClosed()) {
      client.close();
      return;
    }
    var connection = new Connection(client, target, traffic);
    open.add(connection);
    connection.apply(faults);
    Thread.ofVirtual().start(() -> serve(connection));
  }

  private void serve(Connection connection) {
    try {
      connection.serve();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      remember(connection);
      open.remove(connection);
      room.release();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (this) {
      open.forEach(Connection::close);
    }
  }
}
