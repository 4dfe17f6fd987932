//! What proves who somebody is: passwords, tokens, and how often either may be tried. No database.
pub mod access_token;
pub mod altcha;
mod buckets;
pub mod limits;
pub mod mailed_secret;
pub mod one_time;
pub mod passkeys;
pub mod password;
pub mod recovery_code;
pub mod refresh_token;
mod secret;
mod seen_tokens;
pub mod session_cookie;
pub mod site_token;
mod strength;

pub use secret::Secret;

#[cfg(test)]
mod access_token_tests;
#[cfg(test)]
mod limits_tests;
#[cfg(test)]
mod refresh_token_tests;
