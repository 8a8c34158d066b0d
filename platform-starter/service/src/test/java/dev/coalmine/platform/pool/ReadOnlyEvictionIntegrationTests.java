package dev.coalmine.platform.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.platform.TestService;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;

/** A pool of two connections: one writes, the other is idle. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "coalmine.events.enabled=false",
      "coalmine.outbox.enabled=false",
      "spring.datasource.hikari.maximum-pool-size=2"
    })
@ContextConfiguration(classes = TestService.class, initializers = TestService.Servers.class)
class ReadOnlyEvictionIntegrationTests {

  @Autowired JdbcTemplate jdbc;
  @Autowired TransactionTemplate transaction;

  @AfterEach
  void mend() {
    TestServers.setReadOnly(false);
  }

  @Test
  void givesUpEveryConnectionToAServerThatRefusesToWrite() {
    await().until(() -> servers().size() == 2);
    var before = servers();
    TestServers.setReadOnly(true);

    assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> write()))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("read-only"); // and not that it could not be rolled back

    await().until(() -> Collections.disjoint(servers(), before));
  }

  @Test
  void keepsConnectionsOnWhichAStatementWasWrong() {
    await().until(() -> servers().size() == 2);
    var before = servers();

    assertThatThrownBy(() -> jdbc.execute("select * from no_table"))
        .isInstanceOf(DataAccessException.class);

    assertThat(servers()).isEqualTo(before);
  }

  private void write() {
    jdbc.update("insert into meal (key, sequence, grain) values ('k', 1, 'millet')");
  }

  /** The processes behind the pool's connections. */
  private List<Integer> servers() {
    return jdbc.queryForList(
        "select pid from pg_stat_activity where usename = current_user order by pid",
        Integer.class);
  }
}
