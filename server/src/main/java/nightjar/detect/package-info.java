/// What moved: a person, a car, an animal, a parcel.
///
/// Belongs here: which part of a picture a model is asked about, what it says, and which object
/// that is over time. Does not: what moves (see `motion`), what an event is (see `event`).
package nightjar.detect;
