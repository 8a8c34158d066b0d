package dev.coalmine.gateway.validation;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

final class Body {

  private Body() {}

  /** A request has a body when it declares a length or a transfer coding (RFC 9112 §6). */
  static boolean present(ServerHttpRequest request) {
    var headers = request.getHeaders();
    return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
  }
}
