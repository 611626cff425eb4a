package nightjar.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Writes small TensorFlow Lite models: an input that nothing reads, outputs that always are the
/// same, and, where one asks for it, an operation between them.
///
/// The format is FlatBuffers' (`schema.fbs` of TensorFlow Lite, version 3): a table begins with how
/// far before it its list of fields lies; what does not fit into a field lies behind, and the field
/// says how far.
final class TfliteFile {
  static final int FLOAT32 = 0;
  static final int UINT8 = 3;
  static final int INT8 = 9;
  private static final int CUSTOM = 32; // BuiltinOperator

  private final List<Ends> tensors = new ArrayList<>();
  private final List<Integer> inputs = new ArrayList<>();
  private final List<Integer> outputs = new ArrayList<>();
  private String operation = "";
  private int code = CUSTOM;

  /// @param values of an output; empty for an input
  private record Ends(int type, List<Integer> shape, byte[] values) {}

  TfliteFile input(int type, Integer... shape) {
    inputs.add(tensors.size());
    tensors.add(new Ends(type, List.of(shape), new byte[0]));
    return this;
  }

  TfliteFile output(float[] values, Integer... shape) {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return output(FLOAT32, bytes.array(), shape);
  }

  TfliteFile output(int type, byte[] values, Integer... shape) {
    outputs.add(tensors.size());
    tensors.add(new Ends(type, List.of(shape), values));
    return this;
  }

  /// From the first input to a tensor that nobody reads.
  TfliteFile custom(String name) {
    operation = name;
    return this;
  }

  TfliteFile builtin(int code) {
    operation = "builtin";
    this.code = code;
    return this;
  }

  byte[] bytes() {
    var buffers = new ArrayList<Node>();
    buffers.add(new Table()); // 0: none
    var all = new ArrayList<Node>();
    for (var tensor : tensors) {
      all.add(tensor(tensor, buffers.size()));
      buffers.add(
          tensor.values.length == 0 ? new Table() : new Table().at(0, new Bytes(tensor.values)));
    }
    var operators = new ArrayList<Node>();
    var codes = new ArrayList<Node>();
    if (!operation.isEmpty()) {
      all.add(tensor(new Ends(FLOAT32, List.of(1), new byte[0]), 0));
      var from = inputs.isEmpty() ? new Ints(List.of()) : new Ints(inputs.subList(0, 1));
      operators.add(new Table().at(1, from).at(2, new Ints(List.of(all.size() - 1))));
      codes.add(
          new Table().put(0, 1, Math.min(code, 127)).at(1, new Text(operation)).put(3, 4, code));
    }
    var graph =
        new Table()
            .at(0, new Nodes(all))
            .at(1, new Ints(inputs))
            .at(2, new Ints(outputs))
            .at(3, new Nodes(operators));
    var model =
        new Table()
            .put(0, 4, 3)
            .at(1, new Nodes(codes))
            .at(2, new Nodes(List.of(graph)))
            .at(4, new Nodes(buffers));
    return new Writer().write(model);
  }

  private static Table tensor(Ends tensor, int buffer) {
    return new Table()
        .at(0, new Ints(tensor.shape))
        .put(1, 1, tensor.type)
        .put(2, 4, buffer)
        .at(3, new Text("tensor" + buffer));
  }

  private sealed interface Node {}

  private record Bytes(byte[] bytes) implements Node {}

  private record Text(String text) implements Node {}

  private record Ints(List<Integer> ints) implements Node {}

  private record Nodes(List<Node> nodes) implements Node {}

  /// Fields by number: how many bytes, and a number or what lies elsewhere.
  private static final class Table implements Node {
    private record Field(int bytes, int number, List<Node> elsewhere) {}

    private final List<Field> fields = new ArrayList<>();

    Table put(int field, int bytes, int number) {
      return set(field, new Field(bytes, number, List.of()));
    }

    Table at(int field, Node node) {
      return set(field, new Field(4, 0, List.of(node)));
    }

    private Table set(int field, Field value) {
      while (fields.size() <= field) {
        fields.add(new Field(0, 0, List.of()));
      }
      fields.set(field, value);
      return this;
    }
  }

  /// Each thing, then what it refers to.
  private static final class Writer {
    private record Later(int from, Node node) {}

    private final ByteBuffer out = ByteBuffer.allocate(8 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private final Deque<Later> later = new ArrayDeque<>();

    byte[] write(Table root) {
      out.putInt(0).put("TFL3".getBytes(UTF_8));
      later.add(new Later(0, root));
      while (!later.isEmpty()) {
        var next = later.poll();
        int at = node(next.node);
        out.putInt(next.from, at - next.from);
      }
      align(16, 0);
      var bytes = new byte[out.position()];
      out.get(0, bytes);
      return bytes;
    }

    private void align(int to, int ahead) {
      while ((out.position() + ahead) % to != 0) {
        out.put((byte) 0);
      }
    }

    private int node(Node node) {
      return switch (node) {
        case Table table -> table(table);
        case Bytes(byte[] bytes) -> vector(bytes, false);
        case Text(String text) -> vector(text.getBytes(UTF_8), true);
        case Ints(List<Integer> ints) -> {
          align(4, 0);
          int at = out.position();
          out.putInt(ints.size());
          ints.forEach(out::putInt);
          yield at;
        }
        case Nodes(List<Node> nodes) -> nodes(nodes);
      };
    }

    private int vector(byte[] bytes, boolean ended) {
      align(16, 4);
      int at = out.position();
      out.putInt(bytes.length).put(bytes);
      if (ended) {
        out.put((byte) 0);
      }
      return at;
    }

    private int nodes(List<Node> nodes) {
      align(4, 0);
      int at = out.position();
      out.putInt(nodes.size());
      for (var node : nodes) {
        later.add(new Later(out.position(), node));
        out.putInt(0);
      }
      return at;
    }

    /// The list of fields, then the table, each field in four bytes.
    private int table(Table table) {
      align(4, 0);
      int list = out.position();
      int fields = table.fields.size();
      int size = 4 + 4 * fields;
      out.putShort((short) (4 + 2 * fields)).putShort((short) size);
      for (int i = 0; i < fields; i++) {
        out.putShort((short) (table.fields.get(i).bytes == 0 ? 0 : 4 + 4 * i));
      }
      align(4, 0);
      int at = out.position();
      out.putInt(at - list);
      for (var field : table.fields) {
        for (var node : field.elsewhere) {
          later.add(new Later(out.position(), node));
        }
        out.putInt(field.number);
      }
      return at;
    }
  }
}
