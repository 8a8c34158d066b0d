package dev.coalmine.platform.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTests {

  @Test
  void neverRepeatAndSortByTime() {
    assertThat(LongStream.range(0, 10_000).map(_ -> Ids.next()).boxed().toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void readAsTheyAreWrittenInEitherCase() {
    long id = Ids.next();

    assertThat(Ids.text(id)).hasSize(13);
    assertThat(Ids.parse(Ids.text(id))).isEqualTo(id);
    assertThat(Ids.parse(Ids.text(id).toLowerCase())).isEqualTo(id);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"42", "not-an-id-at-all", "0HZ0-0000-0000"})
  void refuseAnythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Ids.parse(text));
  }
}
