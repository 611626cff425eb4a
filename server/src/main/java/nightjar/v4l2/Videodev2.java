package nightjar.v4l2;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;

/// Numbers of linux/videodev2.h and linux/v4l2-controls.h, by their names there.
public final class Videodev2 {
  // Requests: direction, size of the argument, 'V', number (asm-generic/ioctl.h).
  private static final long WRITE = 1;
  private static final long READ = 2;

  static final long VIDIOC_QUERYCAP = request(READ, 0, Structs.CAPABILITY);
  static final long VIDIOC_ENUM_FMT = request(READ | WRITE, 2, Structs.FMTDESC);
  static final long VIDIOC_G_FMT = request(READ | WRITE, 4, Structs.FORMAT);
  static final long VIDIOC_S_FMT = request(READ | WRITE, 5, Structs.FORMAT);
  static final long VIDIOC_REQBUFS = request(READ | WRITE, 8, Structs.REQUESTBUFFERS);
  static final long VIDIOC_QUERYBUF = request(READ | WRITE, 9, Structs.BUFFER);
  static final long VIDIOC_QBUF = request(READ | WRITE, 15, Structs.BUFFER);
  static final long VIDIOC_DQBUF = request(READ | WRITE, 17, Structs.BUFFER);
  static final long VIDIOC_STREAMON = request(WRITE, 18, ValueLayout.JAVA_INT);
  static final long VIDIOC_STREAMOFF = request(WRITE, 19, ValueLayout.JAVA_INT);
  static final long VIDIOC_G_PARM = request(READ | WRITE, 21, Structs.STREAMPARM);
  static final long VIDIOC_S_PARM = request(READ | WRITE, 22, Structs.STREAMPARM);
  static final long VIDIOC_G_CTRL = request(READ | WRITE, 27, Structs.CONTROL);
  static final long VIDIOC_S_CTRL = request(READ | WRITE, 28, Structs.CONTROL);
  static final long VIDIOC_QUERYCTRL = request(READ | WRITE, 36, Structs.QUERYCTRL);
  static final long VIDIOC_QUERYMENU = request(READ | WRITE, 37, Structs.QUERYMENU);
  static final long VIDIOC_TRY_FMT = request(READ | WRITE, 64, Structs.FORMAT);
  static final long VIDIOC_ENUM_FRAMESIZES = request(READ | WRITE, 74, Structs.FRMSIZEENUM);
  static final long VIDIOC_ENUM_FRAMEINTERVALS = request(READ | WRITE, 75, Structs.FRMIVALENUM);
  static final long VIDIOC_S_SELECTION = request(READ | WRITE, 95, Structs.SELECTION);

  static final int V4L2_CAP_VIDEO_CAPTURE = 0x1;
  static final int V4L2_CAP_VIDEO_CAPTURE_MPLANE = 0x1000;
  static final int V4L2_CAP_VIDEO_OUTPUT = 0x2;
  static final int V4L2_CAP_VIDEO_OUTPUT_MPLANE = 0x2000;
  static final int V4L2_CAP_VIDEO_M2M_MPLANE = 0x4000;
  static final int V4L2_CAP_VIDEO_M2M = 0x8000;
  static final int V4L2_CAP_STREAMING = 0x400_0000;
  static final int V4L2_CAP_DEVICE_CAPS = 0x8000_0000;

  static final int V4L2_BUF_TYPE_VIDEO_CAPTURE = 1;
  static final int V4L2_BUF_TYPE_VIDEO_OUTPUT = 2;
  static final int V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE = 9;
  static final int V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE = 10;

  static final int V4L2_MEMORY_MMAP = 1;
  static final int V4L2_FIELD_ANY = 0;
  static final int V4L2_FIELD_NONE = 1;

  /// Of a frame size.
  static final int V4L2_FRMSIZE_TYPE_DISCRETE = 1;

  /// Of a frame interval.
  static final int V4L2_FRMIVAL_TYPE_DISCRETE = 1;

  static final int V4L2_CAP_TIMEPERFRAME = 0x1000;
  static final int V4L2_SEL_TGT_CROP = 0;

  public static final int V4L2_PIX_FMT_YUV420 = fourcc("YU12");
  public static final int V4L2_PIX_FMT_NV12 = fourcc("NV12");
  public static final int V4L2_PIX_FMT_YUYV = fourcc("YUYV");
  public static final int V4L2_PIX_FMT_MJPEG = fourcc("MJPG");
  public static final int V4L2_PIX_FMT_JPEG = fourcc("JPEG");
  public static final int V4L2_PIX_FMT_H264 = fourcc("H264");

  public static final int V4L2_COLORSPACE_DEFAULT = 0;
  public static final int V4L2_COLORSPACE_JPEG = 7;
  public static final int V4L2_QUANTIZATION_DEFAULT = 0;
  public static final int V4L2_QUANTIZATION_FULL_RANGE = 1;
  public static final int V4L2_QUANTIZATION_LIM_RANGE = 2;

  public static final int V4L2_BUF_FLAG_KEYFRAME = 0x8;
  public static final int V4L2_BUF_FLAG_ERROR = 0x40;
  public static final int V4L2_BUF_FLAG_TIMESTAMP_MASK = 0xe000;
  public static final int V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC = 0x2000;

  static final int V4L2_CTRL_TYPE_INTEGER = 1;
  static final int V4L2_CTRL_TYPE_BOOLEAN = 2;
  static final int V4L2_CTRL_TYPE_MENU = 3;
  static final int V4L2_CTRL_TYPE_BUTTON = 4;
  static final int V4L2_CTRL_TYPE_BITMASK = 8;
  static final int V4L2_CTRL_TYPE_INTEGER_MENU = 9;
  static final int V4L2_CTRL_FLAG_DISABLED = 0x1;
  static final int V4L2_CTRL_FLAG_READ_ONLY = 0x4;
  static final int V4L2_CTRL_FLAG_WRITE_ONLY = 0x40;
  static final int V4L2_CTRL_FLAG_NEXT_CTRL = 0x8000_0000;

  public static final int V4L2_CID_MPEG_VIDEO_GOP_SIZE = 0x99_09cb;
  public static final int V4L2_CID_MPEG_VIDEO_BITRATE_MODE = 0x99_09ce;
  public static final int V4L2_CID_MPEG_VIDEO_BITRATE = 0x99_09cf;
  public static final int V4L2_CID_MPEG_VIDEO_REPEAT_SEQ_HEADER = 0x99_09e2;
  public static final int V4L2_CID_MPEG_VIDEO_FORCE_KEY_FRAME = 0x99_09e5;
  public static final int V4L2_CID_MPEG_VIDEO_H264_I_PERIOD = 0x99_0a66;
  public static final int V4L2_CID_MPEG_VIDEO_H264_LEVEL = 0x99_0a67;
  public static final int V4L2_CID_MPEG_VIDEO_H264_PROFILE = 0x99_0a6b;
  public static final int V4L2_MPEG_VIDEO_BITRATE_MODE_VBR = 0;
  public static final int V4L2_MPEG_VIDEO_H264_LEVEL_4_0 = 11;
  public static final int V4L2_MPEG_VIDEO_H264_PROFILE_HIGH = 4;

  private Videodev2() {}

  private static long request(long direction, int number, MemoryLayout argument) {
    return direction << 30 | argument.byteSize() << 16 | 'V' << 8 | number;
  }

  /// Four letters as the kernel's number for a pixel format.
  public static int fourcc(String letters) {
    return letters.charAt(0)
        | letters.charAt(1) << 8
        | letters.charAt(2) << 16
        | letters.charAt(3) << 24;
  }

  /// The four letters again, for people: `YUYV`, or `Y16 -BE` for a big-endian one.
  public static String letters(int fourcc) {
    var text = new StringBuilder();
    for (int shift = 0; shift < 32; shift += 8) {
      int letter = fourcc >>> shift & 0x7f;
      text.append(letter > ' ' && letter < 0x7f ? (char) letter : ' ');
    }
    return text.toString().strip() + (fourcc < 0 ? "-BE" : "");
  }
}
