package dev.coalmine.payment.worker;

import static org.awaitility.Awaitility.await;

import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

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
  private final Transactions database =
      new Transactions() {
        @Override
        public <T> T run(Function<Work, T> work) {
          attempts.incrementAndGet();
          throw new DataAccessResourceFailureException("the database is out, too");
        }

        @Override
        public <T> T join(Function<Work, T> work) {
          return run(work);
        }
      };

  @Test
  void anAnswerHastensThePaymentsThatAnEarlierOneCouldNotHasten() {
    var recovery = new AcquirerRecovery(database, null, SETTINGS, Clock.systemUTC());

    await()
        .until(
            () -> {
              recovery.answered();
              return attempts.get() >= 3;
            });
  }
}
