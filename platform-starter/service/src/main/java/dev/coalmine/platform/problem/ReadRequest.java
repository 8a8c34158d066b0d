package dev.coalmine.platform.problem;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/** A request whose body has been read, and is read again from memory. */
class ReadRequest extends HttpServletRequestWrapper {

  private final BodyStream body;

  ReadRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = new BodyStream(body);
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  /**
   * @throws UnsupportedEncodingException when the request names a character set that is not known
   */
  @Override
  public BufferedReader getReader() throws UnsupportedEncodingException {
    var encoding = getCharacterEncoding();
    return new BufferedReader(
        new InputStreamReader(
            body, encoding == null ? StandardCharsets.ISO_8859_1.name() : encoding));
  }

  private static final class BodyStream extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    BodyStream(byte[] body) {
      this.bytes = new ByteArrayInputStream(body);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, length);
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("The body has been read.");
    }
  }
}
