package dev.coalmine.lab.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.target.PodState.Coming;
import dev.coalmine.lab.target.PodState.Ended;
import dev.coalmine.lab.target.PodState.Gone;
import dev.coalmine.lab.target.PodState.Running;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PodStateTests {

  @Test
  void isGoneWhenThereIsNone() {
    assertThat(state("{'items': []}")).isEqualTo(new Gone());
  }

  @Test
  void saysWhyItIsNotScheduled() {
    assertThat(
            pod(
                "'conditions': [{'type': 'PodScheduled', 'status': 'False', 'reason':"
                    + " 'Unschedulable', 'message': '0/1 nodes: Insufficient memory'}]"))
        .isEqualTo(new Coming("Unschedulable, 0/1 nodes: Insufficient memory", false));
  }

  @Test
  void doesNotWaitForAnImageThatIsNotThere() {
    assertThat(container("'waiting': {'reason': 'ContainerCreating'}"))
        .isEqualTo(new Coming("ContainerCreating", false));
    assertThat(container("'waiting': {'reason': 'ErrImagePull', 'message': 'no such image'}"))
        .isEqualTo(new Coming("ErrImagePull, no such image", true));
  }

  @Test
  void endsWithItsExitCodeAndTheClustersWord() {
    assertThat(container("'running': {}")).isEqualTo(new Running("lab-x-1"));
    assertThat(container("'terminated': {'exitCode': 2, 'reason': 'Error'}"))
        .isEqualTo(new Ended("lab-x-1", 2, "Error"));
    assertThat(container("'terminated': {'exitCode': 137, 'reason': 'OOMKilled'}"))
        .isEqualTo(new Ended("lab-x-1", 137, "OOMKilled"));
    assertThat(pod("'phase': 'Failed', 'reason': 'Evicted', 'message': 'low on memory'"))
        .isEqualTo(new Ended("lab-x-1", 1, "Evicted, low on memory"));
  }

  private static PodState container(String state) {
    return pod("'containerStatuses': [{'state': {%s}}]".formatted(state));
  }

  private static PodState pod(String status) {
    return state(
        "{'items': [{'metadata': {'name': 'lab-x-1'}, 'status': {%s}}]}".formatted(status));
  }

  private static PodState state(String json) {
    return PodState.of(JsonMapper.builder().build().readTree(json.replace('\'', '"')));
  }
}
