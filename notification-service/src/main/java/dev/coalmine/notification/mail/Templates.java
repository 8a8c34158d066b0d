package dev.coalmine.notification.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.notification.domain.Text;
import java.io.IOException;
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
class Templates {

  private static final Pattern NAME = Pattern.compile("\\{\\{(\\w+)}}");

  private final Map<String, String> files = new ConcurrentHashMap<>();

  /**
   * @throws TemplateDefect when there is no such file, or only a subject in it
   */
  Text fill(String template, Map<String, String> values) {
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
    String file;
    try {
      file = new ClassPathResource("templates/" + template + ".txt").getContentAsString(UTF_8);
    } catch (IOException e) {
      throw new TemplateDefect("there is no template " + template, e);
    }
    if (file.indexOf('\n') < 0) {
      throw new TemplateDefect("nothing follows the subject of template " + template, null);
    }
    return file;
  }
}
