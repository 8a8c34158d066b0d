package dev.coalmine.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlindTransportTests {

  private static final String KEEPS = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}";
  private static final String CLOSES =
      "HTTP/1.1 200 OK\r\n"
          + "Connection: close\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
          + "2\r\n"
          + "{}\r\n"
          + "0\r\n\r\n";

  private final BlindTransport transport = new BlindTransport();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    transport.close();
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        var connection = server.accept();
        connections.incrementAndGet();
        var script = script();
        Thread.startVirtualThread(() -> serve(connection, script));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  /** The answers of one connection: those before the next empty one, which stands for its end. */
  private List<String> script() {
    var script = new ArrayList<String>();
    while (!answers.isEmpty()) {
      var next = answers.removeFirst();
      if (next.isEmpty()) {
        break;
      }
      script.add(next);
    }
    return script;
  }

  private static void serve(Socket connection, List<String> script) {
    try (connection) {
      var in = new BufferedReader(new InputStreamReader(connection.getInputStream()));
      for (var answer : script) {
        while (!in.readLine().isEmpty()) {}
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keepsAConnection() throws Exception {
    answers.addAll(List.of(KEEPS, KEEPS));

    assertThat(get()).isEqualTo(new Transport.Response(201, Duration.ZERO, "{}"));
    assertThat(get().status()).isEqualTo(201);

    assertThat(connections).hasValue(1);
  }

  @Test
  void doesNotSeeThatAKeptConnectionWasClosed() throws Exception {
    answers.addAll(List.of(KEEPS, ""));
    get();

    assertThatThrownBy(this::get).isInstanceOf(BlindTransport.KeptConnectionBroken.class);
  }

  @Test
  void believesAnAnswerThatEndsItsConnection() throws Exception {
    answers.addAll(List.of(CLOSES, "", KEEPS));

    assertThat(get().body()).isEqualTo("{}");
    assertThat(get().status()).isEqualTo(201);

    assertThat(connections).hasValue(2);
  }

  @Test
  void aRefusedConnectionIsNoKeptOne() throws Exception {
    int closed;
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = other.getLocalPort();
    }

    assertThatThrownBy(() -> get(closed)).isInstanceOf(ConnectException.class);
  }

  private Transport.Response get() throws IOException {
    return get(server.getLocalPort());
  }

  private Transport.Response get(int port) throws IOException {
    var address = URI.create("http://127.0.0.1:" + port + "/api/products?limit=1");
    return transport.send("GET", address, Map.of("X", "y"), null, Duration.ofSeconds(5));
  }
}
