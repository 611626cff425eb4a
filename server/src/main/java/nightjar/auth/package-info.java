/// Who may do what: accounts, passwords, second factors, passkeys, sessions, tokens, and the record
/// of what was done.
///
/// Belongs here: proving who somebody is, and keeping what that takes in the data folder. Does not:
/// requests, cookies' names and routes (see `http`), nor what a camera is.
package nightjar.auth;
