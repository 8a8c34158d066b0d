package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IndexTests {

  private static final int MANY = 5_000;

  @Test
  void findsWhatAMapWouldFindAlsoWhenIdsComeOutOfOrder() {
    var random = new Random(42);
    var index = new Index();
    var expected = new TreeMap<Long, Long>();
    for (long i = 0; i < MANY; i++) {
      long id = i + random.nextInt(20); // also again
      index.put(id, i);
      expected.put(id, i);
    }

    expected.forEach((id, position) -> assertThat(index.position(id)).isEqualTo(position));
    assertThat(index.position(MANY * 2)).isEqualTo(-1);
    assertThat(all(index)).containsExactlyElementsOf(expected.descendingKeySet());
  }

  private static List<Long> all(Index index) {
    var all = new ArrayList<Long>();
    for (long[] page = index.before(Long.MAX_VALUE, 7);
        page.length > 0;
        page = index.before(page[page.length - 1], 7)) {
      for (long id : page) {
        all.add(id);
      }
    }
    return all;
  }

  @Test
  void keepsTheCandidatesOfManyKeys() {
    var keys = new KeyIndex();
    for (int i = 0; i < MANY; i++) {
      keys.put("key-" + i, i);
    }

    for (int i = 0; i < MANY; i++) {
      assertThat(keys.candidate("key-" + i, 0)).isEqualTo(i);
      assertThat(keys.candidate("key-" + i, 1)).isEqualTo(-1);
    }
    assertThat(keys.candidate("another", 0)).isEqualTo(-1);
  }

  @Test
  void givesEachCandidateWhenHashesAreTheSame() {
    var keys = new KeyIndex();
    keys.put("key", 1);
    keys.put("key", 2);

    assertThat(List.of(keys.candidate("key", 0), keys.candidate("key", 1)))
        .containsExactlyInAnyOrder(1L, 2L);
    assertThat(keys.candidate("key", 2)).isEqualTo(-1);
  }
}
