package dev.coalmine.lab.target;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One command as a Job: what the CronJob {@code lab} says, with arguments and a name. */
record Job(String name, String manifest) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long NAMES = 36L * 36 * 36 * 36 * 36 * 36;

  /**
   * @param cronJob as the cluster has it
   * @param hasInput whether the command reads something; it waits until that comes
   */
  static Job of(JsonNode cronJob, List<String> command, boolean hasInput) {
    var name = name(command.getFirst());
    var template = cronJob.path("spec").path("jobTemplate");
    var job = JSON.createObjectNode().put("apiVersion", "batch/v1").put("kind", "Job");
    var metadata = job.putObject("metadata").put("name", name);
    metadata.set("labels", template.path("metadata").path("labels").deepCopy());
    job.set("spec", template.path("spec").deepCopy());
    var container = (ObjectNode) job.at("/spec/template/spec/containers/0");
    var arguments = container.putArray("args");
    command.forEach(it -> arguments.add(it.replace("$(", "$$("))); // else a variable's reference
    container.put("stdin", hasInput).put("stdinOnce", hasInput);
    return new Job(name, JSON.writeValueAsString(job));
  }

  /** For a Job or a container, as lab-order-0k3xq1. */
  static String name(String command) {
    var chance = Long.toString(ThreadLocalRandom.current().nextLong(NAMES), 36);
    return "lab-%s-%s".formatted(command, "0".repeat(6 - chance.length()) + chance);
  }
}
