package nightjar.record.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nightjar.container.fmp4.FragmentHead;
import org.junit.jupiter.api.Test;

/// What docs/ref/footage-file.md says in numbers is so.
class FileDocTest {
  @Test
  void numbersAreAsWritten() throws Exception {
    var page = Files.readString(Path.of("../docs/ref/footage-file.md"));
    var facts =
        Stream.of(
            "`" + Heading.ID + "`",
            "`" + Seal.ID + "`",
            "`" + ProofBox.ID + "`",
            "at most " + Heading.LONGEST + " bytes",
            "at most " + Seal.MOST_ACTIVITY + ";",
            "at most 24 576",
            "at most " + Pieces.MOST_SAMPLES + " samples and " + (Pieces.MOST_BYTES >> 20) + " MiB",
            "is " + (FragmentHead.length(0) - 8) + " bytes and 12 for each sample",
            "`" + DeviceKey.SECRET_FILE + "`",
            "`" + DeviceKey.PUBLIC_FILE + "`");
    assertEquals(24_576, Seal.MOST_THUMBNAIL);
    assertEquals(List.of(), facts.filter(fact -> !page.contains(fact)).toList());
  }

  /// The signed bytes are put together here from the page's words alone.
  @Test
  void theSignatureIsOverWhatIsWritten() throws Exception {
    var key = DeviceKey.fresh();
    var footage = Footage.of(key, 11, 7, Hash.of(new byte[] {1}), Footage.WALL);
    var seal = Anatomy.read(Readable.of(footage.whole())).seal().orElseThrow();
    var hashes = new ByteArrayOutputStream();
    hashes.writeBytes(sha256(footage, 0, footage.pieces().getFirst().at()));
    for (var piece : footage.pieces()) {
      hashes.writeBytes(sha256(footage, piece.at(), piece.endAt()));
    }
    var signed = new ByteArrayOutputStream();
    signed.writeBytes("nightjar seal 1\n".getBytes(US_ASCII));
    signed.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
    signed.writeBytes(Hash.of(new byte[] {1}).bytes());
    signed.writeBytes(Hash.of(hashes.toByteArray()).bytes());
    signed.write(0);
    signed.writeBytes(Hash.of(Footage.ACTIVITY).bytes());
    signed.writeBytes(Hash.of(Footage.JPEG).bytes());
    assertTrue(key.proof().signed(signed.toByteArray(), seal.signature()));
  }

  private static byte[] sha256(Footage footage, long from, long to) {
    return Hash.of(Arrays.copyOfRange(footage.whole(), (int) from, (int) to)).bytes();
  }
}
