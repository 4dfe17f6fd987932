//! What people write, made safe to keep and to show: bodies, names, addresses.
//!
//! Pure functions of their arguments: no clock, no database, no settings. A fault is a small
//! enum beside the function that raises it; `sentence` tells the writer what to do, `reason`
//! is the stable word for clients.
//!
//! - [`body`]: a comment as typed, in the form that is stored
//! - [`markdown`]: stored text → the only HTML that pages may show
//! - [`html`]: foreign HTML → our Markdown, for importers
//! - [`name`]: display names, and which of them look alike
//! - [`email`], [`url`]: addresses in the form used as a key
//! - [`dates`]: days and moments, in words
//! - [`characters`]: which characters leave no ink, or harm their neighbours

pub mod body;
pub mod characters;
pub mod dates;
pub mod email;
pub mod html;
pub mod markdown;
pub mod name;
pub mod url;

/// `12345` → `12,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
