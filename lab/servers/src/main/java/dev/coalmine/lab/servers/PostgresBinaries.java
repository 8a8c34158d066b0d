package dev.coalmine.lab.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Zonky's PostgreSQL: initdb, pg_ctl and postgres for this machine, unpacked once. */
final class PostgresBinaries {

  private static final String VERSION = "18.6.0";
  private static final int ANY_EXECUTE = 0111;

  private PostgresBinaries() {}

  static Path directory() {
    return Cache.file("postgres-" + VERSION, PostgresBinaries::unpack);
  }

  private static void unpack(Path target) throws IOException {
    try (var archive = new TarArchiveInputStream(new XZCompressorInputStream(archive()))) {
      for (TarArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
        unpack(entry, archive, target.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    if ((entry.getMode() & ANY_EXECUTE) != 0 && !file.toFile().setExecutable(true)) {
      throw new IOException("not executable: " + file);
    }
  }

  private static InputStream archive() {
    for (var name : names()) {
      var resource = PostgresBinaries.class.getResourceAsStream("/" + name);
      if (resource != null) {
        return new BufferedInputStream(resource);
      }
    }
    throw new ServerFailure("there is no PostgreSQL for this machine: " + names());
  }

  private static List<String> names() {
    var os = Platform.operatingSystem();
    return Platform.cpu().equals("arm64")
        ? List.of("postgres-%s-arm_64.txz".formatted(os))
        : List.of("postgres-%s-x86_64.txz".formatted(os));
  }
}
