package dev.coalmine.payment;

import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.Incidents;
import dev.coalmine.payment.domain.Ledger;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Refunds;
import dev.coalmine.payment.domain.Workers;
import dev.coalmine.payment.processing.AcquirerWebhookHandler;
import dev.coalmine.payment.processing.AdvancePayment;
import dev.coalmine.payment.processing.ApplyTransition;
import dev.coalmine.payment.processing.BeginAttempt;
import dev.coalmine.payment.processing.OrderEventHandler;
import dev.coalmine.payment.processing.RecordOutcome;
import dev.coalmine.payment.processing.RefundPayment;
import dev.coalmine.payment.processing.RenewClaim;
import dev.coalmine.payment.processing.StartPayment;
import dev.coalmine.payment.worker.AcquirerRecovery;
import dev.coalmine.payment.worker.PaymentSettings;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the use cases, which know no Spring, with their adapters. */
@Configuration(proxyBeanMethods = false)
class UseCases {

  @Bean
  StartPayment startPayment(
      Transactions transactions,
      Payments payments,
      Workers workers,
      PaymentSettings settings,
      Clock clock) {
    return new StartPayment(transactions, payments, workers, Ids::next, settings.lease(), clock);
  }

  @Bean
  OrderEventHandler orderEventHandler(
      Transactions transactions,
      Payments payments,
      Refunds refunds,
      ApplyTransition transitions,
      PaymentEventPublisher events,
      Workers workers,
      Incidents incidents,
      PaymentSettings settings,
      Clock clock) {
    return new OrderEventHandler(
        transactions,
        payments,
        refunds,
        transitions,
        events,
        workers,
        incidents,
        Ids::next,
        settings.lease(),
        clock);
  }

  @Bean
  AcquirerWebhookHandler acquirerWebhookHandler(
      Transactions transactions,
      Payments payments,
      Workers workers,
      PaymentSettings settings,
      Clock clock) {
    return new AcquirerWebhookHandler(transactions, payments, workers, settings.lease(), clock);
  }

  @Bean
  ApplyTransition applyTransition(
      Payments payments,
      Refunds refunds,
      PaymentEventPublisher events,
      PaymentSettings settings,
      Clock clock) {
    return new ApplyTransition(payments, refunds, events, settings.lease(), settings::pause, clock);
  }

  @Bean
  RenewClaim renewClaim(
      Transactions transactions, Payments payments, PaymentSettings settings, Clock clock) {
    return new RenewClaim(transactions, payments, settings.lease(), clock);
  }

  @Bean
  AdvancePayment advancePayment(
      Transactions transactions,
      Payments payments,
      Refunds refunds,
      Acquirer acquirer,
      AcquirerRecovery recovery,
      Ledger ledger,
      ApplyTransition transitions,
      PaymentEventPublisher events,
      Incidents incidents,
      PaymentSettings settings,
      Clock clock) {
    var observed = recovery.observe(acquirer);
    return new AdvancePayment(
        observed,
        new BeginAttempt(transactions, payments, settings.lease(), clock),
        new RecordOutcome(transactions, payments, ledger, transitions),
        new RefundPayment(
            transactions,
            payments,
            refunds,
            observed,
            ledger,
            transitions,
            events,
            incidents,
            settings.lease(),
            clock));
  }
}
