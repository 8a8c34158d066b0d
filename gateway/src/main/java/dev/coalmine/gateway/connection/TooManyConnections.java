package dev.coalmine.gateway.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The answer to a connection that is one too many. It is the same for all, so it costs nothing. */
final class TooManyConnections {

  private static final String PROBLEM =
      """
      {"type":"https://coalmine.dev/problems/too-many-connections","title":"Service Unavailable",\
      "status":503,"detail":"The gateway, or your address, has too many connections open. Use the \
      connections that you have, or try again."}\
      """;

  static final byte[] ANSWER =
      ("HTTP/1.1 503 Service Unavailable\r\n"
              + "Content-Type: application/problem+json\r\n"
              + "Content-Length: "
              + PROBLEM.length()
              + "\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"
              + PROBLEM)
          .getBytes(US_ASCII);

  private TooManyConnections() {}
}
