package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.ActiveProfiles;

@ActiveProfiles("bare-for-bench")
@ExtendWith(OutputCaptureExtension.class)
class BareForBenchIntegrationTests extends GatewayTest {

  @Test
  void leadsARequestToAnInstanceAndChecksNothing(CapturedOutput output) throws Exception {
    var response = send(to("/api/orders").header("X-Coalmine-Shadow", "true"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map()).doesNotContainKey("x-request-id");
    assertThat(orderServiceWasAsked().headers().contains("X-Coalmine-Shadow")).isTrue();
    assertThat(output.getOut()).doesNotContain("\"logger\":\"access\"");
  }

  @Test
  void startsOnALoopbackAddressOnly() {
    for (var address : new String[] {"0.0.0.0", "192.0.2.1", "::"}) {
      assertThatIllegalStateException()
          .as(address)
          .isThrownBy(() -> start(new MockEnvironment().withProperty("server.address", address)))
          .withMessageContaining("loopback");
    }
    assertThatIllegalStateException().isThrownBy(() -> start(new MockEnvironment()));
    start(new MockEnvironment().withProperty("server.address", "127.0.0.1"));
  }

  private static void start(MockEnvironment environment) {
    environment.setConversionService(new ApplicationConversionService());
    var bare = new BareForBench();
    bare.setEnvironment(environment);
    bare.postProcessBeanFactory(new DefaultListableBeanFactory());
  }
}
