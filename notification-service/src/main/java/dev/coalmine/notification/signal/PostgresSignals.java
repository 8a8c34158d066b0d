package dev.coalmine.notification.signal;

import dev.coalmine.notification.domain.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code NOTIFY}: told to every listener at the commit, once per transaction and text. */
@Component
class PostgresSignals implements Signals {

  static final String STREAM = "stream_grew";
  static final String MAIL = "mail_is_due";

  private final JdbcClient jdbc;

  PostgresSignals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void streamGrew(String customer) {
    jdbc.sql("select pg_notify('" + STREAM + "', ?)").params(customer).query(rows -> {});
  }

  @Override
  public void mailIsDue() {
    jdbc.sql("select pg_notify('" + MAIL + "', '')").query(rows -> {});
  }
}
