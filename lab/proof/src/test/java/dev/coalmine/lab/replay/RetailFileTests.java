package dev.coalmine.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.replay.Invoice.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetailFileTests {

  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path folder;

  @Test
  void readsAnInvoiceOfSeveralLines() throws IOException {
    var file =
        read(
            """
            536365,85123A,"HEART, ""WHITE\""",6,01/12/2010 08:26,2.55,17850,United Kingdom
            536365,BANK CHARGES,,1,01/12/2010 08:26,15,17850,United Kingdom
            536366,22633,HAND WARMER,2,1/12/2010 8:28,1.8,,United Kingdom
            """);

    assertThat(file.rows()).isEqualTo(3);
    assertThat(file.untidy()).isEmpty();
    assertThat(file.invoices()).extracting(Invoice::number).containsExactly("536365", "536366");
    assertThat(file.invoices().getFirst().lines())
        .containsExactly(new Line("85123A", 255, 6), new Line("BANK-CHARGES", 1500, 1));
    assertThat(file.invoices().getFirst().amount()).isEqualTo(3030);
    assertThat(file.invoices().getFirst().subject()).isEqualTo("customer-17850");
    assertThat(file.invoices().getLast().subject()).isEqualTo("guest-536366");
    assertThat(file.assortment().products())
        .extracting(Assortment.Product::name)
        .containsExactly("HEART, \"WHITE\"", "BANK-CHARGES", "HAND WARMER");
  }

  @Test
  void offersAProductAtEachOfItsPricesAndStocksATenthMore() throws IOException {
    var file =
        read(
            """
            1,A,THING,10,01/12/2010 08:26,2.55,1,UK
            2,A,THING,5,01/12/2010 08:26,2.50,1,UK
            """);

    var product = file.assortment().products().iterator().next();
    assertThat(product.prices()).containsExactly(250L, 255L);
    assertThat(product.stock()).isEqualTo(17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,A,THING,-3,01/12/2010 08:26,2.55,1,UK   | an adjustment, not a sale
          C1,A,THING,3,01/12/2010 08:26,2.55,1,UK   | a cancellation that adds pieces
          1,A,THING,many,01/12/2010 08:26,2.55,1,UK | no number
          1,A,THING,3,31/02/2010 08:26,2.55,1,UK    | no date
          1,A,THING,3,01/12/2010 08:26,2.555,1,UK   | a price finer than a penny
          1,A,THING,3,01/12/2010 08:26,-2.55,1,UK   | no price, quantity or stock code that a shop has
          1,,THING,3,01/12/2010 08:26,2.55,1,UK     | no price, quantity or stock code that a shop has
          1,A,THING,100001,01/12/2010 08:26,2,1,UK  | no price, quantity or stock code that a shop has
          X,A,THING,3,01/12/2010 08:26,2.55,1,UK    | no invoice number
          1,A,THING,3,01/12/2010 08:26,2.55,me,UK   | no customer number
          1,A,THING                                 | not 8 columns
          """)
  void countsWhatIsUntidyAndGoesOn(String row, String reason) throws IOException {
    var file = read(row + "\n2,B,THING,1,01/12/2010 08:26,1,1,UK\n");

    assertThat(file.untidy()).containsOnlyKeys(reason).containsValue(1L);
    assertThat(file.invoices()).hasSize(1);
  }

  @Test
  void makesNoInvoiceOfALineThatIsLeftOut() throws IOException {
    var rows = new StringBuilder();
    for (int price = 1; price <= Assortment.MOST_OFFERS + 1; price++) {
      rows.append("%1$d,M,Manual,1,01/12/2010 08:26,%1$d,1,UK\n".formatted(price));
    }

    var file = read(rows.toString());

    assertThat(file.untidy()).containsOnlyKeys("a product of more than 100 prices");
    assertThat(file.invoices()).hasSize(Assortment.MOST_OFFERS);
  }

  @Test
  void readsAGzippedFileWithAByteOrderMark() throws IOException {
    var path = folder.resolve("retail.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(("\uFEFF" + HEADER + "1,A,THING,1,01/12/2010 08:26,1,1,UK\n").getBytes());
    }

    assertThat(RetailFile.read(path).invoices()).hasSize(1);
  }

  @Test
  void seesThatAGzippedFileHasBrokenOff() throws IOException {
    var whole = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(whole)) {
      out.write((HEADER + "1,A,THING,1,01/12/2010 08:26,1,1,UK\n").getBytes());
    }
    var path = folder.resolve("no-telling-name");

    Files.write(path, whole.toByteArray());
    assertThat(RetailFile.read(path).invoices()).hasSize(1);

    Files.write(path, Arrays.copyOf(whole.toByteArray(), whole.size() - 12));
    assertThatThrownBy(() -> RetailFile.read(path))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void refusesWhatIsNoSuchFile() throws IOException {
    var other = Files.writeString(folder.resolve("other.csv"), "a,b,c\n1,2,3\n");
    var broken = Files.writeString(folder.resolve("broken.gz"), "no gzip");

    assertThatThrownBy(() -> RetailFile.read(folder.resolve("none")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("there is no file");
    assertThatThrownBy(() -> RetailFile.read(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("header");
    assertThatThrownBy(() -> RetailFile.read(broken))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no gzip file");
  }

  @Test
  void readsTheSampleThatComesWithIt() {
    var file = RetailFile.read(Path.of("../samples/retail.csv"));

    assertThat(file.invoices()).hasSizeGreaterThan(100);
    assertThat(file.invoices()).anyMatch(Invoice::isCancellation);
    assertThat(file.untidy()).isNotEmpty();
  }

  private RetailFile read(String rows) throws IOException {
    return RetailFile.read(Files.writeString(folder.resolve("retail.csv"), HEADER + rows));
  }
}
