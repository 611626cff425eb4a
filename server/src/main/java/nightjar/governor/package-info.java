/// How the box is doing, and what it does without so that it can bear the rest.
///
/// Belongs here: reading the machine, and deciding. Does not: what the parts do about it; they are
/// handed a [Shed] by whoever wires them.
package nightjar.governor;
