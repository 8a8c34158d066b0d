package dev.coalmine.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomersTests {

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger silent = new AtomicInteger();
  private volatile String answer = "{\"access_token\":\"t\"}";
  private HttpServer issuer;
  private Customers customers;

  @BeforeEach
  void open() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/token",
        exchange -> {
          try (exchange) { // which breaks the connection off when nothing was answered
            asked.incrementAndGet();
            if (silent.getAndDecrement() <= 0) {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(answer.getBytes());
            }
          }
        });
    issuer.start();
    customers = new Customers(URI.create("http://127.0.0.1:" + issuer.getAddress().getPort()));
  }

  @AfterEach
  void close() {
    issuer.stop(0);
  }

  @Test
  void asksAgainWhenNobodyAnswersAndNotWhenATokenIsKnown() {
    silent.set(2);

    assertThat(customers.token("alice")).isEqualTo("t");
    assertThat(customers.token("alice")).isEqualTo("t");
    assertThat(asked).hasValue(3);
  }

  @Test
  void takesNoForAnAnswer() {
    answer = "{\"error_description\":\"no such customer\"}";

    assertThatThrownBy(() -> customers.token("alice"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no such customer");
    assertThat(asked).hasValue(1);
  }
}
