package dev.coalmine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong command lines end with 2 and one sentence in Coalmine's words; nothing is started. */
class RefusalTests {

  /** An empty argument is written as ''. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          up --port 0                           | --port is free, or from 1024 to
          up --port 65536                       | --port is free, or from 1024 to
          up --port ''                          | --port is a number or free; not ''
          up --except nope                      | --except is one of
          replay f --as-recorded=x              | --as-recorded is how many times as fast
          replay f --as-recorded=x0             | --as-recorded is x1 to x1000000
          events republish --since=x            | --since is an instant
          events republish --since=2999-01-01T00:00:00Z | --since is in the future
          events republish --since=5m --service nope    | --service is one of
          images nosuch                         | there is no image nosuch
          fault add kafka LATENCY               | LATENCY needs a delay
          fault add kafka KILL --for 5s         | KILL takes no --for
          fault add kafka READ_ONLY             | READ_ONLY is of postgres
          fault add kafka RESET --direction x   | the direction is one of
          acquirer fault NOPE                   | there is no kind NOPE
          acquirer fault DECLINE --delay 5s     | see ./coalmine acquirer fault --help
          order lamp*x                          | 'lamp*x' is no item
          order --customer ''                   | --customer
          order --key ''                        | --key is 1 to 128 printable ASCII characters
          order --key ä                         | --key is 1 to 128 printable ASCII characters
          order --key ж                         | --key is 1 to 128 printable ASCII characters
          seed --shop nope --issuer http://x    | 'nope' is no address such as http://127.0.0.1:8080
          seed --issuer '' --shop http://x      | '' is no address such as http://127.0.0.1:8080
          seed --issuer ftp://x --shop http://x | 'ftp://x' is no address such as
          seed --issuer http: --shop http://x   | 'http:' is no address such as
          mail --to ''                          | --to is an address
          token --email ''                      | --email is an address
          load --customers NaN                  | 'NaN' is no whole number
          load --seed x                         | 'x' is no whole number
          load --rate x                         | 'x' is no number
          images --load nope                    | it is one of DOCKER, MINIKUBE, KIND
          outage --kind NOPE                    | it is one of BLACK_HOLE, RESET, HALF_OPEN
          deadletters replay                    | one of these is missing
          """)
  void saysInOurWordsWhatIsWrong(String arguments, String expected) {
    var said = new StringWriter();
    var line = Coalmine.commandLine();
    line.setErr(new PrintWriter(said));
    int exitCode =
        line.execute(
            Stream.of(arguments.split(" +"))
                .map(it -> it.replace("''", ""))
                .toArray(String[]::new));
    assertThat(said.toString())
        .contains(expected)
        .doesNotContain("Error:", "case-", "is not an int", "is not a ")
        .hasLineCount(1);
    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
