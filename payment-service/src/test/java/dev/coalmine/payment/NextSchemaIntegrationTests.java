package dev.coalmine.payment;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.NextSchema;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.processing.StartPayment;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
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
class NextSchemaIntegrationTests extends PaymentServiceTest {

  @Autowired DataSource database;
  @Autowired AutowireCapableBeanFactory beans;

  @Test
  void paysOnTheSchemaOfTheNextVersion(CapturedOutput output) throws Exception {
    for (int round = 0; round < 3; round++) { // until the server keeps the statements' plans
      payOrders();
    }
    try (var _ = new NextSchema(database)) {
      payOrders();
    }

    // nor did it fail where the next attempt puts it right
    assertThat(output.toString().lines().filter(line -> line.contains("cached plan"))).isEmpty();
  }

  private void payOrders() throws Exception {
    try (var orders = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Void> paying =
          () -> {
            var story = new Story();
            beans.autowireBean(story);
            story.isTold();
            return null;
          };
      for (var paid : orders.invokeAll(nCopies(8, paying))) {
        paid.get();
      }
    }
  }

  /** Of one order. */
  static class Story extends PaymentServiceTest {

    @Autowired StartPayment start;

    void isTold() {
      placed(1000);
      eventually("Authorized");
      var asked = start.andWait(order, "alice", new Money(1000, "EUR"), Duration.ofSeconds(5));
      assertThat(((Payment) asked).state()).isEqualTo(PaymentState.AUTHORIZED);
      confirmed();
      eventually("Captured");
      returned(Ids.text(Ids.next()), 400);
      await().atMost(Duration.ofSeconds(30)).until(() -> said().size() == 3);
      cancellationRequested();
      eventually("Refunded");
      await().atMost(Duration.ofSeconds(30)).until(() -> unpublished() == 0);

      assertThat(said())
          .containsExactly(
              "payment.authorized.v1",
              "payment.captured.v1",
              "payment.refunded.v1",
              "payment.refunded.v1");
      assertThat(booked("Sales")).isZero();
    }

    /** With a field that this version does not know. */
    @Override
    protected void publish(String type, String data, long number) {
      super.publish(
          type, data.replaceFirst("\\{", "{\"nextVersion\":{\"says\":[\"more\"]},"), number);
    }

    private long unpublished() {
      return jdbc.sql("select count(*) from outbox where key = ? and published_at is null")
          .params(order)
          .query(Long.class)
          .single();
    }
  }
}
