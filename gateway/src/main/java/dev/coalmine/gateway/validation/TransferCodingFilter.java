package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses a {@code Transfer-Encoding} other than {@code chunked} alone (RFC 9112 §6.1). Netty takes
 * a message with any other one for a message without a body, so the body's bytes would be a request
 * of their own. The connection ends with the answer, because the end of the body is unknown.
 */
@Component
class TransferCodingFilter implements RequestStep {

  private static final String CHUNKED = "chunked";

  @Override
  public void apply(ServerWebExchange exchange) {
    var codings = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.TRANSFER_ENCODING);
    if (!codings.isEmpty() && !isChunked(codings)) {
      throw refusal(codings).header(HttpHeaders.CONNECTION, "close");
    }
  }

  private static boolean isChunked(List<String> codings) {
    return codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase(CHUNKED);
  }

  private static Problem refusal(List<String> fields) {
    boolean known =
        fields.stream()
            .flatMap(field -> Arrays.stream(field.split(",")))
            .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
            .allMatch(coding -> coding.isEmpty() || coding.equals(CHUNKED));
    return known
        ? new Problem(
            HttpStatus.BAD_REQUEST,
            "invalid-framing",
            "The end of the body cannot be found: Transfer-Encoding must say chunked, once.")
        : new Problem(
            HttpStatus.NOT_IMPLEMENTED,
            "unknown-transfer-coding",
            "The gateway reads no Transfer-Encoding but chunked.");
  }

  @Override
  public int getOrder() {
    return FilterOrder.TRANSFER_CODING.order();
  }
}
