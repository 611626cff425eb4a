package nightjar.live;

import java.util.Optional;
import java.util.function.Supplier;
import nightjar.media.PictureFormat;

/// A camera as viewers know it.
///
/// @param main its H.264
/// @param sub a smaller stream of the same, where the camera has one
/// @param jpeg its JPEG pictures
/// @param motion how the scene is, in the protocol's words: `off` while nobody looks for motion
/// @param format empty until the camera was open once
/// @param jpegFormat of its JPEG pictures, which may be of the smaller stream; likewise
/// @param privacy its off switch
public record Watchable(
    String name,
    Rendition main,
    Optional<Rendition> sub,
    Rendition jpeg,
    Supplier<Health> health,
    Supplier<String> motion,
    Supplier<Optional<PictureFormat>> format,
    Supplier<Optional<PictureFormat>> jpegFormat,
    Privacy privacy) {}
