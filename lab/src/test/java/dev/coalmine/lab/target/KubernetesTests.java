package dev.coalmine.lab.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.home.NothingRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** With a kubectl that is a shell script. */
class KubernetesTests {

  private static final String POD =
      """
      {"items": [{"metadata": {"name": "pod-1"}, "status": {"containerStatuses": [
        {"state": {%s}}]}}]}
      """;
  private static final String ENDED =
      POD.formatted("\"terminated\": {\"exitCode\": 1, \"reason\": \"Error\"}");

  @TempDir private Path folder;

  @BeforeEach
  void aClusterWithThePattern() throws Exception {
    Files.writeString(folder.resolve("cronjob"), Manifests.cronJob().toString());
    Files.writeString(folder.resolve("pods"), ENDED);
  }

  @Test
  void runsACommandAsAJobAndEndsAsItDid() throws Exception {
    var cluster = cluster("get\\ cronjob*) cat cronjob ;; get\\ pods*) cat pods ;;");

    assertThat(cluster.run(List.of("reconcile", "--within", "5s"), Program.NOTHING)).isEqualTo(1);

    var made = JsonMapper.builder().build().readTree(folder.resolve("made").toFile());
    var name = made.at("/metadata/name").asString();
    assertThat(made.at("/spec/template/spec/containers/0/args").toString())
        .isEqualTo("[\"reconcile\",\"--within\",\"5s\"]");
    assertThat(asked())
        .containsSubsequence(
            "create -f -",
            "get pods -l batch.kubernetes.io/job-name=" + name + " -o json",
            "logs --follow --timestamps pod-1",
            "delete job " + name + " --ignore-not-found --wait=false");
  }

  @Test
  void sendsTheInputToThePod() throws Exception {
    Files.writeString(folder.resolve("running"), POD.formatted("\"running\": {}"));
    var cluster =
        cluster(
            """
            get\\ cronjob*) cat cronjob ;;
            get\\ pods*) if [ -e sent ]; then cat pods; else cat running; fi ;;
            attach*) cat >sending && mv sending sent ;;
            logs*) until [ -e sent ]; do sleep 0.05; done ;;\
            """);

    int exit = cluster.run(List.of("replay", "-"), in -> in.write("a shop".getBytes(UTF_8)));

    assertThat(exit).isEqualTo(1);
    assertThat(folder.resolve("sent")).hasContent("a shop");
    assertThat(asked()).contains("attach --stdin --quiet pod-1");
  }

  @Test
  void withoutKubectlItIsOneSentence() {
    var cluster =
        new Kubernetes(new Program(folder, List.of("no-such-kubectl"), "install it, and so on", NothingRuns::new));

    assertThatThrownBy(() -> cluster.run(List.of("order"), Program.NOTHING))
        .isInstanceOf(NothingRuns.class)
        .hasMessage("no-such-kubectl cannot be run: install it, and so on");
  }

  @Test
  void aClusterThatDoesNotAnswerIsOneSentence() throws Exception {
    var cluster = cluster("get*) echo first >&2; echo 'Unable to connect: timeout' >&2; exit 1 ;;");

    assertThatThrownBy(() -> cluster.run(List.of("order"), Program.NOTHING))
        .isInstanceOf(NothingRuns.class)
        .hasMessage("the cluster cannot be asked: Unable to connect: timeout");
    assertThatThrownBy(cluster::parts).isInstanceOf(NothingRuns.class);
  }

  @Test
  void saysWhetherTheNamespaceOrThePatternIsMissing() throws Exception {
    var none = cluster("get\\ namespace*) exit 1 ;;");
    assertThatThrownBy(() -> none.run(List.of("order"), Program.NOTHING))
        .isInstanceOf(NothingRuns.class)
        .hasMessageStartingWith(
            "the cluster has no namespace coalmine; make it with kubectl apply");

    var old = cluster("get\\ namespace*) exit 0 ;;");
    assertThatThrownBy(() -> old.run(List.of("order"), Program.NOTHING))
        .isInstanceOf(NothingRuns.class)
        .hasMessageStartingWith("namespace coalmine has no cronjob lab");
  }

  @Test
  void anImageThatIsNotThereIsOneSentenceAndLeavesNoJob() throws Exception {
    Files.writeString(
        folder.resolve("pods"), POD.formatted("\"waiting\": {\"reason\": \"ErrImagePull\"}"));
    var cluster = cluster("get\\ cronjob*) cat cronjob ;; get\\ pods*) cat pods ;;");

    assertThatThrownBy(() -> cluster.run(List.of("order"), Program.NOTHING))
        .isInstanceOf(NothingRuns.class)
        .hasMessageMatching("lab-order-.{6} does not start: ErrImagePull");
    assertThat(asked().getLast()).startsWith("delete job lab-order-");
  }

  @Test
  void aPodIsWellWhenItIsReadyOrDone() {
    assertThat(part("'phase': 'Running', 'conditions': [{'type': 'Ready', 'status': 'True'}]"))
        .isEqualTo(new Target.Part("p", "Ready", 0, true));
    assertThat(part("'phase': 'Running', 'containerStatuses': [{'restartCount': 3}]"))
        .isEqualTo(new Target.Part("p", "not ready", 3, false));
    assertThat(part("'phase': 'Pending'").isWell()).isFalse();
    assertThat(part("'phase': 'Succeeded'").isWell()).isTrue();
  }

  private static Target.Part part(String status) {
    var pod = "{'metadata': {'name': 'p'}, 'status': {%s}}".formatted(status);
    return Kubernetes.part(JsonMapper.builder().build().readTree(pod.replace('\'', '"')));
  }

  /** What the cases do not know is answered with nothing and 0. */
  private Kubernetes cluster(String cases) throws Exception {
    var script = folder.resolve("kubectl");
    Files.writeString(
        script,
        """
        #!/bin/sh
        cd "%s"
        echo "$*" >>asked
        case "$*" in
        create*) cat >made ;;
        %s
        esac
        """
            .formatted(folder, cases));
    return new Kubernetes(new Program(folder, List.of("sh", script.toString()), "install it", NothingRuns::new));
  }

  private List<String> asked() throws Exception {
    return Files.readAllLines(folder.resolve("asked"));
  }
}
