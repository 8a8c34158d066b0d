package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.StripeException;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BooksIntegrationTests extends AcquirerSandboxTest {

  @Test
  void keepsItsBooksThoughItIsKilledInTheMiddleOfALine() throws Exception {
    var intent = create(1299, "k1");
    confirm(intent);
    stop();
    // and of a character
    var torn = "{\"intents\":[{\"metadata\":{\"name\":\"Jü".getBytes(UTF_8);
    Files.write(books(), Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

    start();

    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_capture");
    assertThat(create(1299, "k1").getId()).isEqualTo(intent.getId());
    capture(intent);
    stop();
    start();
    assertThat(retrieve(intent).getStatus()).isEqualTo("succeeded");
  }

  /** The line is whole but for its end; what is appended must not become part of it. */
  @Test
  void forgetsALineWithoutItsEnd() throws Exception {
    var intent = create(1299, "k1");
    confirm(intent);
    stop();
    var text = Files.readString(books());
    Files.writeString(books(), text.substring(0, text.length() - 1));

    start();
    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_confirmation");
    confirm(intent);
    stop();
    start();
    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void willNotReadBooksThatAreDamaged() throws Exception {
    create(1299);
    stop();
    Files.writeString(books(), "nonsense\n" + Files.readString(books()));

    assertThatThrownBy(this::start)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("damaged after byte 0");

    Files.writeString(books(), "");
    start();
  }

  @Test
  void leavesBooksAloneThatAnotherHas() {
    assertThatThrownBy(() -> start(null, WEEK))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("another sandbox has them");
  }

  @Test
  void keepsRefundsAndBalanceAcrossARestart() throws StripeException {
    var intent = captured(1000);
    sandbox.behave(Behaviour.always(Kind.PENDING_REFUNDS, 60));
    var pending = refund(intent, 400);
    sandbox.behave(Behaviour.always(Kind.FAIL_REFUNDS, 60));
    var failed = refund(intent, 300);
    long balance = balance();

    stop();
    start();

    assertThat(balance()).isEqualTo(balance);
    // who is killed behaves well again
    assertThat(stripe.v1().refunds().retrieve(pending.getId()).getStatus()).isEqualTo("succeeded");
    assertThat(stripe.v1().refunds().retrieve(failed.getId()).getFailureReason())
        .isEqualTo("declined");
  }

  private Path books() {
    return data.resolve("books.jsonl");
  }
}
