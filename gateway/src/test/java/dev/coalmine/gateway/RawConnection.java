package dev.coalmine.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection, kept for as long as the other side keeps it. */
final class RawConnection implements AutoCloseable {

  private static final int LIMIT_MS = 20_000;
  private static final int RECEIVE_BUFFER = 16 * 1024;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /**
   * @param address of this side, as 127.0.0.2
   */
  RawConnection(int port, String address) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(LIMIT_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Status line and headers, in lower case; the body is read, too. */
  String get(String path) throws IOException {
    ask(path);
    return answer();
  }

  void ask(String path) throws IOException {
    var request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
    send(request);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Sends the text again and again, with pauses, until the connection ends or this one is closed.
   */
  void trickle(String text, int pauseMs) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  send(text);
                  Thread.sleep(pauseMs); // a slow client
                }
              } catch (IOException | InterruptedException e) {
                // the connection has ended
              }
            });
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Reads so many bytes, or fewer when the connection ends. */
  int take(int bytes) throws IOException {
    return in.readNBytes(bytes).length;
  }

  /** Everything until the other side ends the connection. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
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
