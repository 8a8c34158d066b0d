package dev.coalmine.lab.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A proxy with one link, called wire, to a server whose connections the test holds in hand. */
final class Wire implements AutoCloseable {

  /** So that a test that waits in vain ends. */
  private static final int READ_LIMIT_MS = 20_000;

  private final ServerSocket server;
  private final HttpClient http = HttpClient.newHttpClient();
  final Proxy proxy;

  Wire() throws IOException {
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    server.setSoTimeout(READ_LIMIT_MS);
    proxy =
        Proxy.start(
            new Proxy.Settings(0, List.of(new LinkAddress("wire", 0, server.getLocalPort()))));
  }

  /** A connection through the proxy, both its ends. */
  record Ends(Socket client, Socket server) {}

  Ends connect() throws IOException {
    return new Ends(client(), accept());
  }

  Socket client() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port("wire"));
    socket.setSoTimeout(READ_LIMIT_MS);
    return socket;
  }

  Socket accept() throws IOException {
    var socket = server.accept();
    socket.setSoTimeout(READ_LIMIT_MS);
    return socket;
  }

  void dropServer() throws IOException {
    server.close();
  }

  /** Whether a connection waits at the server. */
  boolean isCalled() throws IOException {
    server.setSoTimeout(1);
    try (var _ = server.accept()) {
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      server.setSoTimeout(READ_LIMIT_MS);
    }
  }

  /**
   * @param rest of the JSON, such as {@code "kind":"RESET"}
   * @return its id
   */
  String fault(String rest) {
    return fault(Duration.ofMinutes(10), rest);
  }

  String fault(Duration time, String rest) {
    var form = "{\"link\":\"wire\",\"ttlMillis\":%d,%s}".formatted(time.toMillis(), rest);
    var answer = send("POST", "/faults", form);
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.body());
    }
    return answer.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
  }

  void clear(String id) {
    if (send("DELETE", "/faults/" + id, "").statusCode() != 200) {
      throw new IllegalStateException("no fault " + id);
    }
  }

  HttpResponse<String> send(String method, String path, String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(proxy.uri() + path))
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes());
  }

  static String read(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length));
  }

  /** Whether the other side resets it, now or soon. */
  static boolean isReset(Socket socket) throws IOException {
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    server.close();
    http.close();
  }
}
