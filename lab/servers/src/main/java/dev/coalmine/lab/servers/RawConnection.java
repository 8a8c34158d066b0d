package dev.coalmine.lab.servers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/** One HTTP connection, kept for as long as the other side keeps it. */
public final class RawConnection implements AutoCloseable {

  private static final int LIMIT_MS = 20_000;
  private static final int RECEIVE_BUFFER = 16 * 1024;

  private final Socket socket;
  private final InputStream in;

  /**
   * @param port of the loopback interface
   * @throws IOException when no connection is made; each method throws one when nothing comes for
   *     20 s, too
   */
  public RawConnection(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /**
   * @param port of the loopback interface
   * @param address of this side, as 127.0.0.2
   * @throws IOException as the constructor without an address
   */
  public RawConnection(int port, String address) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(
        RECEIVE_BUFFER); // so that a client that does not read fills it soon
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(LIMIT_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Asks, and returns status line and headers in lower case; the body is read, too.
   *
   * @param headers lines without their ends
   */
  public String get(String path, String... headers) throws IOException {
    ask(path, headers);
    return answer();
  }

  /** Sends a request without waiting for its answer. */
  public void ask(String path, String... headers) throws IOException {
    var lines = String.join("", Stream.of(headers).map(header -> header + "\r\n").toList());
    send("GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(path, lines));
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Sends the text again and again, with pauses, until the connection ends or this one is closed.
   *
   * @param pauseMs milliseconds between two texts
   */
  public void trickle(String text, int pauseMs) {
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

  /** Ends this side's stream of bytes; the other side may still answer. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Reads so many bytes, or fewer when the connection ends; returns how many. */
  public int take(int bytes) throws IOException {
    return in.readNBytes(bytes).length;
  }

  /** Returns everything until the other side ends the connection. */
  public String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
  }

  /** Returns status line and headers of the next answer, in lower case, and reads its body. */
  public String answer() throws IOException {
    var head = readTo("\r\n\r\n").toLowerCase(Locale.ROOT);
    if (head.contains("transfer-encoding: chunked")) {
      readTo("0\r\n\r\n");
    } else if (head.contains("content-length: ")) {
      int length = head.indexOf("content-length: ") + "content-length: ".length();
      in.readNBytes(Integer.parseInt(head.substring(length, head.indexOf('\r', length))));
    } else { // the body goes on to the end of the connection
      in.readAllBytes();
    }
    return head;
  }

  /** Returns status line and headers of an answer that is not the last one (1xx). */
  public String interim() throws IOException {
    return readTo("\r\n\r\n").toLowerCase(Locale.ROOT);
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

  /** Waits for the end of the connection; returns false when something else comes. */
  public boolean ends() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
