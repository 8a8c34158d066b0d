package dev.coalmine.platform.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.platform.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/** A pool of one connection, so that it is plain which one is used. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "coalmine.events.enabled=false",
      "coalmine.outbox.enabled=false",
      "spring.datasource.hikari.maximum-pool-size=1"
    })
@ContextConfiguration(classes = TestService.class, initializers = TestService.Servers.class)
class ReadOnlyEvictionIntegrationTests {

  @Autowired JdbcTemplate jdbc;

  @AfterEach
  void mend() {
    TestServers.setReadOnly(false);
  }

  @Test
  void givesUpAConnectionWhoseServerRefusesToWrite() {
    int before = server();
    assertThat(server()).isEqualTo(before);
    TestServers.setReadOnly(true);

    assertThatThrownBy(this::write).isInstanceOf(DataAccessException.class);

    assertThat(server()).isNotEqualTo(before);
  }

  @Test
  void keepsAConnectionOnWhichAStatementWasWrong() {
    int before = server();

    assertThatThrownBy(() -> jdbc.execute("select * from no_table"))
        .isInstanceOf(DataAccessException.class);

    assertThat(server()).isEqualTo(before);
  }

  private void write() {
    jdbc.update("insert into meal (key, sequence, grain) values ('k', 1, 'millet')");
  }

  /** The process behind the connection. */
  private int server() {
    return jdbc.queryForObject("select pg_backend_pid()", Integer.class);
  }
}
