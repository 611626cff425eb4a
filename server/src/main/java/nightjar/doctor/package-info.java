/// Looks at the machine and says in plain words what is there, what is wrong, and what to do.
///
/// Belongs here: looking, and words for what was seen. Does not: mending anything, or anything the
/// server needs while it runs. It uses what it examines, so it stands above the features, as the
/// wiring does.
package nightjar.doctor;
