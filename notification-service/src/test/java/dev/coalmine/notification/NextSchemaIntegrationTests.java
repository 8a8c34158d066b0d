package dev.coalmine.notification;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.NextSchema;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.notification.support.NotificationServiceTest;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** While the next version is rolled out, this one works on its schema and hears its events. */
@ExtendWith(OutputCaptureExtension.class)
class NextSchemaIntegrationTests extends NotificationServiceTest {

  @Autowired DataSource database;
  @Autowired AutowireCapableBeanFactory beans;

  @Test
  void tellsOnTheSchemaOfTheNextVersion(CapturedOutput output) throws Exception {
    for (int round = 0; round < 3; round++) { // until the server keeps the statements' plans
      tellCustomers();
    }
    try (var _ = new NextSchema(database)) {
      tellCustomers();
    }

    // nor did it fail where the next attempt puts it right
    assertThat(output.toString().lines().filter(line -> line.contains("cached plan"))).isEmpty();
  }

  private void tellCustomers() throws Exception {
    try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Void> telling =
          () -> {
            var story = new Story();
            beans.autowireBean(story);
            story.isTold();
            return null;
          };
      for (var told : customers.invokeAll(nCopies(8, telling))) {
        told.get();
      }
    }
  }

  /** Of one order. */
  static class Story extends NotificationServiceTest {

    @Autowired Notifications notifications;

    void isTold() {
      placed();
      confirmed();
      eventually(
          "mail order-confirmed Sent", "stream order-confirmed Sent", "stream order-placed Sent");
      captured();
      cancelled();
      eventually(
          "mail order-cancelled Sent",
          "mail order-confirmed Sent",
          "stream order-cancelled Sent",
          "stream order-confirmed Sent",
          "stream order-placed Sent",
          "stream payment-captured Sent");

      assertThat(MAIL.to(address)).hasSize(2);
      assertThat(notifications.page(customer, Long.MAX_VALUE, 10)).hasSize(6);
      assertThat(notifications.after(customer, 0, 10))
          .extracting(Notification::position)
          .containsExactly(1L, 2L, 3L, 4L);
    }

    /** With a field that nobody knows yet. */
    @Override
    protected void publish(String topic, String type, String data) {
      super.publish(
          topic, type, data.replaceFirst("\\{", "{\"nextVersion\":{\"says\":[\"more\"]},"));
    }
  }
}
