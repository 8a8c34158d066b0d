package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCopyTests {

  private static final String BUILT_IN = "exempt-clients: []\nroutes: built in\n";

  @TempDir Path folder;
  private Home home;
  private PolicyCopy copy;

  @BeforeEach
  void packageAGateway() throws IOException {
    home = new Home(folder.resolve("project"), Files.createDirectory(folder.resolve("home")));
    var target = Files.createDirectories(home.project().resolve("gateway/target"));
    try (var jar = new ZipOutputStream(Files.newOutputStream(target.resolve("gateway.jar")))) {
      jar.putNextEntry(new ZipEntry("BOOT-INF/classes/policy.yaml"));
      jar.write(BUILT_IN.getBytes(StandardCharsets.UTF_8));
    }
    copy = new PolicyCopy(home, ServiceJar.of(home, "gateway"));
  }

  @Test
  void isTheBuiltInPolicyWithTheLabsClientExempt() throws IOException {
    assertThat(copy.keepOrMake()).isFalse();

    assertThat(text()).isEqualTo("exempt-clients: [coalmine-lab]\nroutes: built in\n");
    assertThat(copy.keepOrMake()).as("nothing was edited").isFalse();
  }

  @Test
  void keepsWhatWasEdited() throws IOException {
    copy.keepOrMake();
    Files.writeString(PolicyCopy.file(home), "routes: mine");

    assertThat(copy.keepOrMake()).isTrue();
    assertThat(text()).isEqualTo("routes: mine");
  }

  @Test
  void takesTheFileThatIsGiven() throws IOException {
    copy.keepOrMake();

    copy.take(Files.writeString(folder.resolve("mine.yaml"), "routes: given"));

    assertThat(text()).isEqualTo("routes: given");
    assertThat(copy.keepOrMake()).isTrue();
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> copy.take(folder.resolve("nowhere.yaml")))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("nowhere.yaml is no file that can be read");
    assertThatThrownBy(() -> copy.take(folder)).isInstanceOf(LaunchFailure.class);
  }

  private String text() throws IOException {
    return Files.readString(PolicyCopy.file(home));
  }
}
