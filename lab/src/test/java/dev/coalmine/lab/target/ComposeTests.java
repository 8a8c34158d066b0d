package dev.coalmine.lab.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.home.NothingRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** With a docker that is a shell script. */
class ComposeTests {

  private static final String GATEWAY =
      "{\"Name\":\"coalmine-gateway-1\",\"State\":\"running\",\"Health\":\"healthy\"}";

  @TempDir private Path folder;

  @Test
  void runsACommandInAContainerAndEndsAsItDid() throws Exception {
    var compose = compose("compose\\ ps*) echo '%s' ;; compose\\ run*) exit 2 ;;");

    assertThat(compose.run(List.of("settled", "--json"), Program.NOTHING)).isEqualTo(2);

    assertThat(asked())
        .anyMatch(
            it ->
                it.matches(
                    "compose run --rm --no-deps -T --name coalmine-lab-settled-.{6}"
                        + " lab settled --json"))
        .anyMatch(it -> it.matches("rm --force coalmine-lab-settled-.{6}"));
  }

  @Test
  void nothingThatRunsIsOneSentence() throws Exception {
    assertThatThrownBy(() -> compose("").run(List.of("order"), Program.NOTHING))
        .isInstanceOf(NothingRuns.class)
        .hasMessage("nothing runs in compose; start it with docker compose up --wait");
  }

  @Test
  void anEngineThatDoesNotAnswerIsOneSentence() throws Exception {
    var compose =
        compose(
            "compose\\ version) ;; *) echo 'Cannot connect to the Docker daemon.' >&2; exit 1 ;;");

    assertThatThrownBy(compose::parts)
        .isInstanceOf(NothingRuns.class)
        .hasMessage("Docker Compose cannot be asked: Cannot connect to the Docker daemon.");
  }

  @Test
  void aDockerWithoutComposeIsOneSentence() throws Exception {
    var compose = compose("*) echo 'docker: unknown command: docker compose' >&2; exit 1 ;;");

    assertThatThrownBy(compose::parts)
        .isInstanceOf(NothingRuns.class)
        .hasMessage("Docker has no Compose; install its plugin, 2.23.1 or later");
  }

  @Test
  void aContainerIsWellWhenItIsHealthyOrDone() {
    assertThat(part("'State': 'running', 'Health': 'healthy'").isWell()).isTrue();
    assertThat(part("'State': 'running', 'Health': ''").isWell()).isTrue();
    assertThat(part("'State': 'running', 'Health': 'unhealthy'").isWell()).isFalse();
    assertThat(part("'State': 'exited', 'ExitCode': 0").isWell()).isTrue();
    assertThat(part("'State': 'exited', 'ExitCode': 1").isWell()).isFalse();
    assertThat(part("'State': 'restarting'").isWell()).isFalse();
  }

  private static Target.Part part(String fields) {
    var container = "{'Name': 'c', %s}".formatted(fields).replace('\'', '"');
    return Compose.part(JsonMapper.builder().build().readTree(container));
  }

  private Compose compose(String cases) throws Exception {
    var script = folder.resolve("docker");
    Files.writeString(
        script,
        """
        cd "%s"
        echo "$*" >>asked
        case "$*" in
        %s
        esac
        """
            .formatted(folder, cases.formatted(GATEWAY)));
    return new Compose(new Program(folder, List.of("sh", script.toString()), "install it", NothingRuns::new));
  }

  private List<String> asked() throws Exception {
    return Files.readAllLines(folder.resolve("asked"));
  }
}
