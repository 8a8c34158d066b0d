package dev.coalmine.lab.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.http.HttpService.Answer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServiceTests {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private HttpService server;

  @BeforeEach
  void start() throws IOException {
    server = HttpService.bind(HERE, 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersWithWhatTheHandlerMakesOfTheRequest() throws IOException {
    server.serve(
        100,
        request ->
            new Answer(
                201,
                "text/plain",
                request.line() + " " + request.header("X-One") + " " + request.body(),
                Map.of()));

    var answer = Http.send("POST", server.uri().resolve("/a?b"), LIMIT, "body", "X-One: 1");

    assertThat(answer).isEqualTo(new Http.Answer(201, "POST /a 1 body"));
    assertThat(answer.isOk()).isTrue();
  }

  @Test
  void readsNoMoreThanItsLimit() throws IOException {
    server.serve(4, request -> Answer.json(200, request.body()));

    assertThat(Http.send("POST", server.uri(), LIMIT, "123456").body()).isEqualTo("1234");
  }

  @Test
  void endsTheConnectionWithoutAnAnswer() {
    server.serve(0, _ -> null);

    assertThatThrownBy(() -> Http.send("POST", server.uri(), LIMIT, ""))
        .isInstanceOf(IOException.class);
  }

  @Test
  void saysWhichPortIsInUse() {
    assertThatThrownBy(() -> HttpService.bind(HERE, server.port()))
        .isInstanceOf(BindException.class)
        .hasMessage("port %d is in use".formatted(server.port()));
  }
}
