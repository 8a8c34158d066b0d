package dev.coalmine.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection, kept for as long as the other side keeps it. */
final class RawConnection implements AutoCloseable {

  private static final int LIMIT_MS = 20_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LIMIT_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Status line and headers, in lower case; the body is read, too.
   *
   * @param headers lines without their ends
   */
  String get(String path, String... headers) throws IOException {
    ask(path, headers);
    return answer();
  }

  void ask(String path, String... headers) throws IOException {
    var lines = new StringBuilder();
    for (var header : headers) {
      lines.append(header).append("\r\n");
    }
    var request = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(path, lines);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  String answer() throws IOException {
    var head = readTo("\r\n\r\n").toLowerCase(Locale.ROOT);
    if (head.contains("transfer-encoding: chunked")) {
      readTo("0\r\n\r\n");
    } else {
      int length = head.indexOf("content-length: ") + "content-length: ".length();
      in.readNBytes(Integer.parseInt(head.substring(length, head.indexOf('\r', length))));
    }
    return head;
  }

  private String readTo(String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int one = in.read();
      if (one < 0) {
        throw new EOFException("the connection ended after: " + text);
      }
      text.append((char) one);
    }
    return text.toString();
  }

  /** Waits for the end of the connection; false when something else comes. */
  boolean ends() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
