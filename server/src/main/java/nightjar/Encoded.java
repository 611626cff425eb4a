package nightjar;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nightjar.encode.Aim;
import nightjar.encode.Encoding;
import nightjar.live.Rendition;
import nightjar.media.PictureFormat;
import nightjar.stream.Stream;

/// A rendition that is encoded here, and its stream.
///
/// @param id in the live protocol
/// @param aim empty where the encoder aims at no rate
record Encoded(int id, String name, Stream stream, Encoding encoding, Optional<Aim> aim) {
  /// @param format of its pictures
  /// @param records whether it is recorded, and so follows no viewer
  Rendition shown(Supplier<Optional<PictureFormat>> format, BooleanSupplier records) {
    return new Rendition(
        id,
        name,
        stream,
        format,
        () -> encoding.settings().fps(),
        () -> aim.isPresent() ? encoding.settings().bitrate() : encoding.fullRate(),
        () -> aim.isEmpty() || records.getAsBoolean() ? 0 : aim.get().least(),
        encoding::isQuiet,
        encoding::requestIdr);
  }
}
