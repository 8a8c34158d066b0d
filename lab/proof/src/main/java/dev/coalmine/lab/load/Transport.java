package dev.coalmine.lab.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** How requests reach a gateway. Safe for all threads. */
interface Transport extends AutoCloseable {

  /**
   * @param retryAfter zero when the answer does not say
   */
  record Response(int status, Duration retryAfter, String body) {}

  /**
   * @param body null for none
   * @param limit for the answer
   * @throws java.net.ConnectException when there is no connection
   * @throws java.net.http.HttpTimeoutException when there is no answer within the limit
   * @throws IOException when the connection breaks
   */
  Response send(
      String method, URI address, Map<String, String> headers, String body, Duration limit)
      throws IOException, InterruptedException;

  @Override
  void close();
}
