package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTests {

  @Test
  void aStructuredLineBecomesOneForPeople() {
    var line =
        LogLine.read(
            """
            {"@timestamp":"2026-11-21T04:00:05.123Z","log":{"level":"WARN","logger":"dev.coalmine.Relay"},\
            "message":"slow","trace":{"id":"0af7651916cd43dd8448eb211c80319c"}}\
            """);
    assertThat(line.readable()).contains(":05.123 WARN  Relay  slow  [0af76519]");
    assertThat(line.isError()).isFalse();
  }

  @Test
  void dottedNamesAreReadAsWell() {
    var line =
        LogLine.read(
            """
            {"@timestamp":"2026-11-21T04:00:05Z","log.level":"ERROR","message":"no","error.stack_trace":"a\\nb"}\
            """);
    assertThat(line.isError()).isTrue();
    assertThat(line.readable()).endsWith("no\n    a\n    b");
  }

  @Test
  void anythingElseStaysAsItIs() {
    assertThat(LogLine.read("plain text").readable()).isEqualTo("plain text");
    assertThat(LogLine.read("{\"not\":\"ours\"}").readable()).isEqualTo("{\"not\":\"ours\"}");
    assertThat(LogLine.read("{broken").readable()).isEqualTo("{broken");
  }
}
