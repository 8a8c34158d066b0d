package dev.coalmine.lab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTests {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  @Test
  void allAreMeantWhenNoneIsNamed() {
    assertThat(Image.named(List.of())).hasSize(6);
    assertThat(Image.named(List.of("lab", "gateway"))).extracting(Image::name).contains("lab");
  }

  @Test
  void namesTheOnesThatThereAre() {
    assertThatThrownBy(() -> Image.named(List.of("gatewey")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("gatewey")
        .hasMessageContaining("gateway, order-service");
  }

  @Test
  void aServiceIsAnArgumentOfTheOneDockerfile() {
    assertThat(new Image("gateway").build("coalmine/gateway:2", "2", "abc"))
        .containsSubsequence("-f", "lab/images/Dockerfile")
        .contains("SERVICE=gateway", "VERSION=2", "REVISION=abc")
        .endsWith("-t", "coalmine/gateway:2", ".");
  }

  @Test
  void isTriedWithTheCacheRequired() {
    for (var image : Image.ALL) {
      assertThat(image.trial("x"))
          .contains("--read-only")
          .anyMatch(it -> it.contains("AOTMode=on"));
    }
  }

  @Test
  void theFilesItNamesAreThere() {
    for (var image : Image.ALL) {
      var arguments = image.build("x", "1", "r");
      assertThat(PROJECT.resolve(arguments.get(arguments.indexOf("-f") + 1))).exists();
    }
  }

  @Test
  void theEngineIsSentEveryJar() throws Exception {
    var sent = Files.readString(PROJECT.resolve(".dockerignore"));
    assertThat(Image.ALL).allSatisfy(image -> assertThat(sent).contains("!" + image.jar()));
  }

  @Test
  void runsAsTheUserThatIsChecked() throws Exception {
    for (var file : List.of("Dockerfile", "lab.Dockerfile")) {
      assertThat(PROJECT.resolve("lab/images").resolve(file))
          .content()
          .contains("USER " + Image.USER);
    }
  }

  @Test
  void aProgramThatIsMissingIsOneSentence(@TempDir Path folder) {
    assertThatThrownBy(() -> new Tool(folder).run("Nothing", List.of("no-such-program")))
        .isInstanceOf(UserError.class)
        .hasMessage("no-such-program cannot be run: it is not on the PATH.");
  }

  @Test
  void aProgramThatFailsIsNamedWithItsPurpose(@TempDir Path folder) {
    assertThatThrownBy(
            () -> new Tool(folder).run("Building x", List.of("sh", "-c", "echo why; exit 3")))
        .isInstanceOf(UserError.class)
        .hasMessage("Building x failed: sh ended with 3, and its last lines are above.");
  }
}
