package dev.coalmine.lab.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobTests {

  @Test
  void isWhatTheCronJobSaysWithANameAndArguments() throws Exception {
    var cronJob = Manifests.cronJob();

    var job = Job.of(cronJob, List.of("order", "lamp*2", "--json"), false);

    var manifest = read(job);
    assertThat(manifest.path("kind").asString()).isEqualTo("Job");
    assertThat(manifest.at("/metadata/name").asString())
        .isEqualTo(job.name())
        .matches("lab-order-[0-9a-z]{6}");
    assertThat(container(manifest).path("args").toString())
        .isEqualTo("[\"order\",\"lamp*2\",\"--json\"]");
    assertThat(manifest.at("/spec/template/metadata/labels/coalmine.dev~1access").asString())
        .isEqualTo("lab");
    assertThat(manifest.at("/spec/template/spec/securityContext"))
        .isEqualTo(cronJob.at("/spec/jobTemplate/spec/template/spec/securityContext"))
        .isNotEmpty();
    assertThat(manifest.path("spec").has("suspend")).isFalse();
  }

  @Test
  void waitsForItsInputOnceIfThereIsAny() throws Exception {
    var without = container(read(Job.of(Manifests.cronJob(), List.of("settled"), false)));
    var with = container(read(Job.of(Manifests.cronJob(), List.of("replay", "-"), true)));

    assertThat(without.path("stdin").asBoolean()).isFalse();
    assertThat(with.path("stdin").asBoolean()).isTrue();
    assertThat(with.path("stdinOnce").asBoolean()).isTrue();
  }

  @Test
  void anArgumentIsNoReferenceToAVariable() throws Exception {
    var job = Job.of(Manifests.cronJob(), List.of("order", "--key", "$(COALMINE_KAFKA)"), false);

    assertThat(container(read(job)).path("args").path(2).asString())
        .isEqualTo("$$(COALMINE_KAFKA)");
  }

  @Test
  void leavesThePatternAsItIs() throws Exception {
    var cronJob = Manifests.cronJob();
    var before = cronJob.toString();

    Job.of(cronJob, List.of("order"), true);

    assertThat(cronJob).hasToString(before);
  }

  private static JsonNode read(Job job) {
    return JsonMapper.builder().build().readTree(job.manifest());
  }

  private static JsonNode container(JsonNode manifest) {
    return manifest.at("/spec/template/spec/containers/0");
  }
}
