package dev.coalmine.platform.drain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An empty Eureka that writes down what it is told. */
final class StubRegistry implements AutoCloseable {

  record Told(String method, String uri, String body) {}

  private static final String NO_APPLICATIONS =
      """
      {"applications":{"versions__delta":"1","apps__hashcode":"","application":[]}}
      """;

  final List<Told> told = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  StubRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/eureka/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      told.add(new Told(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body));
      switch (exchange.getRequestMethod()) {
        case "GET" -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, NO_APPLICATIONS.length());
          exchange.getResponseBody().write(NO_APPLICATIONS.getBytes(StandardCharsets.US_ASCII));
        }
        case "POST" -> exchange.sendResponseHeaders(204, -1);
        default -> exchange.sendResponseHeaders(200, -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
