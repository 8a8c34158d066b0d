package dev.coalmine.payment.processing;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

class AcquirerRecoveryTests {

  private static final PaymentSettings SETTINGS =
      new PaymentSettings(
          Duration.ofSeconds(20),
          64,
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          50);

  private final AtomicInteger attempts = new AtomicInteger();
  private final TransactionOperations database =
      new TransactionOperations() {
        @Override
        public <T> T execute(TransactionCallback<T> action) {
          attempts.incrementAndGet();
          throw new DataAccessResourceFailureException("the database is out, too");
        }
      };

  @Test
  void anAnswerHastensThePaymentsThatAnEarlierOneCouldNotHasten() {
    var recovery = new AcquirerRecovery(null, database, SETTINGS, Clock.systemUTC());

    await()
        .until(
            () -> {
              recovery.answered();
              return attempts.get() >= 3;
            });
  }
}
