package dev.coalmine.lab.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.cli.Interruption;
import dev.coalmine.lab.home.NothingRuns;
import dev.coalmine.lab.target.Program.Answer;
import dev.coalmine.lab.target.Program.Feed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cluster that kubectl knows: a command is a Job there, and its log is shown. */
record Kubernetes(Program kubectl) implements Target {

  private static final String NAMESPACE = "coalmine";
  private static final String OVERLAY = "kubectl apply -k k8s/overlays/minikube";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration UNTIL_IT_RUNS = Duration.ofMinutes(2);

  /** Longer than a command takes to end, which is {@code terminationGracePeriodSeconds}. */
  private static final Duration UNTIL_IT_HAS_ENDED = Duration.ofSeconds(110);

  private static final int POLL_MS = 300;
  private static final int INTERRUPTED = 130;

  static Kubernetes of(Path project) {
    return new Kubernetes(
        new Program(
            project,
            List.of("kubectl", "--namespace", NAMESPACE),
            "install it, and point it at the cluster",
            NothingRuns::new));
  }

  /**
   * Without a configuration kubectl asks localhost:8080, where the gateway of ./coalmine up answers.
   */
  private void requireContext() throws InterruptedException {
    if (!kubectl.ask("config", "current-context").isGood()) {
      throw new NothingRuns("kubectl is pointed at no cluster; minikube start makes one");
    }
  }

  @Override
  public int run(List<String> command, Feed input) throws InterruptedException {
    requireContext();
    var job = Job.of(template(), command, input != Program.NOTHING);
    try (var interruption = new Interruption(UNTIL_IT_HAS_ENDED)) {
      good(kubectl.ask(in -> in.write(job.manifest().getBytes(UTF_8)), "create", "-f", "-"));
      interruption.endsBy(() -> delete(job));
      try {
        return follow(job, input, interruption);
      } finally {
        delete(job);
      }
    }
  }

  private int follow(Job job, Feed input, Interruption interruption) throws InterruptedException {
    var state = awaitStart(job, interruption);
    if (state instanceof PodState.Running(var pod) && input != Program.NOTHING) {
      Thread.startVirtualThread(() -> attach(job, pod, input));
    }
    var transcript = new Transcript(System.out);
    boolean isWhole = false;
    while (true) {
      switch (state) {
        case PodState.Running(var pod) -> isWhole = show(pod, transcript);
        case PodState.Ended(var pod, var exit, var why) -> {
          if (!isWhole) {
            show(pod, transcript);
          }
          return interruption.isWished() ? INTERRUPTED : ended(exit, why);
        }
        case PodState.Coming _, PodState.Gone _ -> {
          if (interruption.isWished()) {
            return INTERRUPTED;
          }
          throw new NothingRuns("%s was deleted while it ran".formatted(job.name()));
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
      state = state(job);
    }
  }

  private static int ended(int exit, String why) {
    if (!List.of("Completed", "Error", "").contains(why)) {
      System.err.printf("the cluster ended it: %s%n", why);
    }
    return exit;
  }

  private PodState awaitStart(Job job, Interruption interruption) throws InterruptedException {
    long deadline = System.nanoTime() + UNTIL_IT_RUNS.toNanos();
    var state = state(job);
    while (!interruption.isWished()) {
      switch (state) {
        case PodState.Running _, PodState.Ended _ -> {
          return state;
        }
        case PodState.Coming(var why, var isHopeless) -> {
          if (isHopeless || System.nanoTime() > deadline) {
            throw new NothingRuns("%s does not start: %s".formatted(job.name(), why));
          }
        }
        case PodState.Gone _ -> {
          if (System.nanoTime() > deadline) {
            throw new NothingRuns("%s got no pod: %s".formatted(job.name(), lastEvent(job)));
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
      state = state(job);
    }
    return state;
  }

  private PodState state(Job job) throws InterruptedException {
    var label = "batch.kubernetes.io/job-name=" + job.name();
    return PodState.of(json(kubectl.ask("get", "pods", "-l", label, "-o", "json")));
  }

  /** Whether it was shown to its end. */
  private boolean show(String pod, Transcript transcript) throws InterruptedException {
    var command = new ArrayList<>(List.of("logs", "--follow", "--timestamps", pod));
    var since = transcript.resume();
    if (since != null) {
      command.add("--since-time=" + since);
    }
    return kubectl.follow(transcript::line, command.toArray(String[]::new)) == 0;
  }

  /** A command that gets nothing would wait for ever. */
  private void attach(Job job, String pod, Feed input) {
    try {
      var answer = kubectl.ask(input, "attach", "--stdin", "--quiet", pod);
      if (!answer.isGood() && state(job) instanceof PodState.Running) {
        System.err.println("the input did not reach the cluster: " + answer.reason());
        delete(job);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastEvent(Job job) throws InterruptedException {
    var about = "involvedObject.name=" + job.name();
    var events = json(kubectl.ask("get", "events", "--field-selector", about, "-o", "json"));
    var last = "no event says why";
    for (var event : events.path("items")) {
      last = event.path("message").asString(last);
    }
    return last;
  }

  private void delete(Job job) {
    try {
      kubectl.ask("delete", "job", job.name(), "--ignore-not-found", "--wait=false");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode template() throws InterruptedException {
    var answer = good(get("get", "cronjob", "lab", "--ignore-not-found", "-o", "json"));
    if (!answer.out().isBlank()) {
      return JSON.readTree(answer.out());
    }
    if (get("get", "namespace", NAMESPACE, "-o", "name").isGood()) {
      throw new NothingRuns(
          "namespace %s has no cronjob lab, of which Jobs are made; make it with %s"
              .formatted(NAMESPACE, OVERLAY));
    }
    throw new NothingRuns(
        "the cluster has no namespace %s; make it with %s".formatted(NAMESPACE, OVERLAY));
  }

  @Override
  public List<Part> parts() throws InterruptedException {
    requireContext();
    var pods =
        json(get("get", "pods", "-l", "app.kubernetes.io/part-of=coalmine", "-o", "json"))
            .path("items");
    if (pods.isEmpty()) {
      throw new NothingRuns(
          "nothing runs in namespace %s; start it with %s".formatted(NAMESPACE, OVERLAY));
    }
    return StreamSupport.stream(pods.spliterator(), false).map(Kubernetes::part).toList();
  }

  static Part part(JsonNode pod) {
    var status = pod.path("status");
    boolean isReady =
        StreamSupport.stream(status.path("conditions").spliterator(), false)
            .anyMatch(
                it ->
                    it.path("type").asString().equals("Ready")
                        && it.path("status").asString().equals("True"));
    var phase = status.path("phase").asString("Unknown");
    int restarts =
        StreamSupport.stream(status.path("containerStatuses").spliterator(), false)
            .mapToInt(it -> it.path("restartCount").asInt())
            .sum();
    return new Part(
        pod.path("metadata").path("name").asString(),
        isReady ? "Ready" : phase.equals("Running") ? "not ready" : phase,
        restarts,
        isReady || phase.equals("Succeeded"));
  }

  private Answer get(String... arguments) throws InterruptedException {
    var limited = new ArrayList<>(List.of(arguments));
    limited.add("--request-timeout=10s");
    return kubectl.ask(limited.toArray(String[]::new));
  }

  private static JsonNode json(Answer answer) {
    return JSON.readTree(good(answer).out());
  }

  /**
   * @throws NothingRuns when it is not
   */
  private static Answer good(Answer answer) {
    if (!answer.isGood()) {
      throw new NothingRuns("the cluster cannot be asked: " + answer.reason());
    }
    return answer;
  }
}
