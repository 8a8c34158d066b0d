package dev.coalmine.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PolicyReloadTests {

  private static final String FIRST = BuiltIn.text();
  private static final String SECOND = FIRST.replace("100/s", "50/s");
  private static final String WRONG = FIRST.replace("100/s", "100").replace("[PUT]", "[PUSH]");

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Path file;

  @BeforeEach
  void writeFirst() throws IOException {
    file = Files.writeString(folder.resolve("policy.yaml"), FIRST);
  }

  @Test
  void putsAChangedFileInForceOnceItIsTheSameTwice() throws IOException {
    var reload = begin();
    var first = reload.policies().current();
    reload.look();

    Files.writeString(file, SECOND);
    reload.look();
    assertThat(reload.policies().current()).isSameAs(first);
    reload.look();

    assertThat(permits(reload)).isEqualTo(50);
    assertThat(reload.policies().current().version()).isNotEqualTo(first.version());
    assertThat(loads("ok")).isEqualTo(2);
  }

  /** The beginning of a policy may be one, too: here all but the last route. */
  @Test
  void waitsForAFileThatIsBeingWritten() throws IOException {
    var reload = begin();
    var routes = reload.policies().current().routes().size();

    Files.writeString(file, SECOND.substring(0, SECOND.indexOf("  - name: acquirer-webhook")));
    reload.look();
    Files.writeString(file, SECOND);
    reload.look();
    reload.look();

    assertThat(reload.policies().current().routes()).hasSize(routes);
    assertThat(loads("ok")).isEqualTo(2);
  }

  @Test
  void keepsThePolicyWhenTheFileHasMistakesAndNamesThemOnce(CapturedOutput output)
      throws IOException {
    var reload = begin();
    var first = reload.policies().current();

    Files.writeString(file, WRONG);
    look(reload, 5);

    assertThat(reload.policies().current()).isSameAs(first);
    assertThat(loads("refused")).isEqualTo(1);
    assertThat(refused()).isEqualTo(1);
    assertThat(output.getOut().lines().filter(line -> line.contains("is not in force")))
        .singleElement()
        .asString()
        .contains(
            file.toString(),
            "version " + first.version() + " stays",
            "limits.reads-per-address.rate must be",
            "routes.change-product.methods[0] must be one of");
  }

  @Test
  void isWellAgainWhenTheFileIs() throws IOException {
    var reload = begin();
    Files.writeString(file, WRONG);
    look(reload, 2);

    Files.writeString(file, FIRST);
    look(reload, 2);

    assertThat(refused()).isZero();
    assertThat(permits(reload)).isEqualTo(100);
  }

  @Test
  void keepsThePolicyWhenTheFileVanishesAndTakesItWhenItComesBack(CapturedOutput output)
      throws IOException {
    var reload = begin();

    Files.delete(file);
    look(reload, 3);
    assertThat(refused()).isEqualTo(1);
    assertThat(output.getOut()).containsOnlyOnce("there is no such file");
    Files.writeString(file, SECOND);
    look(reload, 2);

    assertThat(refused()).isZero();
    assertThat(permits(reload)).isEqualTo(50);
  }

  @Test
  void seesAFileThatAnEditorPutsInItsPlace() throws IOException {
    var reload = begin();

    var beside = Files.writeString(folder.resolve(".policy.yaml.swp"), SECOND);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    look(reload, 2);

    assertThat(permits(reload)).isEqualTo(50);
  }

  /** As the kubelet does it: the file is a link into a link to a folder, which is exchanged. */
  @Test
  void seesAVolumeOfAConfigMapThatIsExchanged() throws IOException {
    var volume = Files.createDirectory(folder.resolve("volume"));
    exchange(volume, "..2026_1", FIRST);
    Files.createSymbolicLink(volume.resolve("policy.yaml"), Path.of("..data", "policy.yaml"));
    file = volume.resolve("policy.yaml");
    var reload = begin();

    exchange(volume, "..2026_2", SECOND);
    look(reload, 2);
    assertThat(permits(reload)).isEqualTo(50);
    exchange(volume, "..2026_3", WRONG);
    look(reload, 2);

    assertThat(permits(reload)).isEqualTo(50);
    assertThat(refused()).isEqualTo(1);
  }

  private static void exchange(Path volume, String name, String text) throws IOException {
    Files.writeString(Files.createDirectory(volume.resolve(name)).resolve("policy.yaml"), text);
    var link = Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of(name));
    Files.move(
        link,
        volume.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void doesNotBeginWithAMistake() throws IOException {
    Files.writeString(file, WRONG);

    var mistaken = catchThrowableOfType(MistakenPolicy.class, this::begin);

    assertThat(mistaken.mistakes()).hasSize(2);
  }

  @Test
  void namesWhatIsNoFile() throws IOException {
    assertThat(mistake(folder)).isEqualTo("it is a folder, and has to be a file");
    assertThat(mistake(folder.resolve("nowhere"))).isEqualTo("there is no such file");
    assertThat(mistake(Path.of("/dev/zero"))).isEqualTo("it is not a regular file");
    assertThat(mistake(file.resolve("below"))).startsWith("the file cannot be read: ");
  }

  @Test
  void refusesAFileOfMoreThan256Kilobytes() throws IOException {
    Files.writeString(file, FIRST + "#".repeat(PolicyFile.LARGEST - bytes(FIRST)));
    assertThat(begin().policies().current().routes()).isNotEmpty();

    Files.writeString(file, FIRST + "#".repeat(PolicyFile.LARGEST - bytes(FIRST) + 1));
    assertThat(mistake(file)).isEqualTo("the file is larger than 256 KB");
  }

  private static int bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  private static String mistake(Path path) {
    var mistaken =
        catchThrowableOfType(MistakenPolicy.class, () -> PolicyFile.at(path.toString()).read());
    return mistaken.mistakes().getFirst().toString();
  }

  @Test
  void startsWithTheLastGoodFileWhileTheOneThatIsThereHasAMistake(CapturedOutput output)
      throws IOException {
    var version = begin().policies().current().version();
    Files.writeString(file, WRONG);
    meters.clear();

    var again = begin();

    assertThat(again.policies().current().version()).isEqualTo(version);
    assertThat(meters.get("gateway.policy.refused").gauge().value()).isEqualTo(1);
    again.look();
    again.look();
    assertThat(output).contains("version " + version + " stays").contains("PUSH");
    Files.writeString(file, SECOND);
    again.look();
    again.look();
    assertThat(permits(again)).isEqualTo(50);
    assertThat(lastGood().read().policy().version())
        .isEqualTo(again.policies().current().version());
  }

  @Test
  void aLastGoodFileThatIsNoneDoesNotHideTheMistake() throws IOException {
    Files.writeString(folder.resolve("last-good.yaml"), "routes: 7");
    Files.writeString(file, WRONG);

    var mistaken = catchThrowableOfType(MistakenPolicy.class, this::begin);

    assertThat(mistaken.mistakes()).isNotEmpty();
  }

  @Test
  void aCopyThatCannotBeWrittenDoesNotKeepAPolicyFromApplying(CapturedOutput output)
      throws IOException {
    Files.createDirectories(folder.resolve("last-good.yaml/full"));

    assertThat(begin().policies().current().routes()).isNotEmpty();

    assertThat(output).contains("cannot be kept");
  }

  private LastGoodPolicy lastGood() {
    return LastGoodPolicy.at(folder.resolve("last-good.yaml").toString());
  }

  private PolicyReload begin() {
    return PolicyReload.begin(PolicyFile.at(file.toString()), lastGood(), meters);
  }

  private static void look(PolicyReload reload, int times) {
    for (int i = 0; i < times; i++) {
      reload.look();
    }
  }

  private static long permits(PolicyReload reload) {
    return reload.policies().current().limits().getFirst().permits();
  }

  private double loads(String outcome) {
    return meters.get("gateway.policy.loads").tag("outcome", outcome).counter().count();
  }

  private double refused() {
    return meters.get("gateway.policy.refused").gauge().value();
  }
}
