package dev.coalmine.gateway.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;

class ReplayableBodyTests {

  private final DefaultDataBufferFactory buffers = new DefaultDataBufferFactory();

  @Test
  void isReplayableBeforeItIsTouched() {
    assertThat(body(MockServerHttpRequest.post("/"), Flux.never()).replayable()).isTrue();
  }

  @Test
  void givesAgainWhatItHasGiven() {
    var body = body(MockServerHttpRequest.post("/"), Flux.just(chunk("ab"), chunk("c")));

    assertThat(text(body.getBody())).isEqualTo("abc");

    assertThat(body.replayable()).isTrue();
    assertThat(text(body.getBody())).isEqualTo("abc");
  }

  @Test
  void isWholeWhenItsLengthIsThereThoughItsEndIsNotSignalled() {
    var body =
        body(
            MockServerHttpRequest.post("/").contentLength(3),
            Flux.just(chunk("abc")).concatWith(Flux.never()));

    body.getBody().subscribe();

    assertThat(body.replayable()).isTrue();
  }

  @Test
  void isNotWholeBeforeItsEnd() {
    var partly = Flux.just(chunk("ab")).concatWith(Flux.never());
    var withLength = body(MockServerHttpRequest.post("/").contentLength(3), partly);
    var without = body(MockServerHttpRequest.post("/"), partly);

    withLength.getBody().subscribe();
    without.getBody().subscribe();

    assertThat(withLength.replayable()).isFalse();
    assertThat(without.replayable()).isFalse();
  }

  @Test
  void isNotWholeWhenItBreaks() {
    var broken = Flux.just(chunk("ab")).concatWith(Flux.error(new IllegalStateException("broken")));
    var body = body(MockServerHttpRequest.post("/"), broken);

    assertThatThrownBy(() -> body.getBody().blockLast()).hasMessage("broken");

    assertThat(body.replayable()).isFalse();
  }

  @Test
  void isNotKeptWhenItIsLarge() {
    var body = body(MockServerHttpRequest.post("/"), Flux.just(chunk("a".repeat(65 * 1024))));

    body.getBody().blockLast();

    assertThat(body.replayable()).isFalse();
  }

  private ReplayableBody body(MockServerHttpRequest.BodyBuilder request, Flux<DataBuffer> body) {
    return new ReplayableBody(request.body(body), buffers);
  }

  private DataBuffer chunk(String text) {
    return buffers.wrap(text.getBytes(UTF_8));
  }

  private static String text(Flux<DataBuffer> body) {
    return String.join("", body.map(it -> it.toString(UTF_8)).collectList().block());
  }
}
