package dev.coalmine.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.mock.http.MockHttpInputMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A body that cannot be read is spoken of without a word of the library that reads it. */
class UnreadableBodyTests {

  static final String LIBRARY_WORDS =
      "(?is).*(jackson|source\\b|redacted|\\borg\\.|\\bjava|tools\\.|coalmine\\.platform|feature"
          + "|failed to|deserial|token|object property|exception|`).*";

  enum Colour {
    RED,
    BLUE
  }

  record Body(
      Colour colour,
      Double weight,
      Integer count,
      Long pieces,
      Boolean fresh,
      List<String> names,
      Map<String, Integer> counts,
      Body inner) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | it ends before its JSON does",
        "[1, | the body must be an object",
        "{~colour~:~GREEN~} | colour must be one of RED, BLUE",
        "{~colour~:1} | colour must be one of RED, BLUE",
        "{~colour~:~~} | colour must be one of RED, BLUE",
        "{~weight~:~1~} | weight must be a number",
        "{~weight~:NaN} | is not JSON",
        "{~weight~:-Infinity} | is not JSON",
        "{~count~:1.5} | count must be a whole number of at most 32 bits",
        "{~count~:99999999999} | count must be a whole number of at most 32 bits",
        "{~pieces~:99999999999999999999} | pieces must be a whole number of at most 64 bits",
        "{~pieces~:~1~} | pieces must be a whole number of at most 64 bits",
        "{~pieces~:01} | is not JSON",
        "{~pieces~:+1} | is not JSON",
        "{~pieces~:.5} | is not JSON",
        "{~fresh~:~true~} | fresh must be true or false",
        "{~fresh~:TRUE} | is not JSON",
        "{~names~:~x~} | names must be an array",
        "{~names~:{}} | names must be an array",
        "{~names~:[~x~,1]} | names[1] must be a string",
        "{~counts~:[]} | counts must be an object",
        "{~counts~:{~a~:~b~}} | counts.a must be a whole number",
        "{~inner~:{~inner~:7}} | inner.inner must be an object",
        "{~inner~:{~count~:1,~count~:2}} | ~count~ is there twice",
        "{~count~:1}{} | something follows its JSON",
        "{~count~:1}] | is not JSON",
        "{~count~:1}x | is not JSON",
        "{~count~ 1} | is not JSON",
        "{count:1} | is not JSON",
        "{~names~:[~\\x~]} | is not JSON",
        "{~names~:[~\t~]} | is not JSON",
        "{~count~:/* one */1} | is not JSON",
        "DEEP | nested too deeply",
        "LONG | too long"
      })
  void saysWhatIsWrongAndWhere(String body, String expected) {
    var detail =
        detail(
            switch (body) {
              case "DEEP" -> "{\"inner\":".repeat(2_000);
              case "LONG" -> "{\"pieces\":" + "1".repeat(2_000) + "}";
              default -> body.replace('~', '"');
            });

    assertThat(detail)
        .contains(expected.replace('~', '"'))
        .endsWith(".")
        .doesNotMatch(LIBRARY_WORDS)
        .containsPattern("at line \\d+, column \\d+|too deeply");
  }

  private static String detail(String body) {
    var mapper = StrictJson.strict(JsonMapper.builder().build());
    var cause =
        catchThrowableOfType(JacksonException.class, () -> mapper.readValue(body, Body.class));
    assertThat(cause).as(body).isNotNull();
    return UnreadableBody.reason(
        new HttpMessageNotReadableException(
            String.valueOf(cause.getMessage()), cause, new MockHttpInputMessage(new byte[0])));
  }
}
