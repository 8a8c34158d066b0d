package dev.coalmine.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonLineTests {

  private final JsonMapper json = new JsonMapper();

  @Test
  void isWhatAParserReads() {
    var line = new JsonLine();
    line.text("first", "a").object("outer").number("long", Long.MIN_VALUE);
    line.object("inner").end().text("b", "c").end().number("last", 7);

    assertThat(new String(line.complete(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"first\":\"a\",\"outer\":{\"long\":-9223372036854775808,\"inner\":{},\"b\":\"c\"},"
                + "\"last\":7}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"},{\"level\":\"ERROR", "\\", "a\nb\r\t\0\u001f\u007f", "é€😀x", "\u2028"})
  void keepsEveryText(String text) {
    var line = new JsonLine().text("text", text).complete();

    assertThat(json.readTree(line).get("text").asString()).isEqualTo(text);
    assertThat(new String(line, StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void growsWithItsText() {
    var long_ = "\u0001é".repeat(5_000);

    var line = new JsonLine().text("text", long_).complete();

    assertThat(json.readTree(line).get("text").asString()).isEqualTo(long_);
  }

  @Test
  void marksHalfASurrogatePair() {
    var line = new JsonLine().text("text", "a\ud800b").complete();

    assertThat(json.readTree(line).get("text").asString()).isEqualTo("a?b");
  }
}
