package dev.coalmine.lab.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {

  @TempDir Path directory;

  @Test
  void joinsWhatWasAskedWithWhatWasAnswered() {
    try (var journal = Journal.open(directory)) {
      var first = Entry.place("k1", "ann");
      journal.write(List.of(first, Entry.place("k2", "bob")));
      journal.write(List.of(first.answered("O1", 201)));
    }

    var requests = Journals.read(directory);

    assertThat(requests).hasSize(2);
    assertThat(requests.getFirst().isAcknowledged()).isTrue();
    assertThat(requests.getFirst().answer().order()).isEqualTo("O1");
    assertThat(requests.getLast().isAnswered()).isFalse();
  }

  @Test
  void isOnTheDiskWhenWriteReturns() throws IOException {
    try (var journal = Journal.open(directory)) {
      journal.write(List.of(Entry.place("k1", "ann")));

      assertThat(Files.readString(journal.path())).contains("\"k1\"");
    }
  }

  @Test
  void readsWhatAKilledClientHasLeft() throws IOException {
    try (var journal = Journal.open(directory)) {
      journal.write(List.of(Entry.place("k1", "ann")));
      var half = "{\"customer\":\"Andr\u00e9".getBytes(UTF_8);
      Files.write(journal.path(), Arrays.copyOf(half, half.length - 1), StandardOpenOption.APPEND);
    }

    assertThat(Journals.read(directory)).hasSize(1);
  }

  @Test
  void namesTheLineThatIsNone() throws IOException {
    Files.writeString(directory.resolve("a.jsonl"), "rubbish\n{}\n");

    assertThatThrownBy(() -> Journals.read(directory))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("line 1 of ");
  }

  @Test
  void findsNothingWhereNothingWasWritten() {
    assertThat(Journals.read(directory.resolve("none"))).isEmpty();
  }
}
