package dev.coalmine.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class JdbcNotificationsTests {

  /** Otherwise the queries for work would read the whole table. */
  @Test
  void theIndexesHaveTheConditionsOfTheQueries() throws Exception {
    var migration = new ClassPathResource("db/migration/V0100__notifications.sql");

    assertThat(migration.getContentAsString(StandardCharsets.UTF_8))
        .contains(
            "notification_due on notification (next_attempt_at) where " + JdbcNotifications.IS_DUE,
            "notification_waiting on notification (order_id) where "
                + JdbcNotifications.IS_WAITING);
  }
}
