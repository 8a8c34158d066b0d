package dev.coalmine.lab.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTests {

  @Test
  void saysWhereTheInvariantsAreCheckedThatAreNotInTheBooks() {
    var out = new ByteArrayOutputStream();
    new Reconciliation.Audited(List.of()).print(new PrintStream(out));
    assertThat(out.toString().lines().filter(line -> line.contains("I7") && line.contains("I8")))
        .singleElement()
        .asString()
        .contains("k8s/prove rollouts", "outage");
  }
}
