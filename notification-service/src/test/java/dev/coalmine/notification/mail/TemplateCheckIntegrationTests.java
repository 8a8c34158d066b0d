package dev.coalmine.notification.mail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.notification.NotificationServiceApplication;
import dev.coalmine.notification.support.NotificationServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

class TemplateCheckIntegrationTests {

  @Test
  void aMisspeltTemplateStopsTheStart() {
    assertThatThrownBy(TemplateCheckIntegrationTests::start)
        .hasMessageContainingAll("order.placed.v1", "mail", "order-plcaed");
  }

  private static void start() {
    new SpringApplicationBuilder(NotificationServiceApplication.class)
        .initializers(NotificationServiceTest.servers())
        .run(
            "--server.port=0",
            "--spring.flyway.locations="
                + "classpath:db/platform,classpath:db/migration,classpath:db/misspelt")
        .close();
  }
}
