package dev.coalmine.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service's process: says what it was asked, and misbehaves on request. */
final class Backend {

  record Asked(String method, String uri, HttpHeaders headers, String body) {}

  /** Addresses of the requests whose head has arrived. */
  final List<String> begun = new CopyOnWriteArrayList<>();

  /** Requests that have arrived whole. */
  final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** Addresses of the requests whose connection ended before their body did. */
  final List<String> brokenOff = new CopyOnWriteArrayList<>();

  private final List<Channel> channels = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile DisposableServer server;
  private volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> behaviour;

  Backend() {
    behaves(Backend::ok);
    server = listen(0);
    port = server.port();
  }

  private DisposableServer listen(int port) {
    return HttpServer.create()
        .host("127.0.0.1")
        .port(port)
        .doOnConnection(connection -> channels.add(connection.channel()))
        .handle((request, response) -> behaviour.apply(request, response))
        .bindNow();
  }

  int port() {
    return port;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void behaves(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> behaviour) {
    this.behaviour =
        (request, response) -> {
          begun.add(request.uri());
          return request
              .receive()
              .aggregate()
              .asString()
              .doOnError(_ -> brokenOff.add(request.uri()))
              .defaultIfEmpty("")
              .doOnNext(body -> note(request, body))
              .flatMap(_ -> Mono.from(behaviour.apply(request, response)));
        };
  }

  private void note(HttpServerRequest request, String body) {
    asked.add(
        new Asked(request.method().name(), request.uri(), request.requestHeaders().copy(), body));
  }

  static Publisher<Void> ok(HttpServerRequest request, HttpServerResponse response) {
    return response.header("Content-Type", "application/json").sendString(Mono.just("{}"));
  }

  static Publisher<Void> never(HttpServerRequest request, HttpServerResponse response) {
    return Mono.never();
  }

  static Publisher<Void> breakOff(HttpServerRequest request, HttpServerResponse response) {
    response.withConnection(connection -> connection.channel().close());
    return Mono.never();
  }

  /** One event at once and then silence, as a customer without orders would see. */
  static Publisher<Void> oneEvent(HttpServerRequest request, HttpServerResponse response) {
    return response
        .sse()
        .sendString(
            Flux.just("id: 1\ndata: hello\n\n").concatWith(Flux.never()), StandardCharsets.UTF_8);
  }

  /** As SIGKILL does: the connections break, new ones are refused. */
  void kill() {
    server.disposeNow();
    channels.forEach(channel -> channel.close().syncUninterruptibly());
    channels.clear();
  }

  void revive() {
    if (server.isDisposed()) {
      server = listen(port);
    }
    behaves(Backend::ok);
    begun.clear();
    asked.clear();
    brokenOff.clear();
  }
}
