package dev.coalmine.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.journal.Entry;
import dev.coalmine.lab.journal.Journal;
import dev.coalmine.lab.journal.Journals.Request;
import dev.coalmine.lab.load.Customers;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.Shop;
import dev.coalmine.lab.replay.Invoice.Line;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayingTests {

  private static final URI NO_LISTENER = URI.create("http://127.0.0.1:1");
  private static final Invoice SALE =
      new Invoice("1", "ann", LocalDateTime.MIN, List.of(new Line("A", 100, 1)));

  @TempDir Path folder;
  private JournaledShop shop;
  private Replaying replaying;

  @BeforeEach
  void begin() {
    shop =
        new JournaledShop(
            new Shop(List.of(NO_LISTENER), Duration.ofSeconds(1)),
            new Customers(NO_LISTENER),
            Journal.open(folder));
    replaying = new Replaying(shop, Map.of());
  }

  @AfterEach
  void end() {
    shop.close();
  }

  @Test
  void complainsWhenASaleCouldNotEvenBeAskedFor() {
    assertThatThrownBy(() -> run((_, _) -> Duration.ZERO))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the token issuer does not answer");
  }

  @Test
  void isStoppedWhileItWaitsForTheNextSale() {
    var begun = new CompletableFuture<Void>();
    Schedule tomorrow =
        (_, _) -> {
          begun.complete(null);
          return Duration.ofDays(1);
        };
    var waiting = CompletableFuture.supplyAsync(() -> catchThrowable(() -> run(tomorrow)));

    begun.orTimeout(10, TimeUnit.SECONDS).join();
    replaying.stop();

    assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join()).isNull();
  }

  @Test
  void waitsForNoTimeWhenAnEarlierReplayPlacedEverything() {
    var intent = Entry.place("replay-1", "ann");
    var earlier = Map.of("replay-1", new Request(intent, intent.answered("an order", 201)));
    replaying = new Replaying(shop, earlier);
    Schedule tomorrow = (_, _) -> Duration.ofDays(1);

    var running = CompletableFuture.supplyAsync(() -> catchThrowable(() -> run(tomorrow)));

    assertThat(running.orTimeout(10, TimeUnit.SECONDS).join()).isNull();
    assertThat(replaying.report().offered()).isZero();
  }

  private void run(Schedule schedule) throws InterruptedException {
    var unseen = new PrintStream(OutputStream.nullOutputStream());
    try (var progress = new Progress(unseen, "invoices", 1)) {
      replaying.run(List.of(SALE), schedule, new Undoing(), progress);
    }
  }
}
