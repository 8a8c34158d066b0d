package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderPathTests {

  @Test
  void onlyInstancesThatAreUpCount() {
    var registered =
        OrderPath.registered(
            """
            {"applications":{"application":[{"name":"ORDER-SERVICE","instance":[
              {"status":"UP","port":{"$":18083,"@enabled":"true"}},
              {"status":"OUT_OF_SERVICE","port":{"$":18103,"@enabled":"true"}}]}]}}\
            """);
    assertThat(registered).containsOnlyKeys("order-service");
    assertThat(registered.get("order-service")).isEqualTo(List.of(18083));
  }

  @Test
  void anEmptyRegistryHasNobody() {
    assertThat(OrderPath.registered("{\"applications\":{\"application\":[]}}")).isEmpty();
  }
}
