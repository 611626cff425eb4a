package nightjar.http;

import java.util.List;
import java.util.function.Supplier;
import nightjar.record.Stand;
import nightjar.record.store.Store;

/// How footage is kept, as the web side shows it.
///
/// @param stands of the cameras that are ever recorded
/// @param proofKey public half of what footage is signed with, as PEM
public record Storing(Store store, Supplier<List<Stand>> stands, String proofKey) {}
