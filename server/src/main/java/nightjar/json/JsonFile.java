package nightjar.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Small files of JSON, read strictly: what is guessed may be wrong.
public final class JsonFile {
  private static final int LARGEST = 1 << 20; // bytes

  private JsonFile() {}

  /// Makes something of a file's text.
  public interface Parser<T> {
    T parse(String text) throws BadJsonException;
  }

  /// @param none what it is while there is no file
  /// @throws IOException what it held cannot be known; it says of which file
  public static <T> T read(Path file, Parser<T> parser, T none) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(LARGEST);
      return parser.parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException _) {
      return none;
    } catch (BadJsonException e) {
      throw new IOException(file + " is broken: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
  }
}
