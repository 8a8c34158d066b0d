package dev.coalmine.payment.acquirer;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.Acquirer.Creation.Created;
import dev.coalmine.payment.domain.Acquirer.Creation.NoAnswer;
import dev.coalmine.payment.domain.Acquirer.Creation.NotCreated;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.NotRefunded;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.Pending;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.Refunded;
import dev.coalmine.payment.domain.AcquirerOutcome;
import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Declined;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.AcquirerOutcome.Unconfirmed;
import dev.coalmine.payment.domain.AcquirerOutcome.Voided;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Refund;
import dev.coalmine.platform.id.Ids;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls Stripe's PaymentIntents by Stripe's client without the client's retries: our retries first
 * ask for the outcome of the last attempt.
 *
 * <p>Confirm, capture and cancel have an idempotency key for each attempt, because an old key may
 * be forgotten (then it would act twice) or may replay an old failure (then it would never act).
 * The intent's state at the acquirer keeps an attempt from acting twice. Create keeps its key until
 * it fails, so that a repeat after a crash returns the same intent. Refunds are different: see the
 * key of a refund.
 */
class StripeAcquirer implements Acquirer {

  private static final Logger log = LoggerFactory.getLogger(StripeAcquirer.class);
  private static final String FEE = "latest_charge.balance_transaction";
  private static final String REFUND_ID = "coalmine_refund";

  private final StripeClient stripe;
  private final String paymentMethod;

  StripeAcquirer(StripeClient stripe, String paymentMethod) {
    this.stripe = stripe;
    this.paymentMethod = paymentMethod;
  }

  @Override
  public Creation create(Payment payment) {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(payment.price().amount())
            .setCurrency(payment.price().currency().toLowerCase(Locale.ROOT))
            .setCaptureMethod(CaptureMethod.MANUAL)
            .setPaymentMethod(paymentMethod)
            .putMetadata("coalmine_order", payment.orderId())
            .build();
    try {
      // a second intent is harmless: an unconfirmed intent holds nothing
      var created =
          stripe
              .v1()
              .paymentIntents()
              .create(params, key(payment.id(), "create", payment.failures()));
      return new Created(created.getId());
    } catch (InvalidRequestException e) {
      return new NotCreated(codeOf(e));
    } catch (StripeException e) {
      return new NoAnswer(why(e));
    }
  }

  @Override
  public AcquirerOutcome confirm(Payment payment) {
    var params = PaymentIntentConfirmParams.builder().setPaymentMethod(paymentMethod).build();
    try {
      return outcome(
          stripe
              .v1()
              .paymentIntents()
              .confirm(payment.intent(), params, key(payment.id(), "confirm", payment.attempt())));
    } catch (CardException e) {
      cancelUnusedIntent(payment.intent());
      return new Declined(reason(e.getDeclineCode(), e.getCode()));
    } catch (InvalidRequestException e) {
      return find(payment); // the intent is in another state
    } catch (StripeException e) {
      return new Unclear(why(e));
    }
  }

  @Override
  public AcquirerOutcome find(Payment payment) {
    var params = PaymentIntentRetrieveParams.builder().addExpand(FEE).build();
    try {
      return outcome(stripe.v1().paymentIntents().retrieve(payment.intent(), params));
    } catch (StripeException e) {
      return new Unclear(why(e));
    }
  }

  private AcquirerOutcome outcome(PaymentIntent intent) {
    return switch (intent.getStatus()) {
      case "requires_capture" -> new Authorized();
      case "succeeded" -> captured(intent);
      case "canceled" -> declineOf(intent).orElseGet(() -> new Voided(reason(intent)));
      case "requires_confirmation" -> new Unconfirmed();
      case "requires_payment_method" -> {
        var declined = declineOf(intent);
        declined.ifPresent(_ -> cancelUnusedIntent(intent.getId()));
        yield declined.orElseGet(Unconfirmed::new);
      }
      case "requires_action" -> {
        cancelUnusedIntent(intent.getId()); // no customer is present to take the action
        yield new Declined("authentication_required");
      }
      default -> new Unclear("the intent is " + intent.getStatus());
    };
  }

  private static AcquirerOutcome captured(PaymentIntent intent) {
    var charge = intent.getLatestChargeObject();
    var transaction = charge == null ? null : charge.getBalanceTransactionObject();
    return transaction == null
        ? new Unclear("the balance transaction is not there yet")
        : new Captured(transaction.getId(), transaction.getFee());
  }

  private static Optional<AcquirerOutcome> declineOf(PaymentIntent intent) {
    return Optional.ofNullable(intent.getLastPaymentError())
        .map(e -> new Declined(reason(e.getDeclineCode(), e.getCode())));
  }

  private static String reason(@Nullable String declineCode, @Nullable String code) {
    return declineCode != null ? declineCode : code != null ? code : "refused";
  }

  private static String reason(PaymentIntent intent) {
    return "automatic".equals(intent.getCancellationReason())
        ? "authorization-expired"
        : "canceled";
  }

  /** Cancels an intent that holds nothing, because it was declined or needs an action. */
  private void cancelUnusedIntent(String intent) {
    try {
      stripe.v1().paymentIntents().cancel(intent);
    } catch (StripeException e) {
      log.debug("Intent {} was not cancelled: {}", intent, why(e));
    }
  }

  @Override
  public AcquirerOutcome capture(Payment payment) {
    var params = PaymentIntentCaptureParams.builder().addExpand(FEE).build();
    try {
      var captured =
          stripe
              .v1()
              .paymentIntents()
              .capture(payment.intent(), params, key(payment.id(), "capture", payment.attempt()));
      var outcome = outcome(captured);
      return outcome instanceof Unclear ? find(payment) : outcome;
    } catch (InvalidRequestException e) {
      return find(payment);
    } catch (StripeException e) {
      return new Unclear(why(e));
    }
  }

  @Override
  public AcquirerOutcome cancel(Payment payment) {
    try {
      return outcome(
          stripe
              .v1()
              .paymentIntents()
              .cancel(payment.intent(), key(payment.id(), "cancel", payment.attempt())));
    } catch (InvalidRequestException e) {
      return find(payment);
    } catch (StripeException e) {
      return new Unclear(why(e));
    }
  }

  @Override
  public RefundOutcome refund(Payment payment, Refund refund) {
    try {
      if (refund.acquirerRefund() != null) {
        return outcome(stripe.v1().refunds().retrieve(refund.acquirerRefund()));
      }
      var earlier = refund.attempt() > 1 ? earlier(payment, refund) : null;
      return outcome(earlier == null ? made(payment, refund) : earlier);
    } catch (InvalidRequestException e) {
      return new NotRefunded(null, codeOf(e));
    } catch (StripeException e) {
      return new RefundOutcome.NoAnswer(why(e), isReplayed(e));
    }
  }

  private com.stripe.model.@Nullable Refund earlier(Payment payment, Refund refund)
      throws StripeException {
    var params =
        RefundListParams.builder().setPaymentIntent(payment.intent()).setLimit(100L).build();
    for (var made : stripe.v1().refunds().list(params).autoPagingIterable()) {
      if (Ids.text(refund.id()).equals(made.getMetadata().get(REFUND_ID)) && !isOver(made)) {
        return made;
      }
    }
    return null;
  }

  /** Returns whether the answer is a stored one, repeated for the same idempotency key. */
  private static boolean isReplayed(StripeException e) {
    return e.getStripeError() != null
        && e.getStripeError().getLastResponse() != null
        && e.getStripeError()
            .getLastResponse()
            .headers()
            .firstValue("Idempotent-Replayed")
            .filter("true"::equals)
            .isPresent();
  }

  /** Returns whether the refund moved no money in the end; then another one must be made. */
  private static boolean isOver(com.stripe.model.Refund refund) {
    return "failed".equals(refund.getStatus()) || "canceled".equals(refund.getStatus());
  }

  /**
   * Makes a refund. The acquirer would make it twice, because a payment can be refunded in many
   * parts. So the key changes only after a replayed failure or a refusal shows that it is used up.
   * A process that was suspended before it sent the request finds the key used.
   */
  private com.stripe.model.Refund made(Payment payment, Refund refund) throws StripeException {
    var params =
        RefundCreateParams.builder()
            .setPaymentIntent(payment.intent())
            .setAmount(refund.amount())
            .putMetadata(REFUND_ID, Ids.text(refund.id()))
            .build();
    return stripe.v1().refunds().create(params, key(refund.id(), "refund", refund.failures()));
  }

  private static RefundOutcome outcome(com.stripe.model.Refund refund) {
    return switch (refund.getStatus()) {
      case "succeeded" -> new Refunded(refund.getId());
      case "failed", "canceled" -> new NotRefunded(refund.getId(), "refund-" + refund.getStatus());
      default -> new Pending(refund.getId());
    };
  }

  private static RequestOptions key(long id, String step, int attempt) {
    return RequestOptions.builder()
        .setIdempotencyKey("%s-%s-%d".formatted(Ids.text(id), step, attempt))
        .build();
  }

  private static String codeOf(StripeException e) {
    return e.getCode() == null ? "refused" : e.getCode();
  }

  private static String why(StripeException e) {
    return "%s %s: %s".formatted(e.getClass().getSimpleName(), e.getStatusCode(), e.getMessage());
  }
}
