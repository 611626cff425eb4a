package nightjar.live;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import nightjar.stream.Stream;

/// One quality of a camera that a viewer may be given.
///
/// @param id in the protocol, 0 to 255
/// @param name `main`, `sub` or `jpeg`
/// @param fps pictures a second it has at most
/// @param bitrate bits a second aimed at, 0 if none
/// @param quiet whether its pictures come at a trickle now, because nothing stirs
/// @param requestIdr asks whoever encodes it for an IDR soon
public record Rendition(
    int id,
    String name,
    Stream stream,
    DoubleSupplier fps,
    IntSupplier bitrate,
    BooleanSupplier quiet,
    Runnable requestIdr) {}
