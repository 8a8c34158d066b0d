package dev.coalmine.rival;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;

/**
 * A bare Vert.x proxy: one event loop, every request to the service named by {@code BACKEND}.
 * {@code SERVER_PORT} is where it listens, on the loopback interface.
 */
public final class VertxProxy {

  private static final int CONNECTIONS = 500; // as many as Reactor Netty's pool has

  private VertxProxy() {}

  public static void main(String[] arguments) {
    var options = new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1);
    var vertx = Vertx.vertx(options);
    var backend = URI.create(System.getenv("BACKEND"));
    var client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    var proxy = HttpProxy.reverseProxy(client).origin(backend.getPort(), backend.getHost());
    vertx.runOnContext(
        _ -> {
          nameThread(vertx);
          vertx
              .createHttpServer()
              .requestHandler(proxy)
              .listen(Integer.parseInt(System.getenv("SERVER_PORT")), "127.0.0.1")
              .onFailure(VertxProxy::end);
        });
  }

  /**
   * The event loop's name says the transport, as Reactor Netty's does, before the proxy listens:
   * the bench reads it as soon as the port answers.
   */
  private static void nameThread(Vertx vertx) {
    Thread.currentThread()
        .setName(vertx.isNativeTransportEnabled() ? "vertx-http-epoll" : "vertx-http-nio");
  }

  private static void end(Throwable failure) {
    System.err.println(failure.getMessage());
    System.exit(1);
  }
}
