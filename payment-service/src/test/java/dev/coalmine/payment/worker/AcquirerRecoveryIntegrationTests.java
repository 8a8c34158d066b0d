package dev.coalmine.payment.worker;

import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.payment.PaymentServiceTest;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AcquirerRecoveryIntegrationTests extends PaymentServiceTest {

  private final String another = Ids.text(Ids.next());

  /** Nothing but the outage's end makes them due within the time that the test waits. */
  @Test
  void triesWhatWaitsWhenTheAcquirerIsBack() {
    ACQUIRER.behave(Behaviour.always(Kind.FAIL_BEFORE, 120));
    placed(1_299);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql(
                            """
                            update payment set next_attempt_at = now() + interval '1 hour'
                            where order_id = ? and failures >= 3 and claimed_until is null
                            """)
                        .params(order)
                        .update()
                    == 1);
    anotherWaits();

    ACQUIRER.behaveAgain();

    eventually("Authorized"); // tried ahead of its time, to find out
    await().atMost(Duration.ofSeconds(30)).until(this::anotherIsAuthorized);
  }

  private void anotherWaits() {
    jdbc.sql(
            """
            insert into payment (id, order_id, customer, amount, currency, state, sequence,
                                 failures, next_attempt_at)
            values (?, ?, 'alice', 1299, 'EUR', 'Unknown', 0, 5, now() + interval '2 hours')
            """)
        .params(Ids.next(), another)
        .update();
  }

  private boolean anotherIsAuthorized() {
    return jdbc.sql("select state from payment where order_id = ?")
        .params(another)
        .query(String.class)
        .single()
        .equals("Authorized");
  }
}
