package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueTests {

  private final Set<String> onSale = ConcurrentHashMap.newKeySet();
  private final AtomicInteger tooSlow = new AtomicInteger();
  private HttpServer shop;

  @BeforeEach
  void open() throws IOException {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var path = exchange.getRequestURI().getPath();
            int status =
                switch (exchange.getRequestMethod()) {
                  case "POST" -> 200;
                  case "PUT" -> onSale.add(path) ? 201 : 409;
                  default -> onSale.contains(path) ? 200 : 404;
                };
            status = !path.equals("/token") && tooSlow.getAndDecrement() > 0 ? 504 : status;
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write("{\"access_token\":\"t\"}".getBytes());
          }
        });
    shop.start();
  }

  @AfterEach
  void close() {
    shop.stop(0);
  }

  @Test
  void whatIsMissingIsPutOnSaleOnce() throws Exception {
    assertThat(seed(1)).isEqualTo(Catalogue.entries().size());
    assertThat(seed(1)).isZero();
  }

  @Test
  void asksAgainWhenAPartIsTooSlowToAnswer() throws Exception {
    tooSlow.set(1);

    assertThat(seed(2)).isEqualTo(Catalogue.entries().size());
  }

  @Test
  void saysWhatWasInTheWayTheLastTime() {
    tooSlow.set(2);

    assertThatThrownBy(() -> seed(2)).isInstanceOf(IOException.class).hasMessageContaining("504");
  }

  private int seed(int tries) throws Exception {
    var address = URI.create("http://127.0.0.1:" + shop.getAddress().getPort());
    return Catalogue.seed(address, address, tries, _ -> {});
  }

  @Test
  void theReadmesLampIsOnSale() {
    var lamp =
        Catalogue.entries().stream()
            .filter(it -> it.sku().equals("lamp"))
            .findFirst()
            .orElseThrow();
    assertThat(lamp.offers()).contains(new Catalogue.Offer("standard", 1299));
    assertThat(lamp.stock()).isEqualTo(10_000);
  }
}
