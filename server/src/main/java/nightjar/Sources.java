package nightjar;

import nightjar.base.Clock;
import nightjar.camera.Source;
import nightjar.camera.SourceConfig;
import nightjar.camera.demo.DemoSource;
import nightjar.camera.ffmpeg.FileSource;
import nightjar.camera.ffmpeg.RtspSource;
import nightjar.camera.rpicam.RpicamH264;
import nightjar.camera.rpicam.RpicamSource;
import nightjar.camera.v4l2.V4l2H264;
import nightjar.camera.v4l2.V4l2Source;
import nightjar.v4l2.Device;

/// Which class opens which source.
///
/// @param path folders in which programs are looked for, as in the environment
record Sources(Clock clock, String path) {
  Source.Opener of(SourceConfig config) {
    return switch (config) {
      case SourceConfig.Demo(var format, long seed) -> () -> new DemoSource(format, seed, clock);
      case SourceConfig.Rpicam(var options) ->
          options.coding().isPresent()
              ? () -> new RpicamH264(options, path, clock)
              : () -> new RpicamSource(options, path, clock);
      case SourceConfig.V4l2(var options) ->
          config.isCoded()
              ? () -> new V4l2H264(options, Device.KERNEL, clock)
              : () -> new V4l2Source(options, Device.KERNEL, clock);
      case SourceConfig.Rtsp(var options) -> () -> new RtspSource(options, clock);
      case SourceConfig.VideoFile(var file) -> () -> new FileSource(file, clock);
    };
  }
}
