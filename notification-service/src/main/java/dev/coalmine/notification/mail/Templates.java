package dev.coalmine.notification.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Files under {@code templates/}: the first line is the subject, {@code {{name}}} stands for a
 * value. A name without a value is left out.
 */
@Component
public class Templates {

  private static final Pattern NAME = Pattern.compile("\\{\\{(\\w+)}}");

  private final Map<String, String> files = new ConcurrentHashMap<>();

  public Text fill(String template, Map<String, String> values) {
    var filled =
        NAME.matcher(files.computeIfAbsent(template, Templates::read))
            .replaceAll(
                name ->
                    Matcher.quoteReplacement(
                        oneLine(name.group(1), values.getOrDefault(name.group(1), ""))));
    int end = filled.indexOf('\n');
    return new Text(filled.substring(0, end).strip(), filled.substring(end + 1).strip());
  }

  /** Only our own lists may have lines: a value from outside must not make headers. */
  private static String oneLine(String name, String value) {
    return name.equals("lines") ? value : value.replaceAll("\\R", " ");
  }

  private static String read(String template) {
    try {
      return new ClassPathResource("templates/" + template + ".txt").getContentAsString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("there is no template " + template, e);
    }
  }
}
