package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueTests {

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
