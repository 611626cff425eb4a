package nightjar.v4l2;

import static nightjar.v4l2.Videodev2.V4L2_BUF_TYPE_VIDEO_CAPTURE;
import static nightjar.v4l2.Videodev2.V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE;
import static nightjar.v4l2.Videodev2.V4L2_BUF_TYPE_VIDEO_OUTPUT;
import static nightjar.v4l2.Videodev2.V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE;

/// Which of a device's queues: what comes out of it, or what goes in, each in the older interface
/// and in the one for pictures of several planes. Here such pictures have one plane of memory.
public enum BufferType {
  CAPTURE(V4L2_BUF_TYPE_VIDEO_CAPTURE, false),
  OUTPUT(V4L2_BUF_TYPE_VIDEO_OUTPUT, false),
  CAPTURE_MULTI(V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE, true),
  OUTPUT_MULTI(V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE, true);

  final int number;
  final boolean multiplanar;

  BufferType(int number, boolean multiplanar) {
    this.number = number;
    this.multiplanar = multiplanar;
  }

  boolean capture() {
    return this == CAPTURE || this == CAPTURE_MULTI;
  }
}
