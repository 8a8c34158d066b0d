package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.journal.Journals;
import dev.coalmine.lab.journal.Journals.Request;
import dev.coalmine.lab.mail.CaughtMails;
import dev.coalmine.lab.settled.OrderStates;
import dev.coalmine.lab.settled.Stores;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What every source says, each read by itself.
 *
 * @param journal the clients'
 * @param states of orders and payments
 * @param caught how often each mail was caught, by the first part of its Message-ID
 */
record Evidence(
    List<Request> journal,
    OrderStates states,
    OrderBooks orders,
    PaymentBooks payments,
    NotificationBooks notifications,
    Topic orderEvents,
    Topic paymentEvents,
    AcquirerBooks acquirer,
    Map<String, Integer> caught) {

  /**
   * Where they are.
   *
   * @param kafka bootstrap servers
   * @param orderTopic order-service's events
   * @param paymentTopic payment-service's events
   * @param mails the mail catcher's folder, or where it tells of them
   */
  record Sources(
      Stores stores,
      String kafka,
      String orderTopic,
      String paymentTopic,
      URI acquirer,
      String acquirerKey,
      Path journal,
      URI mails) {}

  static Evidence read(Sources sources) {
    var stores = sources.stores();
    return new Evidence(
        Journals.read(sources.journal()),
        OrderStates.read(stores),
        OrderBooks.read(stores.orders()),
        PaymentBooks.read(stores.payments()),
        NotificationBooks.read(stores.notifications()),
        Topic.read(sources.kafka(), sources.orderTopic()),
        Topic.read(sources.kafka(), sources.paymentTopic()),
        AcquirerBooks.read(sources.acquirer(), sources.acquirerKey()),
        CaughtMails.byMessageId(sources.mails()));
  }
}
