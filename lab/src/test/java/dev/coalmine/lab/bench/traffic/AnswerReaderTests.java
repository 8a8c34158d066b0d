package dev.coalmine.lab.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AnswerReaderTests {

  private final AnswerReader reader = new AnswerReader();

  private int take(String bytes) throws IOException {
    reader.add(ByteBuffer.wrap(bytes.getBytes(US_ASCII)));
    return reader.take();
  }

  @Test
  void endsWithTheBytesOfItsLength() throws IOException {
    assertThat(take("HTTP/1.1 200 OK\r\nContent-Le")).isZero();
    assertThat(take("ngth: 5\r\n\r\n")).isZero();
    assertThat(take("1234")).isZero();
    assertThat(take("5")).isEqualTo(200);
    assertThat(reader.closes()).isFalse();
  }

  @Test
  void endsWithItsHeadWhenItHasNoBody() throws IOException {
    assertThat(take("HTTP/1.1 204 No Content\r\n\r\n")).isEqualTo(204);
    assertThat(take("HTTP/1.1 429 Too Many\r\ncontent-length: 0\r\nConnection: Close\r\n\r\n"))
        .isEqualTo(429);
    assertThat(reader.closes()).isTrue();
  }

  @Test
  void endsWithTheLastChunk() throws IOException {
    assertThat(take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab")).isZero();
    assertThat(take("c\r\nA\r\n0123456789\r\n0\r\n")).isZero();
    assertThat(take("\r\n")).isEqualTo(200);
  }

  @Test
  void refusesWhatFollowsAnAnswer() {
    assertThatThrownBy(() -> take("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("follow");
  }

  @Test
  void takesAnAnswerLargerThanItsFirstBuffer() throws IOException {
    var body = "x".repeat(100_000);
    assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body)).isEqualTo(200);
  }
}
