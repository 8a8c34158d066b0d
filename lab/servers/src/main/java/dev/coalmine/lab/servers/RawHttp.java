package dev.coalmine.lab.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Sends what no HTTP client sends: header values of any bytes. */
public final class RawHttp {

  private static final int READ_LIMIT_MILLIS = 30_000;

  private RawHttp() {}

  /**
   * @param port of the loopback interface
   * @param line method and address: {@code GET /api/orders}
   * @param body may be empty
   * @param headers whole lines such as {@code Accept: x}, each character one byte; Host, Connection
   *     and Content-Length are added
   * @return the answer as it came, head and body, each byte one character
   * @throws IOException when the connection fails or nothing comes for 30 s
   */
  public static String exchange(int port, String line, String body, String... headers)
      throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_LIMIT_MILLIS);
      var head =
          "%s HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n\r\n"
              .formatted(line, body.length(), String.join("\r\n", headers));
      socket.getOutputStream().write((head + body).getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
