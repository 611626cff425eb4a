/// When and what is recorded: modes, pre-roll, what a clock that is not yet right means, and the
/// thread that writes.
///
/// Belongs here: decisions, as pure functions, and one thread for each rendition that carries them
/// out. Does not: how footage survives a power cut (see `record.store`), what its files are (see
/// `record.file`), what moves (see `motion`, `event`: their word is handed in).
package nightjar.record;
