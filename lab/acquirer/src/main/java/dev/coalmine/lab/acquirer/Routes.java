package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.util.Optional;
import java.util.regex.Pattern;

/** Paths to operations, and whether their answers are heard. */
record Routes(Api api, Reports reports, Behaviours behaviours) {

  private static final Pattern INTENT = Pattern.compile("/v1/payment_intents/(\\w+)");
  private static final Pattern OPERATION =
      Pattern.compile("/v1/payment_intents/(\\w+)/(confirm|capture|cancel)");
  private static final Pattern REFUND = Pattern.compile("/v1/refunds/(\\w+)");

  /** Answers a POST. Empty when the change is made and its reply is to be lost. */
  Optional<Answer> change(String path, Form form, String key) {
    var call = call(path, form, key);
    return heard(call.operation(), api.change(call));
  }

  private Optional<Answer> heard(String operation, Answer answer) {
    return behaviours.strikes(Kind.LOSE_REPLY, operation) ? Optional.empty() : Optional.of(answer);
  }

  private static Call call(String path, Form form, String key) {
    if (path.equals(Reports.INTENTS)) {
      return new Call("create", null, form, key);
    }
    if (path.equals(Reports.REFUNDS)) {
      return new Call("refund", form.required("payment_intent"), form, key);
    }
    var operation = OPERATION.matcher(path);
    if (operation.matches()) {
      return new Call(operation.group(2), operation.group(1), form, key);
    }
    throw StripeError.missing("route", path);
  }

  /** Answers a GET. Empty when the reply is to be lost. */
  Optional<Answer> read(String path, Form query) {
    behaviours.delay("retrieve");
    if (behaviours.strikes(Kind.FAIL_BEFORE, "retrieve")) {
      throw StripeError.broken();
    }
    return heard("retrieve", found(path, query));
  }

  private Answer found(String path, Form query) {
    var intent = INTENT.matcher(path);
    if (intent.matches()) {
      return reports.intent(intent.group(1), query);
    }
    var refund = REFUND.matcher(path);
    if (refund.matches()) {
      return reports.refund(refund.group(1));
    }
    return switch (path) {
      case Reports.INTENTS -> reports.intents(query);
      case Reports.REFUNDS -> reports.refunds(query);
      case Reports.TRANSACTIONS -> reports.transactions(query);
      case "/v1/balance" -> reports.balance();
      default -> throw StripeError.missing("route", path);
    };
  }
}
