package nightjar.record.store;

/// What a card or a soldered flash chip says of its own wear; SD cards mostly say nothing.
///
/// @param device its name in the kernel
/// @param used percent of its life that are used up, at most; over 100 when past it
/// @param reserve in words how much is left of its spare blocks; empty when it does not say
public record Wear(String device, int used, String reserve) {}
