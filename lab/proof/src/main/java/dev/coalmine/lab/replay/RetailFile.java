package dev.coalmine.lab.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.cli.Gzip;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.replay.Invoice.Line;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * A file in the format of <i>Online Retail</i> (Daqing Chen, UCI Machine Learning Repository, 2015,
 * doi 10.24432/C5BW33), gzipped or not. What it says untidily is counted and left out.
 *
 * @param rows without the header
 * @param untidy rows that are no line of a sale or a cancellation, by reason
 * @param invoices in the file's order; an invoice of untidy rows only is none
 */
record RetailFile(
    long rows, Map<String, Long> untidy, List<Invoice> invoices, Assortment assortment) {

  private static final Path STANDARD_INPUT = Path.of("-");
  private static final String HEADER = "InvoiceNo";

  /**
   * @param path {@code -} is the standard input
   * @throws UserError when the file cannot be read or has another header
   */
  static RetailFile read(Path path) {
    try (var in = open(path);
        MappingIterator<String[]> rows =
            CsvMapper.builder()
                .enable(CsvReadFeature.WRAP_AS_ARRAY)
                .build()
                .readerFor(String[].class)
                .readValues(new InputStreamReader(in, UTF_8))) {
      return read(path, rows);
    } catch (NoSuchFileException e) {
      throw new UserError("there is no file " + path, e);
    } catch (ZipException e) {
      throw new UserError("%s is no gzip file: %s".formatted(path, e.getMessage()), e);
    } catch (IOException | UncheckedIOException | JacksonException e) {
      throw new UserError("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static InputStream open(Path path) throws IOException {
    var in =
        new BufferedInputStream(
            path.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(path), 1 << 16);
    return path.toString().endsWith(".gz") || Gzip.isIn(in) ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static RetailFile read(Path path, MappingIterator<String[]> rows) {
    if (!rows.hasNext() || !HEADER.equals(withoutMark(rows.next()[0]))) {
      throw new UserError(
          "%s does not begin with a header line whose first column is %s".formatted(path, HEADER));
    }
    var invoices = new LinkedHashMap<String, Invoice>();
    var assortment = new Assortment();
    var untidy = new TreeMap<String, Long>();
    long count = 0;
    while (rows.hasNext()) {
      count++;
      var reason = add(Row.of(rows.next()), invoices, assortment);
      if (reason != null) {
        untidy.merge(reason, 1L, Long::sum);
      }
    }
    return new RetailFile(count, untidy, List.copyOf(invoices.values()), assortment);
  }

  /** A byte order mark, as spreadsheets write it. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Null when it was added. */
  private static String add(Row row, Map<String, Invoice> invoices, Assortment assortment) {
    return switch (row) {
      case Row.Untidy(var reason) -> reason;
      case Row.Read read -> {
        boolean sells = !Invoice.isCancellation(read.invoice());
        if (sells && !assortment.add(read.line(), read.name())) {
          yield "a product of more than %d prices".formatted(Assortment.MOST_OFFERS);
        }
        invoices
            .computeIfAbsent(
                read.invoice(),
                number -> new Invoice(number, read.customer(), read.at(), new ArrayList<Line>()))
            .lines()
            .add(read.line());
        yield null;
      }
    };
  }
}
