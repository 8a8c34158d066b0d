package dev.coalmine.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.notification.support.NotificationServiceTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fail-over leaves the database read-only for a while. */
class ReadOnlyDatabaseIntegrationTests extends NotificationServiceTest {

  @AfterEach
  void mend() {
    TestServers.setReadOnly(false);
  }

  @Test
  void listensOnAnotherConnectionAndTellsEverythingOnceItIsOver() {
    eventually(() -> listeners().size() == 1);
    var before = listeners();
    TestServers.setReadOnly(true);
    placed();
    confirmed();

    eventually(() -> !listeners().containsAll(before));
    assertThat(notifications()).isEmpty();

    TestServers.setReadOnly(false);
    eventually(() -> notifications().size() >= 3); // two by stream, one by mail
  }

  /** The server's processes behind connections that do nothing but listen. */
  private List<Integer> listeners() {
    return jdbc.sql(
            """
            select pid from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and (query ilike '%listen %' or query = 'delete from notification where false')
            """)
        .query(Integer.class)
        .list();
  }
}
