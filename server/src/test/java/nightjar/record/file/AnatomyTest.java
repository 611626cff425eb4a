package nightjar.record.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a walk through a file finds.
class AnatomyTest {
  private final DeviceKey key = DeviceKey.fresh();

  @Test
  void findsWhatWasWritten() throws Exception {
    var footage = Footage.of(key, 25);
    var anatomy = Anatomy.read(Readable.of(footage.whole()));
    assertEquals(footage.heading(), anatomy.heading());
    assertEquals(footage.init().length, anatomy.init());
    assertEquals(footage.pieces(), anatomy.pieces());
    assertEquals(3, anatomy.pieces().size());
    assertEquals(footage.whole().length, anatomy.whole());
    assertEquals(footage.open().length, anatomy.piecesEnd());
    var seal = anatomy.seal().orElseThrow();
    assertTrue(seal.signedBy(key.proof()));
    assertEquals(
        seal.root(),
        Sealing.of(anatomy, Readable.of(footage.whole()))
            .seal(key, 1, Hash.NONE, true, new byte[0], Optional.empty())
            .root());
  }
}
