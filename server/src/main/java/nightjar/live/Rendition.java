package nightjar.live;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import nightjar.media.PictureFormat;
import nightjar.stream.Stream;

/// One quality of a camera that a viewer may be given.
///
/// @param id in the protocol, 0 to 255
/// @param name `main`, `sub`, `jpeg` or `jpeg-small`
/// @param format of its pictures; empty until the camera was open once
/// @param fps pictures a second it has at most
/// @param bitrate bits a second it has now: aimed at, or seen where nobody aims; 0 if not known
/// @param least bits a second that whoever encodes it can be brought down to by
///   [Stream.Reader#take]; 0 if it follows nobody
/// @param quiet whether its pictures come at a trickle now, because nothing stirs
/// @param requestIdr asks whoever encodes it for an IDR soon
public record Rendition(
    int id,
    String name,
    Stream stream,
    Supplier<Optional<PictureFormat>> format,
    DoubleSupplier fps,
    IntSupplier bitrate,
    IntSupplier least,
    BooleanSupplier quiet,
    Runnable requestIdr) {}
