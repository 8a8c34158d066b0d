package dev.coalmine.notification.notification;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Rules {

  private final JdbcClient jdbc;

  Rules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Rule> of(String eventType) {
    return jdbc.sql("select channel, template from notification_rule where event_type = ?")
        .params(eventType)
        .query(
            (row, _) -> new Rule(Channel.of(row.getString("channel")), row.getString("template")))
        .list();
  }
}
