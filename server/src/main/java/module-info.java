import org.jspecify.annotations.NullMarked;

/// The camera server. An application, not a library: nothing is exported.
@NullMarked
module nightjar {
  requires static org.jspecify;
  requires org.bytedeco.ffmpeg;
  requires org.bytedeco.javacpp;
}
