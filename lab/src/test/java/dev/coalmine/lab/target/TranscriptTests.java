package dev.coalmine.lab.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TranscriptTests {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Transcript transcript = new Transcript(new PrintStream(shown, true, UTF_8));

  @Test
  void showsEachLineOnceWhenTheLogBreaksOff() {
    assertThat(transcript.resume()).isNull();
    transcript.line("2026-11-21T05:00:00.100000001Z one");
    transcript.line("2026-11-21T05:00:00.2Z two  2");
    assertThat(transcript.resume()).isEqualTo("2026-11-21T05:00:00.200Z");

    transcript.line("2026-11-21T05:00:00.100000001Z one"); // a cluster knows whole seconds only
    transcript.line("2026-11-21T05:00:00.2Z two  2");
    transcript.line("2026-11-21T05:00:00.2003Z three");

    assertThat(shown.toString(UTF_8).lines()).containsExactly("one", "two  2", "three");
  }

  @Test
  void linesOfOneMomentAreAllShown() {
    transcript.line("2026-11-21T05:00:00Z one");
    transcript.line("2026-11-21T05:00:00Z two");
    transcript.line("2026-11-21T05:00:00Z ");

    assertThat(shown.toString(UTF_8).lines()).containsExactly("one", "two", "");
  }

  @Test
  void whatHasNoTimeIsShownAsItIs() {
    transcript.line("failed to create fsnotify watcher");
    transcript.line("");

    assertThat(shown.toString(UTF_8).lines())
        .containsExactly("failed to create fsnotify watcher", "");
  }
}
