package dev.coalmine.lab.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface. Free ones are drawn below those that systems give to outgoing
 * connections (from 32,768 on Linux, 49,152 elsewhere): one of these could be taken while the
 * server that has it is down, and keep it from coming back.
 */
public final class Ports {

  private static final int LOWEST = 10_000;
  private static final int ABOVE_HIGHEST = 32_768;
  private static final int CONNECT_LIMIT_MS = 200;

  private Ports() {}

  /** A port that was free a moment ago. */
  public static int free() {
    return free(1).getFirst();
  }

  /**
   * That many different ones.
   *
   * @param count 1 to 1,000
   */
  public static List<Integer> free(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      while (sockets.size() < count) {
        int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE_HIGHEST);
        listen(port).ifPresent(sockets::add);
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      sockets.forEach(Ports::close);
    }
  }

  private static Optional<ServerSocket> listen(int port) {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a server could listen there now. */
  public static boolean isFree(int port) {
    var socket = listen(port);
    socket.ifPresent(Ports::close);
    return socket.isPresent();
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static int orFree(int port) {
    return port == 0 ? free() : port;
  }
}
