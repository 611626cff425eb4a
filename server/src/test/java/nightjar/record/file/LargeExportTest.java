package nightjar.record.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.container.fmp4.FragmentHead;
import nightjar.container.fmp4.MovieFragment;
import nightjar.container.fmp4.PlainMp4;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plain file of more than 4 GB: pictures, a long stretch of nothing, the same pictures again.
class LargeExportTest {
  private static final int HOLES = 160;
  private static final int HOLE = 32 << 20;

  @TempDir private Path folder;

  @Test
  void playsBeyondFourGigabytes() throws Exception {
    var footage = Footage.of(DeviceKey.fresh(), 20);
    var movie = new PlainMp4();
    movie.describe(ByteBuffer.wrap(footage.init()));
    addAll(footage, movie);
    for (int i = 0; i < HOLES; i++) {
      movie.add(hole(), 6000);
    }
    long again = movie.duration();
    addAll(footage, movie);
    var head = movie.head(new PlainMp4.Edit(0, movie.duration(), 0), 0);
    var file = folder.resolve("large.mp4");
    long start = head.remaining();
    try (var to = FileChannel.open(file, Set.of(CREATE_NEW, WRITE, SPARSE))) {
      to.write(head, 0);
      long second = write(footage, to, start) + (long) HOLES * HOLE;
      assertEquals(start + movie.payload(), write(footage, to, second));
    }
    assertTrue(Files.size(file) > 1L << 32);
    var whole = Files.write(folder.resolve("small.mp4"), footage.whole());
    var expected = Ffmpeg.play(whole).stream().map(Ffmpeg.Picture::crc).toList();
    var played = Ffmpeg.playFrom(file, again);
    assertEquals(expected, played.stream().map(Ffmpeg.Picture::crc).toList());
    assertEquals(again, played.getFirst().pts());
  }

  private static void addAll(Footage footage, PlainMp4 movie) throws Exception {
    for (var piece : footage.pieces()) {
      var moof = ByteBuffer.wrap(footage.whole(), (int) piece.at(), piece.moof());
      movie.add(MovieFragment.parse(moof), piece.duration());
    }
  }

  private static long write(Footage footage, FileChannel to, long at) throws Exception {
    long end = at;
    for (var piece : footage.pieces()) {
      var payload = ByteBuffer.wrap(footage.whole(), (int) piece.payloadAt(), piece.payload());
      end += to.write(payload, end);
    }
    return end;
  }

  private static MovieFragment hole() throws Exception {
    var head = new FragmentHead(1);
    head.add(HOLE, 6000, false);
    var bytes = ByteBuffer.allocate(head.length());
    head.write(bytes, 1, 0);
    return MovieFragment.parse(bytes.flip().limit(head.length() - 8));
  }
}
