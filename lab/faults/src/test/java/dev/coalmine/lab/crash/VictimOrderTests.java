package dev.coalmine.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VictimOrderTests {

  private static final List<String> SERVICES = List.of("a", "b", "c", "d");

  private final VictimOrder order = new VictimOrder(SERVICES, new Random(7));

  private List<String> round(int kills) {
    var hit = new ArrayList<String>();
    for (int i = 0; i < kills; i++) {
      hit.add(order.next());
    }
    return hit;
  }

  @Test
  void hitsEachServiceOnceInTwoRoundsOfTwoKills() {
    var hit = new ArrayList<>(round(2));
    hit.addAll(round(2));

    assertThat(hit).containsExactlyInAnyOrderElementsOf(SERVICES);
  }

  @Test
  void beginsAgainWhenEachWasHit() {
    round(4);

    assertThat(round(4)).containsExactlyInAnyOrderElementsOf(SERVICES);
  }

  @Test
  void beginsTheNextRoundWithTheOneThatTheLastDidNotHit() {
    var missed = round(2).getLast();
    order.putBack(missed);

    assertThat(round(1)).containsExactly(missed);
  }
}
