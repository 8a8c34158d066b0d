package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Requests that fail, and what their idempotency keys are good for then. */
class FailuresIntegrationTests extends AcquirerSandboxTest {

  @Test
  void doesNothingTwiceUnderOneKey() {
    var ids =
        IntStream.range(0, 10)
            .parallel()
            .mapToObj(_ -> createOrConflict("k1"))
            .filter(id -> !id.equals("409"))
            .distinct()
            .toList();
    assertThat(ids).hasSize(1);
    assertThatThrownBy(() -> create(1300, "k1")).isInstanceOf(IdempotencyException.class);
  }

  private String createOrConflict(String key) {
    try {
      return create(1299, key).getId();
    } catch (StripeException e) {
      return String.valueOf(e.getStatusCode());
    }
  }

  @Test
  void losesTheReplyAfterItHasDoneTheWork() throws StripeException {
    var intent = create(1299);
    sandbox.behave(Behaviour.always(Kind.LOSE_REPLY, 60, "confirm"));

    assertThatThrownBy(() -> confirm(intent, "k1")).isInstanceOf(ApiConnectionException.class);

    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_capture");
    sandbox.behaveAgain();
    assertThat(confirm(intent, "k1").getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void failsWithoutHavingDoneTheWorkAndSaysSoAgainUnderTheKey() throws StripeException {
    var intent = create(1299);
    sandbox.behave(Behaviour.always(Kind.FAIL_BEFORE, 60, "confirm"));

    assertThatStatus(500, () -> confirm(intent, "k1"));

    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_confirmation");
    sandbox.behaveAgain();
    restart();
    assertThatStatus(500, () -> confirm(intent, "k1"));
    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_confirmation");
    assertThat(confirm(intent, "k2").getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void failsAfterItHasDoneTheWorkAndSaysSoAgainUnderTheKey() throws StripeException {
    var intent = captured(1000);
    sandbox.behave(Behaviour.always(Kind.FAIL_AFTER, 60, "refund"));

    assertThatStatus(500, () -> refund(intent, 400, "k1"));

    sandbox.behaveAgain();
    restart();
    assertThatStatus(500, () -> refund(intent, 400, "k1"));
    assertThat(retrieve(intent).getLatestChargeObject().getAmountRefunded()).isEqualTo(400);
    assertThat(balance()).isEqualTo(1000 - 39 - 400);
  }

  @Test
  void saysThatTheKeyIsInUseAndForgetsIt() throws StripeException {
    var intent = create(1299);
    sandbox.behave(Behaviour.always(Kind.CONFLICT, 60, "confirm"));

    assertThatThrownBy(() -> confirm(intent, "k1"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(409);
              assertThat(e.getCode()).isEqualTo("idempotency_key_in_use");
            });

    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_confirmation");
    sandbox.behaveAgain();
    assertThat(confirm(intent, "k1").getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void keepsAKeyInUseWhileItIsSlow() throws Exception {
    var intent = create(1299);
    sandbox.behave(Behaviour.late(Kind.SLOW, 3_000, 60, "confirm"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> statusOf(() -> confirm(intent, "k1")));
      var other = threads.submit(() -> statusOf(() -> confirm(intent, "k1")));

      assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(200, 409);
    }
  }

  private static int statusOf(ThrowingCallable request) {
    try {
      request.call();
      return 200;
    } catch (StripeException e) {
      return e.getStatusCode();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private void restart() {
    stop();
    start();
  }

  private static void assertThatStatus(int status, ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            StripeException.class, e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }
}
