package nightjar.live;

import java.util.Optional;
import java.util.function.Supplier;
import nightjar.media.PictureFormat;

/// A camera as viewers know it.
///
/// @param main its H.264
/// @param sub a smaller stream of the same, where the camera has one
/// @param jpeg its JPEG pictures; of the smaller stream where the camera codes that itself
/// @param jpegSmall smaller JPEG pictures, where they cost no decoding
/// @param motion how the scene is, in the protocol's words: `off` while nobody looks for motion
/// @param objects that are recognised, as they are now; asked for every picture
/// @param format empty until the camera was open once
/// @param privacy its off switch
public record Watchable(
    String name,
    Rendition main,
    Optional<Rendition> sub,
    Rendition jpeg,
    Optional<Rendition> jpegSmall,
    Supplier<Health> health,
    Supplier<String> motion,
    Supplier<ObjectsNow> objects,
    Supplier<Optional<PictureFormat>> format,
    Privacy privacy) {}
