package dev.coalmine.notification.mail;

import dev.coalmine.notification.domain.NotificationRules;
import dev.coalmine.platform.event.EventsSettings;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Stops the start when a rule, which is a row, names a template, which is a file, that is missing
 * or defective; otherwise a customer's mail would fail. After a rollback the previous version must
 * start with the new row, so a template is released one version before the rule that names it.
 */
@Component
class TemplateCheck implements SmartInitializingSingleton {

  private final NotificationRules rules;
  private final Templates templates;
  private final EventsSettings events;

  TemplateCheck(NotificationRules rules, Templates templates, EventsSettings events) {
    this.rules = rules;
    this.templates = templates;
    this.events = events;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (events.enabled()) { // else there may be no database to ask
      check();
    }
  }

  void check() {
    for (var rule : rules.all()) {
      try {
        templates.fill(rule.template(), Map.of());
      } catch (TemplateDefect e) {
        throw new IllegalStateException(
            "The rule in notification_rule for %s by %s names the template %s: %s"
                .formatted(
                    rule.eventType(), rule.channel().text(), rule.template(), e.getMessage()),
            e);
      }
    }
  }
}
