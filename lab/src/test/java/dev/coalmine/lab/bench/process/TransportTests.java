package dev.coalmine.lab.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransportTests {

  @Test
  void isReadFromNamesThatTheKernelHasCutOff() {
    assertThat(Transport.of(List.of("java", "reactor-http-ep", "reactor-http-ep")))
        .isEqualTo(Transport.EPOLL);
    assertThat(Transport.of(List.of("reactor-http-ni"))).isEqualTo(Transport.NIO);
    assertThat(Transport.of(List.of("vertx-http-epol"))).isEqualTo(Transport.EPOLL);
    assertThat(Transport.of(List.of("vertx-http-nio"))).isEqualTo(Transport.NIO);
  }

  @Test
  void isIoUringWhenOneThreadIs() {
    assertThat(Transport.of(List.of("reactor-http-ep", "reactor-http-io")))
        .isEqualTo(Transport.IO_URING);
  }

  @Test
  void isNotGuessed() {
    assertThatThrownBy(() -> Transport.of(List.of("java", "C2 CompilerThre")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("transport");
  }
}
