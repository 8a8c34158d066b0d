package dev.coalmine.lab.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.Coalmine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code images --load}, with programs on the PATH that only look like docker, minikube and kind.
 */
class LoadTests {

  private static final String NEW = "1".repeat(64);
  private static final String OLD = "2".repeat(64);

  @TempDir Path folder;

  @BeforeEach
  void makePrograms() throws IOException {
    Files.createDirectories(folder.resolve("project/gateway/target"));
    Files.createFile(folder.resolve("project/gateway/target/gateway.jar"));
    Files.createDirectories(folder.resolve("bin"));
    program(
        "docker",
        """
        case "$1 $2" in
          "build "*) : >built ;;
          "image inspect") case $4 in *Size*) echo 5000000 ;; *) echo sha256:NEW ;; esac ;;
          "image save")
            mkdir -p saved/blobs && head -c 1500 /dev/zero >saved/blobs/layer
            echo '[{"Config": "blobs/sha256/NEW", "RepoTags": ["coalmine/gateway:dev"]}]' >saved/manifest.json
            tar -cf "$4" -C saved blobs manifest.json ;;
          "inspect "*) if [ -e stopped ]; then echo false; else echo true; fi ;;
          "exec "*) cat "$2" ;;
        esac
        """);
    program(
        "minikube",
        """
        case "$1 $2" in
          "status "*) [ ! -e stopped ] || exit 7 ;;
          "image load") [ -e deaf ] || sed s/OLD/NEW/ new >images ;;
          "image ls") echo "a warning, on stderr" >&2; cat images ;;
        esac
        """);
    program(
        "kind",
        """
        case "$1 $2" in
          "get nodes") cat nodes 2>/dev/null || echo 'No kind nodes found for cluster "kind".' >&2 ;;
          "load "*) [ -e deaf ] || cp new-on-a-node kind-worker; cp new-on-a-node kind-control-plane ;;
        esac
        """);
    write("new", minikube(NEW));
    write("images", "[]");
    write("new-on-a-node", node(NEW));
  }

  @Test
  void isInMinikubeWhenMinikubeHasTheSameId() throws Exception {
    var run = images("minikube");
    assertThat(run.exit).as(run.said).isZero();
    assertThat(run.said).contains("is in minikube").doesNotContain("rollout");
  }

  @Test
  void namesTheRolloutWhereAnotherImageHadTheName() throws Exception {
    write("images", minikube(OLD));
    var run = images("minikube");
    assertThat(run.exit).as(run.said).isZero();
    assertThat(run.said).contains("kubectl -n coalmine rollout restart deployment/gateway");
  }

  @Test
  void needsNoRolloutWhereTheImageIsTheSame() throws Exception {
    write("images", minikube(NEW));
    assertThat(images("minikube").said).contains("is in minikube").doesNotContain("rollout");
  }

  @Test
  void doesNotBelieveMinikubeThatLoadsNothingAndExitsWithZero() throws Exception {
    Files.createFile(folder.resolve("deaf"));
    write("images", minikube(OLD));
    var run = images("minikube");
    assertThat(run.exit).as(run.said).isEqualTo(1);
    assertThat(run.said)
        .contains("coalmine/gateway:dev is not in minikube", "222222222222", "111111111111")
        .doesNotContain("is in minikube", "\tat ");
  }

  @Test
  void refusesInOneSentenceBeforeItBuildsWhenMinikubeDoesNotRun() throws Exception {
    Files.createFile(folder.resolve("stopped"));
    var run = images("minikube");
    assertThat(run.exit).isEqualTo(1);
    assertThat(run.said.strip()).isEqualTo("minikube does not run; start it with: minikube start");
    assertThat(folder.resolve("built")).doesNotExist();
  }

  @Test
  void isInKindWhenEveryNodeHasIt() throws Exception {
    kind(node(OLD), "{\"images\": []}");
    var run = images("kind");
    assertThat(run.exit).as(run.said).isZero();
    assertThat(run.said).contains("is in kind", "rollout restart deployment/gateway");
  }

  @Test
  void isNotInKindWhenOneNodeLacksIt() throws Exception {
    Files.createFile(folder.resolve("deaf"));
    kind(node(OLD), "{\"images\": []}");
    var run = images("kind");
    assertThat(run.exit).as(run.said).isEqualTo(1);
    assertThat(run.said).contains("is not in kind").doesNotContain("is in kind");
  }

  @Test
  void refusesInOneSentenceWithoutAClusterOfKind() throws Exception {
    var run = images("kind");
    assertThat(run.exit).isEqualTo(1);
    assertThat(run.said).endsWith("kind has no cluster; make one with: kind create cluster\n");
    assertThat(folder.resolve("built")).doesNotExist();
  }

  @Test
  void refusesInOneSentenceWhenANodeOfKindIsStopped() throws Exception {
    kind(node(OLD), node(OLD));
    Files.createFile(folder.resolve("stopped"));
    var run = images("kind");
    assertThat(run.exit).isEqualTo(1);
    assertThat(run.said)
        .isEqualTo(
            "kind-control-plane of kind does not run; start it with: docker start"
                + " kind-control-plane\n");
  }

  @Test
  void saysInOneSentenceThatTheDockerEngineDoesNotAnswer() throws Exception {
    program("docker", "echo 'Client: 29'; echo 'no daemon' >&2; exit 1");
    var run = images("docker");
    assertThat(run.exit).isEqualTo(1);
    assertThat(run.said)
        .isEqualTo("the Docker engine does not answer; start it, and see: docker version\n");
  }

  @Test
  void asksNoClusterWhereDockerIsMeant() throws Exception {
    Files.createFile(folder.resolve("stopped"));
    assertThat(images("docker").exit).isZero();
  }

  private void kind(String controlPlane, String worker) throws IOException {
    write("nodes", "kind-control-plane\nkind-worker\nkind-external-load-balancer\n");
    write("kind-control-plane", controlPlane);
    write("kind-worker", worker);
  }

  private static String minikube(String id) {
    return "[{\"id\": \"%s\", \"repoTags\": [\"docker.io/coalmine/gateway:dev\"]}]".formatted(id);
  }

  private static String node(String id) {
    return "{\"images\": [{\"id\": \"sha256:%s\", \"repoTags\": [\"docker.io/coalmine/gateway:dev\"]}]}"
        .formatted(id);
  }

  private void program(String name, String script) throws IOException {
    var file = folder.resolve("bin").resolve(name);
    Files.writeString(
        file,
        "#!/bin/sh\nset -e\ncd '%s'\n%s"
            .formatted(folder, script.replace("NEW", NEW).replace("OLD", OLD)));
    file.toFile().setExecutable(true);
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }

  private Run images(String destination) throws Exception {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-Dcoalmine.project=" + folder.resolve("project"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Coalmine.class.getName()));
    command.addAll(List.of("images", "--load", destination, "gateway"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("COALMINE_HOME", folder.resolve("home").toString());
    builder.redirectOutput(folder.resolve("said").toFile());
    var process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(
        process.exitValue(), Files.readString(folder.resolve("said"), StandardCharsets.UTF_8));
  }

  private record Run(int exit, String said) {}
}
