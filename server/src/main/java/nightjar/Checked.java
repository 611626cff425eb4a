package nightjar;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightjar.record.file.Anatomy;
import nightjar.record.file.Chain;
import nightjar.record.file.ExportCheck;
import nightjar.record.file.Heading;
import nightjar.record.file.ProofKey;
import nightjar.record.file.Readable;
import nightjar.record.file.Verdict;
import nightjar.record.file.Verification;

/// A file that `verify` looked at.
///
/// @param heading nothing where it could not be read, or the file is an export
/// @param link its place in its camera's chain, if a seal says so
/// @param parts of an export
record Checked(
    Path file,
    Verdict verdict,
    Optional<Heading> heading,
    Optional<Chain.Link> link,
    List<ExportCheck.Part> parts) {

  static Checked of(Path file, FileChannel channel, ProofKey key) throws IOException {
    var readable = Readable.of(channel);
    var export = ExportCheck.of(readable, key);
    return export.isPresent()
        ? new Checked(
            file, export.get().verdict(), Optional.empty(), Optional.empty(), export.get().parts())
        : of(file, Verification.of(readable, key));
  }

  private static Checked of(Path file, Verification verification) {
    var heading = verification.anatomy().map(Anatomy::heading);
    return new Checked(
        file, verification.verdict(), heading, verification.link(file.toString()), List.of());
  }

  boolean whole() {
    return verdict instanceof Verdict.Whole;
  }
}
