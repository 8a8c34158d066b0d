package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;

class FilterOrderTests {

  @Test
  void springSortsAsTheListSays() {
    assertThat(Arrays.stream(FilterOrder.values()).map(FilterOrder::order).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void onlyAttemptsLieInsideTheWritingOfTheAnswer() {
    int writes = NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER;

    assertThat(FilterOrder.STREAM_END.order()).isLessThan(writes);
    assertThat(FilterOrder.SERVICE_PROBLEMS.order()).isGreaterThan(writes);
    assertThat(FilterOrder.ATTEMPT.order()).isLessThan(NettyRoutingFilter.ORDER);
  }
}
