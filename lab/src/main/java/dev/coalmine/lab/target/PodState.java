package dev.coalmine.lab.target;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How far a Job's pod is. */
sealed interface PodState {

  /**
   * It does not run yet.
   *
   * @param isHopeless whether waiting does not help
   */
  record Coming(String why, boolean isHopeless) implements PodState {}

  record Running(String pod) implements PodState {}

  /**
   * @param why in the cluster's words: Completed, Error, OOMKilled
   */
  record Ended(String pod, int exit, String why) implements PodState {}

  /** The pod has been deleted. */
  record Gone() implements PodState {}

  Set<String> HOPELESS =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ErrImageNeverPull",
          "InvalidImageName",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  /**
   * @param pods a list, of none or one
   */
  static PodState of(JsonNode pods) {
    var pod = pods.path("items").path(0);
    if (pod.isMissingNode()) {
      return new Gone();
    }
    var name = pod.path("metadata").path("name").asString();
    var container = pod.path("status").path("containerStatuses").path(0);
    var state = container.path("state");
    if (state.has("running")) {
      return new Running(name);
    }
    if (state.has("terminated")) {
      var end = state.path("terminated");
      return new Ended(name, end.path("exitCode").asInt(), end.path("reason").asString(""));
    }
    if (pod.path("status").path("phase").asString("").equals("Failed")) {
      return new Ended(name, 1, why(pod.path("status")));
    }
    return coming(pod, state.path("waiting"));
  }

  private static PodState coming(JsonNode pod, JsonNode waiting) {
    var reason = waiting.path("reason").asString("");
    if (!reason.isEmpty()) {
      return new Coming(why(waiting), HOPELESS.contains(reason));
    }
    for (var condition : pod.path("status").path("conditions")) {
      if (condition.path("status").asString("").equals("False")
          && condition.path("type").asString("").equals("PodScheduled")) {
        return new Coming(why(condition), false);
      }
    }
    return new Coming("it is being started", false);
  }

  private static String why(JsonNode said) {
    var message = said.path("message").asString("");
    var reason = said.path("reason").asString("");
    return message.isEmpty() ? reason : reason + ", " + message;
  }
}
