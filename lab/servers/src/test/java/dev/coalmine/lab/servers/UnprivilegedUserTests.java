package dev.coalmine.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnprivilegedUserTests {

  @Test
  void aUserWhoIsNotRootNeedsNoOther() {
    assertThat(UnprivilegedUser.find(false, _ -> false)).isEqualTo(UnprivilegedUser.SELF);
  }

  @Test
  void rootMakesANamespaceWhereItMay() {
    assertThat(UnprivilegedUser.find(true, _ -> true)).isEqualTo(UnprivilegedUser.NAMESPACE);
  }

  @Test
  void rootBecomesAnotherUserWhereNamespacesAreForbidden() {
    assertThat(UnprivilegedUser.find(true, user -> user != UnprivilegedUser.NAMESPACE))
        .isEqualTo(UnprivilegedUser.OVERFLOW);
  }

  @Test
  void saysWhatToDoWhereBothAreForbidden() {
    assertThatThrownBy(() -> UnprivilegedUser.find(true, _ -> false))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("unshare -U")
        .hasMessageEndingWith("run this as a user that is not root");
  }
}
