/// Accounts: people who sign in with a password, API tokens for programs, and the throttling of failed sign-ins.
///
/// An identity provider in production takes the place of the people, never of the tokens. Passwords are stored as
/// bcrypt hashes and tokens as SHA-256; neither can be read back.
@NullMarked
package io.tenure.people;

import org.jspecify.annotations.NullMarked;
