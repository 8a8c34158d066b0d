package dev.coalmine.lab.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a service's outbox endpoint would, and notes who asked for what. */
final class Replica implements AutoCloseable {

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  Replica(int status, String answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/actuator/outbox",
        exchange -> {
          asked.add(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(status, answer.length());
          exchange.getResponseBody().write(answer.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  URI address() {
    return address(server.getAddress().getPort());
  }

  /** An address without a listener. */
  static URI dead() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return address(socket.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> asked() {
    return asked;
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
