package nightjar.camera.ffmpeg;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.codec.h264.NalIndex;

/// Packs access units into RTP packets (RFC 3550, RFC 6184) within an RTSP connection.
final class Rtp {
  private static final int LARGEST = 1400; // bytes of payload
  private static final int FU_A = 28;

  private final OutputStream out;
  private final boolean setsInBand;
  private int sequence = 7;

  Rtp(OutputStream out, boolean setsInBand) {
    this.out = out;
    this.setsInBand = setsInBand;
  }

  static List<byte[]> nals(byte[] annexB) {
    var index = new NalIndex();
    index.read(MemorySegment.ofArray(annexB));
    var nals = new ArrayList<byte[]>();
    for (int i = 0; i < index.count(); i++) {
      var nal = new byte[index.length(i)];
      System.arraycopy(annexB, index.offset(i), nal, 0, nal.length);
      nals.add(nal);
    }
    return nals;
  }

  /// @param time in 1/90000 s
  void send(byte[] annexB, long time) throws IOException {
    var nals = nals(annexB);
    if (!setsInBand) {
      nals.removeIf(nal -> (nal[0] & 31) == 7 || (nal[0] & 31) == 8);
    }
    for (int i = 0; i < nals.size(); i++) {
      boolean last = i == nals.size() - 1;
      if (nals.get(i).length <= LARGEST) {
        packet(ByteBuffer.wrap(nals.get(i)), time, last);
      } else {
        fragments(nals.get(i), time, last);
      }
    }
  }

  private void fragments(byte[] nal, long time, boolean lastNal) throws IOException {
    for (int at = 1; at < nal.length; at += LARGEST - 2) {
      int length = Math.min(LARGEST - 2, nal.length - at);
      boolean end = at + length == nal.length;
      var payload = ByteBuffer.allocate(length + 2);
      payload.put((byte) (nal[0] & 0xe0 | FU_A));
      payload.put((byte) (nal[0] & 31 | (at == 1 ? 0x80 : 0) | (end ? 0x40 : 0)));
      packet(payload.put(nal, at, length).flip(), time, lastNal && end);
    }
  }

  private void packet(ByteBuffer payload, long time, boolean marker) throws IOException {
    int length = 12 + payload.remaining();
    var packet = ByteBuffer.allocate(4 + length);
    packet.put((byte) '$').put((byte) 0).putShort((short) length);
    packet.put((byte) 0x80).put((byte) (96 | (marker ? 0x80 : 0))).putShort((short) sequence++);
    packet.putInt((int) time).putInt(0x1234).put(payload);
    synchronized (out) {
      out.write(packet.array());
      out.flush();
    }
  }
}
