package dev.coalmine.lab.bench.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A way to keep a connection busy that costs the client next to nothing. */
enum SlowClient {
  /** A head of which a byte comes every half second. */
  HEAD {
    @Override
    void occupy(Socket socket, String token) throws IOException, InterruptedException {
      send(socket, "GET /api/products HTTP/1.1\r\nHost: slow\r\nX-Slow: ");
      trickle(socket, "x");
    }
  },
  /** The body of an order of which a byte comes every half second. */
  BODY {
    @Override
    void occupy(Socket socket, String token) throws IOException, InterruptedException {
      send(
          socket,
          """
          POST /api/orders HTTP/1.1\r
          Host: slow\r
          Authorization: Bearer %s\r
          Idempotency-Key: slow\r
          Content-Type: application/json\r
          Content-Length: 100000\r
          \r
          """
              .formatted(token));
      trickle(socket, " ");
    }
  },
  /** Requests whose answers are not read, of the lab's client, which no rate limit refuses. */
  READER {
    @Override
    void occupy(Socket socket, String token) throws IOException, InterruptedException {
      var request =
          """
          GET %s HTTP/1.1\r
          Host: slow\r
          Authorization: Bearer %s\r
          \r
          """
              .formatted(LargeProduct.PATH, token);
      send(socket, request.repeat(REQUESTS));
      while (true) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        socket.getOutputStream().write('\r'); // may stand before a request; tells when the end came
      }
    }
  };

  private static final int PAUSE_MS = 500;

  /** Their answers are more than the kernels of both sides keep. */
  private static final int REQUESTS = 40;

  /**
   * Returns only by an exception.
   *
   * @param token of a customer
   * @throws IOException when the gateway has ended the connection
   * @throws InterruptedException when the connection is not wanted any more
   */
  abstract void occupy(Socket socket, String token) throws IOException, InterruptedException;

  private static void trickle(Socket socket, String bytes)
      throws IOException, InterruptedException {
    while (true) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      send(socket, bytes);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
