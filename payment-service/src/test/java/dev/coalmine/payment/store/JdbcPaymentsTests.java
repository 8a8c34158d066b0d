package dev.coalmine.payment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class JdbcPaymentsTests {

  /** Otherwise the queries for work would read the whole table. */
  @Test
  void theIndexHasTheConditionOfTheQueries() throws Exception {
    var migration = new ClassPathResource("db/migration/V0100__payments_and_ledger.sql");

    assertThat(migration.getContentAsString(StandardCharsets.UTF_8))
        .contains(
            "create index payment_due on payment (next_attempt_at)\n  where "
                + JdbcPayments.IS_WORK);
  }
}
