package dev.coalmine.gateway.policy;

/**
 * Says whether a file can be put in force, without a gateway: {@code java -cp gateway.jar
 * dev.coalmine.gateway.policy.PolicyCheck FILE} with the jar that {@code -Djarmode=tools extract}
 * makes. Exit code 0: it can; 1: it has mistakes, one on each line; 2: no file was named.
 */
public final class PolicyCheck {

  private PolicyCheck() {}

  public static void main(String[] arguments) {
    if (arguments.length != 1 || arguments[0].isBlank()) {
      System.err.println("name one policy file to check");
      System.exit(2);
    }
    System.exit(check(arguments[0]));
  }

  private static int check(String path) {
    try {
      var file = PolicyFile.at(path);
      var reading = PolicyReader.read(file.toString(), file.read());
      reading.warnings().forEach(warning -> System.out.println("warning: " + warning));
      var policy = reading.policy();
      System.out.printf(
          "%s can be put in force: version %s, %d routes, %d limits%n",
          path, policy.version(), policy.routes().size(), policy.limits().size());
      return 0;
    } catch (MistakenPolicy mistaken) {
      System.out.println(MistakenPolicy.told(mistaken.mistakes(), System.lineSeparator()));
      return 1;
    }
  }
}
