package dev.coalmine.gateway.problem;

import java.util.LinkedHashMap;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * An address that is not a URI, as {@code ?query=a|b}, is refused by the framework with a bare 400
 * before any filter sees it. This gives that answer its body; there is no trace to name in it.
 */
@Configuration(proxyBeanMethods = false)
class UnreadableAddress {

  @Bean
  NettyServerCustomizer explainUnreadableAddress(JsonMapper json) {
    var body = json.writeValueAsBytes(body());
    return server ->
        server.mapHandle(
            (handled, connection) -> handled.then(Mono.defer(() -> complete(connection, body))));
  }

  private static Mono<Void> complete(Object connection, byte[] body) {
    if (connection instanceof HttpServerResponse response
        && !response.hasSentHeaders()
        && response.status().code() == HttpStatus.BAD_REQUEST.value()) {
      return response
          .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
          .sendByteArray(Mono.just(body))
          .then();
    }
    return Mono.empty();
  }

  private static LinkedHashMap<String, Object> body() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", ProblemFilter.TYPES + "invalid-address");
    body.put("title", HttpStatus.BAD_REQUEST.getReasonPhrase());
    body.put("status", HttpStatus.BAD_REQUEST.value());
    body.put("detail", "The address is not a valid URI: percent-encode what RFC 3986 reserves.");
    return body;
  }
}
