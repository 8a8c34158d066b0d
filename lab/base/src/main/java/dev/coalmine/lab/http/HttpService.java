package dev.coalmine.lab.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server: one function answers every request, each on a virtual thread. */
public final class HttpService implements AutoCloseable {

  private static final int BACKLOG = 512;

  static {
    // answers are small: without this each waits up to 40 ms for the caller's acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private boolean stopped;

  private HttpService(HttpServer server) {
    this.server = server;
  }

  /** A request whose body has been read, up to the server's limit. */
  public record Request(String method, URI address, HttpExchange exchange, String body) {

    public String path() {
      return address.getPath();
    }

    /** Method and path, as {@code GET /health}. */
    public String line() {
      return method + " " + path();
    }

    /** Returns null for a header that the request does not have. */
    public String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }
  }

  /**
   * @param headers in addition to the type of the content
   */
  public record Answer(int status, String type, String body, Map<String, String> headers) {

    public static final Answer HEALTHY = json(200, "{\"status\":\"UP\"}");

    public static Answer json(int status, String body) {
      return new Answer(status, "application/json", body, Map.of());
    }
  }

  /** Answers a request. */
  public interface Handler {

    /** Returns null when the connection is to end without an answer. */
    Answer answer(Request request) throws IOException;
  }

  /**
   * Takes the port and answers nothing yet.
   *
   * @param port 0 for any that is free
   * @throws BindException when the port is in use
   */
  public static HttpService bind(InetAddress address, int port) throws IOException {
    try {
      return new HttpService(HttpServer.create(new InetSocketAddress(address, port), BACKLOG));
    } catch (BindException e) {
      throw (BindException) new BindException("port %d is in use".formatted(port)).initCause(e);
    }
  }

  /**
   * @param largest request that is read, in bytes
   */
  public HttpService serve(int largest, Handler handler) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, largest, handler));
    server.start();
    return this;
  }

  private static void handle(HttpExchange exchange, int largest, Handler handler)
      throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readNBytes(largest), UTF_8);
      var answer =
          handler.answer(
              new Request(exchange.getRequestMethod(), exchange.getRequestURI(), exchange, body));
      if (answer != null) {
        var bytes = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** The address on the loopback interface. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * Takes no more requests; those that are being answered go on, and their callers hear nothing.
   */
  public synchronized void stop() {
    if (!stopped) {
      stopped = true;
      server.stop(0);
    }
  }

  /** Interrupts the requests that are being answered, too. */
  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }
}
