package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * A service's packaged jar, and the folder into which it is extracted: starting from there is
 * quicker, and a build may replace the jar while the service runs.
 *
 * @param content a hash of what is in the jar, but not of when it was built
 */
record ServiceJar(String service, Path jar, String content) {

  static ServiceJar of(Home home, String service) {
    var jar = home.project().resolve(service).resolve("target").resolve(service + ".jar");
    if (!Files.exists(jar)) {
      throw new LaunchFailure(
          "%s is missing; build it with: mvn -DskipTests package"
              .formatted(home.project().relativize(jar)));
    }
    return new ServiceJar(service, jar, content(jar));
  }

  /** The checksums that the jar carries: nothing is read but its directory. */
  private static String content(Path jar) {
    var sum = new CRC32();
    try (var zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .map(entry -> entry.getName() + entry.getCrc() + ":" + entry.getSize())
          .sorted()
          .forEach(entry -> sum.update(entry.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be read: %s".formatted(jar, e.getMessage()));
    }
    return "%08x".formatted(sum.getValue());
  }

  Path folder(Home home) {
    return home.jars().resolve(service + "-" + content);
  }

  Path extracted(Home home) {
    return folder(home).resolve(service + ".jar");
  }

  boolean isExtracted(Home home) {
    return Files.exists(extracted(home));
  }

  void extract(Home home, Tools tools) {
    var unfinished = home.jars().resolve(service + ".unfinished");
    Home.delete(unfinished);
    tools.run(
        "extracting " + service,
        home.jars(),
        Jvm.JAVA,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djarmode=tools",
        "-jar",
        jar.toString(),
        "extract",
        "--destination",
        unfinished.toString());
    try {
      Files.move(unfinished, folder(home), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be extracted: %s".formatted(jar, e.getMessage()));
    }
  }
}
