package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Receives webhooks, and remembers them in the order in which they came. */
final class Merchant implements AutoCloseable {

  private final String secret;
  private final HttpServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final AtomicBoolean refuse = new AtomicBoolean();

  Merchant(String secret) {
    this.secret = secret;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      int status = refuse.getAndSet(false) ? 500 : 200;
      try {
        remember(
            Webhook.constructEvent(
                body, exchange.getRequestHeaders().getFirst("Stripe-Signature"), secret));
      } catch (SignatureVerificationException e) {
        told.add("wrong signature");
        status = 400;
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private void remember(Event event) {
    ids.add(event.getId());
    told.add(event.getType());
  }

  void refuseTheNext() {
    refuse.set(true);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Types of events. */
  List<String> told() {
    return List.copyOf(told);
  }

  List<String> ids() {
    return ids;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
