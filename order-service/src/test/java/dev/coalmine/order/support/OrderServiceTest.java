package dev.coalmine.order.support;

import dev.coalmine.lab.issuer.TestIssuer;
import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** The whole service on real servers, started once for all classes with this annotation. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = OrderServiceTest.Servers.class)
@ExtendWith(OrderServiceTest.Payment.class)
public @interface OrderServiceTest {

  /**
   * What payment answers unless a test says otherwise. Each class states it, because one fake
   * serves all of them.
   */
  PaymentAnswer payment();

  /** Sets the answer of the class, whatever the test before this one has set. */
  class Payment implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
      FakePayments.answer(
          context.getRequiredTestClass().getAnnotation(OrderServiceTest.class).payment());
    }
  }

  /** A database of its own, the shared broker and Redis, an issuer, and a fake of payment. */
  class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var database = TestServers.freshDatabase("orders");
      var payment = "spring.cloud.discovery.client.simple.instances.payment-service[0].";
      TestPropertyValues.of(
              "spring.datasource.url=" + database.url(),
              "spring.datasource.username=" + database.username(),
              "spring.datasource.password=" + database.password(),
              "spring.kafka.bootstrap-servers=" + TestServers.kafka(),
              "spring.data.redis.port=" + TestServers.redis(),
              "coalmine.identity.issuer=" + TestIssuer.url(),
              "coalmine.payment.pause=100ms",
              "coalmine.lifecycle.drain=0s",
              "eureka.client.enabled=false",
              payment + "uri=http://127.0.0.1:1",
              payment + "metadata.grpcPort=" + FakePayments.port(),
              "logging.level.root=warn")
          .applyTo(context);
    }
  }
}
