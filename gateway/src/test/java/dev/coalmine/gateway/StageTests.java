package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;

class StageTests {

  @Test
  void springSortsAsTheListSays() {
    assertThat(Arrays.stream(Stage.values()).map(Stage::order).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void onlyAttemptsLieInsideTheWritingOfTheAnswer() {
    int writes = NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER;

    assertThat(Stage.STREAM_END.order()).isLessThan(writes);
    assertThat(Stage.SERVICE_PROBLEMS.order()).isGreaterThan(writes);
    assertThat(Stage.INSTANCE.order()).isLessThan(NettyRoutingFilter.ORDER);
  }
}
