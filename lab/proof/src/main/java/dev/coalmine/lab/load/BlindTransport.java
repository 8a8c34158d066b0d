package dev.coalmine.lab.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * HTTP/1.1 over connections that are kept and used again without a look whether the other side has
 * closed them meanwhile, as some proxies and older clients do. Such a client loses no request only
 * when the last answer on each connection says {@code Connection: close}. It keeps a connection for
 * less time than a gateway drains: longer, and no server could tell it.
 */
final class BlindTransport implements Transport {

  private static final int CONNECT_LIMIT_MS = 1_000;
  private static final long KEPT_NANOS = Duration.ofSeconds(4).toNanos();

  private final Map<String, Deque<Connection>> kept = new ConcurrentHashMap<>();

  /** A connection that had carried an answer before carried no other one. */
  static final class KeptConnectionBroken extends IOException {

    KeptConnectionBroken(IOException cause) {
      super(cause);
    }
  }

  @Override
  public Response send(
      String method, URI address, Map<String, String> headers, String body, Duration limit)
      throws IOException {
    var connections =
        kept.computeIfAbsent(address.getAuthority(), _ -> new ConcurrentLinkedDeque<>());
    var connection = take(connections);
    boolean reused = connection != null;
    if (!reused) {
      connection = new Connection(address);
    }
    try {
      connection.write(request(method, address, headers, body), limit);
      var answer = connection.read();
      if (answer.closes()) {
        connection.close();
      } else {
        connection.usedAt = System.nanoTime();
        connections.push(connection);
      }
      return answer.response();
    } catch (SocketTimeoutException e) {
      connection.close();
      throw new HttpTimeoutException(e.getMessage());
    } catch (IOException e) {
      connection.close();
      throw reused ? new KeptConnectionBroken(e) : e;
    }
  }

  /** The one that was used last, or null. */
  private static Connection take(Deque<Connection> connections) {
    for (Connection one; (one = connections.poll()) != null; one.close()) {
      if (System.nanoTime() - one.usedAt < KEPT_NANOS) {
        return one;
      }
    }
    return null;
  }

  private static byte[] request(
      String method, URI address, Map<String, String> headers, String body) {
    var text = new StringBuilder();
    var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    text.append("%s %s%s HTTP/1.1\r\n".formatted(method, address.getRawPath(), query));
    text.append("Host: %s\r\n".formatted(address.getAuthority()));
    headers.forEach((name, value) -> text.append("%s: %s\r\n".formatted(name, value)));
    if (body != null || !method.equals("GET")) {
      int length = body == null ? 0 : body.getBytes(StandardCharsets.UTF_8).length;
      text.append("Content-Length: %d\r\n".formatted(length));
    }
    text.append("\r\n").append(body == null ? "" : body);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    kept.values().forEach(all -> all.forEach(Connection::close));
  }

  private record Answer(Response response, boolean closes) {}

  private static final class Connection {

    private final Socket socket = new Socket();
    private final InputStream in;
    private volatile long usedAt;

    Connection(URI address) throws IOException {
      int port = address.getPort() < 0 ? 80 : address.getPort();
      try {
        socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_LIMIT_MS);
      } catch (IOException e) {
        socket.close();
        throw (ConnectException) new ConnectException(e.getMessage()).initCause(e);
      }
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }

    void write(byte[] request, Duration limit) throws IOException {
      socket.setSoTimeout((int) limit.toMillis());
      socket.getOutputStream().write(request);
    }

    Answer read() throws IOException {
      int status;
      Map<String, String> headers;
      do {
        status = Integer.parseInt(line().split(" ")[1]);
        headers = headers();
      } while (status < 200);
      boolean closes = headers.getOrDefault("connection", "").equalsIgnoreCase("close");
      var body = new String(body(status, headers, closes), StandardCharsets.UTF_8);
      var wait = headers.getOrDefault("retry-after", "0");
      return new Answer(
          new Response(status, Duration.ofSeconds(Long.parseLong(wait)), body), closes);
    }

    private Map<String, String> headers() throws IOException {
      var headers = new HashMap<String, String>();
      for (String line; !(line = line()).isEmpty(); ) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      return headers;
    }

    private byte[] body(int status, Map<String, String> headers, boolean closes)
        throws IOException {
      if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
        return chunks();
      }
      if (headers.containsKey("content-length")) {
        return exactly(Integer.parseInt(headers.get("content-length")));
      }
      return closes && status != 204 && status != 304 ? in.readAllBytes() : new byte[0];
    }

    private byte[] chunks() throws IOException {
      var body = new ByteArrayOutputStream();
      for (int size; (size = Integer.parseInt(line().split(";")[0].strip(), 16)) > 0; line()) {
        body.writeBytes(exactly(size));
      }
      headers(); // trailers
      return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
      var bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("the connection ended within an answer");
      }
      return bytes;
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int one; (one = in.read()) != '\n'; ) {
        if (one < 0) {
          throw new EOFException("the connection ended before an answer");
        }
        line.append((char) one);
      }
      return line.toString().stripTrailing();
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // it is of no more use either way
      }
    }
  }
}
