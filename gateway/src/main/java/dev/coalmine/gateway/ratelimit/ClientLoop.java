package dev.coalmine.gateway.ratelimit;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Returns to the thread of a client's connection. What another client library answers arrives on a
 * thread of its own, which all requests share and which would do the rest of their work.
 */
final class ClientLoop {

  private ClientLoop() {}

  /** The same answer, on the event loop of the request's connection. */
  static <T> Mono<T> goOn(ServerWebExchange exchange, Mono<T> answer) {
    var loop = of(exchange.getRequest());
    return loop == null ? answer : answer.publishOn(Schedulers.fromExecutor(loop));
  }

  /** None once the connection has ended. */
  private static @Nullable EventLoop of(ServerHttpRequest request) {
    HttpServerRequest server = ServerHttpRequestDecorator.getNativeRequest(request);
    var loop = new EventLoop[1];
    server.withConnection(connection -> loop[0] = connection.channel().eventLoop());
    return loop[0];
  }
}
