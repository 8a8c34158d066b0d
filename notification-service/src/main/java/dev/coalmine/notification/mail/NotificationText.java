package dev.coalmine.notification.mail;

import dev.coalmine.notification.cache.OrderLines;
import dev.coalmine.notification.domain.KnownOrders;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.Text;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What a notification says. */
@Component
public class NotificationText {

  private static final Logger log = LoggerFactory.getLogger(NotificationText.class);

  private final Templates templates;
  private final KnownOrders orders;
  private final OrderLines lines;

  NotificationText(Templates templates, KnownOrders orders, OrderLines lines) {
    this.templates = templates;
    this.orders = orders;
    this.lines = lines;
  }

  /**
   * Returns the text for a reader's list of notifications. A template that is missing or defective
   * yields the template's name instead of a failure of the whole list.
   */
  public Text readable(Notification notification) {
    try {
      return of(notification);
    } catch (TemplateDefect e) {
      log.warn("Notification {} has no usable template: {}", notification.id(), e.getMessage());
      return new Text(notification.template(), "");
    }
  }

  /**
   * @throws TemplateDefect when its template is missing or defective
   */
  Text of(Notification notification) {
    var values = new HashMap<>(notification.details());
    values.put("order", notification.orderId());
    orders
        .find(notification.orderId())
        .ifPresent(order -> values.put("total", money(order.total(), order.currency())));
    values.put(
        "lines",
        lines.of(notification.orderId()).stream()
            .map(line -> "  %d x %s".formatted(line.quantity(), line.sku()))
            .collect(Collectors.joining("\n")));
    return templates.fill(notification.template(), values);
  }

  /**
   * @param amount in minor units, of which a yen has none and a dinar 1,000 (ISO 4217)
   */
  public static String money(long amount, String currency) {
    return BigDecimal.valueOf(amount, digits(currency)).toPlainString() + " " + currency;
  }

  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      return 2; // not a currency that we know; most have cents
    }
  }
}
