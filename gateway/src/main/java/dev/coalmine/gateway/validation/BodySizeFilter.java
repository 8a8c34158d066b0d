package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.problem.Problem;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A declared length over the limit is refused before anything is sent on. A body of undeclared
 * length is counted while it passes; at the limit the request to the service is broken off, which
 * no service takes for a complete body.
 */
@Component
class BodySizeFilter implements RouteFilter {

  private final long limit;

  BodySizeFilter(BodySettings settings) {
    limit = settings.max().toBytes();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    var request = exchange.getRequest();
    long declared = request.getHeaders().getContentLength();
    if (declared > limit) {
      return Mono.error(tooLarge());
    }
    if (declared < 0 && Body.present(request)) {
      return chain.filter(exchange.mutate().request(new CountedBody(request)).build());
    }
    return chain.filter(exchange);
  }

  private Problem tooLarge() {
    return new Problem(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        "The body is larger than %d bytes.".formatted(limit));
  }

  @Override
  public int getOrder() {
    return FilterOrder.BODY_SIZE.order();
  }

  private final class CountedBody extends ServerHttpRequestDecorator {

    private long seen;

    CountedBody(ServerHttpRequest request) {
      super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return super.getBody()
          .map(
              buffer -> {
                seen += buffer.readableByteCount();
                if (seen > limit) {
                  DataBufferUtils.release(buffer);
                  throw tooLarge();
                }
                return buffer;
              });
    }
  }
}
