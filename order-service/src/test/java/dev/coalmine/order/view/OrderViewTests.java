package dev.coalmine.order.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Others read it in the cache: their tests take the same example. */
class OrderViewTests {

  private static final Path EXAMPLE = Path.of("../contracts/cache/order.example.json");

  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  @Test
  void isWrittenAsTheContractsExample() throws IOException {
    var example = Files.readString(EXAMPLE);

    var written = json.writeValueAsString(json.readValue(example, OrderView.class));

    assertThat(json.readTree(written)).isEqualTo(json.readTree(example));
  }
}
