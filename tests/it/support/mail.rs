//! What a mail brings its reader.
use rejoinder::mailer::Letter;

/// The token in the mail's link.
pub(crate) fn token(mail: &Letter) -> String {
    let (_, rest) = mail.text.split_once("?token=").unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

/// The six digits in the mail.
pub(crate) fn code(mail: &Letter) -> String {
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    let found = mail.text.split_whitespace().find(is_code);
    found.unwrap().to_owned()
}
