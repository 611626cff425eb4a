package nightjar.tflite;

/// What a tensor is made of: those of `TfLiteType` that a model of pictures may have.
public enum TensorType {
  FLOAT32(1, "float32"),
  INT32(2, "int32"),
  UINT8(3, "uint8"),
  INT64(4, "int64"),
  INT8(9, "int8"),
  FLOAT16(10, "float16"),
  OTHER(-1, "another type");

  private final int code;
  private final String word;

  TensorType(int code, String word) {
    this.code = code;
    this.word = word;
  }

  static TensorType of(int code) {
    for (var type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return OTHER;
  }

  @Override
  public String toString() {
    return word;
  }
}
