//! E-mail addresses in the one form that is stored and looked up.

use ::url::Host;

/// The longest address that mail can be sent to, in bytes (RFC 5321).
const MAX_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailFault {
    Empty,
    TooLong,
    /// No `@`, several, or nothing on one side of it.
    Shape,
    /// A space, a control character, quotes, or letters with accents before the `@`.
    Characters,
    /// Not a domain name with at least two parts.
    Domain,
}

impl EmailFault {
    /// Tells the writer what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::Empty => "Enter an e-mail address.".to_owned(),
            Self::TooLong => format!("Enter an e-mail address of at most {MAX_BYTES} characters."),
            Self::Shape => {
                "Enter an e-mail address with one @, such as ana@example.org.".to_owned()
            }
            Self::Characters => "Check the part before the @: spaces, quotes, accents and double \
                                 dots cannot be used."
                .to_owned(),
            Self::Domain => {
                "Check the part after the @: it must be a domain such as example.org.".to_owned()
            }
        }
    }

    /// The stable word for clients.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "EMPTY",
            Self::TooLong => "TOO_LONG",
            Self::Shape | Self::Characters | Self::Domain => "NOT_AN_ADDRESS",
        }
    }
}

/// Trimmed, lower case, the domain in ASCII (IDNA). The result is both the look-up key and the
/// address to send to, so no second address can be folded into someone else's key.
///
/// Only ASCII before the `@`: other letters need SMTPUTF8, which many servers lack, and have
/// look-alikes.
pub fn email(input: &str) -> Result<String, EmailFault> {
    let input = input.trim();
    if input.is_empty() {
        return Err(EmailFault::Empty);
    }
    if input.len() > MAX_BYTES {
        return Err(EmailFault::TooLong);
    }
    let (local, domain) = input.split_once('@').ok_or(EmailFault::Shape)?;
    if local.is_empty() || domain.is_empty() || domain.contains('@') {
        return Err(EmailFault::Shape);
    }
    let address = format!("{}@{}", local_part(local)?, domain_name(domain)?);
    if address.len() > MAX_BYTES {
        return Err(EmailFault::TooLong);
    }
    Ok(address)
}

fn local_part(local: &str) -> Result<String, EmailFault> {
    if local.len() > MAX_LOCAL_BYTES {
        return Err(EmailFault::TooLong);
    }
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    if !local.split('.').all(is_atom) {
        return Err(EmailFault::Characters);
    }
    Ok(local.to_ascii_lowercase())
}

fn domain_name(domain: &str) -> Result<String, EmailFault> {
    // The parser would decode percent signs and drop soft hyphens: such domains are typed by no one.
    if domain
        .chars()
        .any(|c| c == '%' || super::characters::is_invisible(c))
    {
        return Err(EmailFault::Domain);
    }
    let Ok(Host::Domain(domain)) = Host::parse(domain) else {
        return Err(EmailFault::Domain);
    };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if domain.contains('.') && domain.split('.').all(is_label) {
        Ok(domain)
    } else {
        Err(EmailFault::Domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: Result<&str, EmailFault>) {
        assert_eq!(
            email(input).as_deref(),
            expect.as_ref().map(|text| *text),
            "{}",
            input.escape_debug()
        );
    }

    #[test]
    fn addresses_are_brought_into_one_form() {
        for (input, expect) in [
            ("ana@example.org", "ana@example.org"),
            ("  Ana.Maria@Example.ORG\n", "ana.maria@example.org"),
            (
                "o'neil+rejoinder@mail.example.co.uk",
                "o'neil+rejoinder@mail.example.co.uk",
            ),
            ("x@bücher.example", "x@xn--bcher-kva.example"),
            ("x@BÜCHER.example", "x@xn--bcher-kva.example"),
            ("x@例え.テスト", "x@xn--r8jz45g.xn--zckzah"),
            ("x@ｅxample.org", "x@example.org"),
        ] {
            check(input, Ok(expect));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for (input, expect) in [
            ("", EmailFault::Empty),
            ("   ", EmailFault::Empty),
            ("ana", EmailFault::Shape),
            ("@example.org", EmailFault::Shape),
            ("ana@", EmailFault::Shape),
            ("ana@example.org@example.org", EmailFault::Shape),
            ("ana maria@example.org", EmailFault::Characters),
            ("ana\0@example.org", EmailFault::Characters),
            ("\"ana\"@example.org", EmailFault::Characters),
            ("<ana@example.org>", EmailFault::Characters),
            ("ana..maria@example.org", EmailFault::Characters),
            (".ana@example.org", EmailFault::Characters),
            ("ana,bob@example.org", EmailFault::Characters),
            ("ana\r\nBcc:bob@example.org", EmailFault::Characters),
            ("K\u{212A}@example.org", EmailFault::Characters),
            ("ana@localhost", EmailFault::Domain),
            ("ana@127.0.0.1", EmailFault::Domain),
            ("ana@[::1]", EmailFault::Domain),
            ("ana@2130706433", EmailFault::Domain),
            ("ana@exam ple.org", EmailFault::Domain),
            ("ana@example.org\nBcc: bob", EmailFault::Domain),
            ("ana@example..org", EmailFault::Domain),
            ("ana@example.org.", EmailFault::Domain),
            ("ana@-example.org", EmailFault::Domain),
            ("ana@exa_mple.org", EmailFault::Domain),
            ("ana@example%2eorg", EmailFault::Domain),
            ("ana@exam\u{AD}ple.org", EmailFault::Domain),
            ("ana@example.org>", EmailFault::Domain),
        ] {
            check(input, Err(expect));
        }
        check(
            &format!("{}@example.org", "a".repeat(65)),
            Err(EmailFault::TooLong),
        );
        check(
            &format!("a@{}.org", "a.".repeat(130)),
            Err(EmailFault::TooLong),
        );
        check(
            &format!("a@{}.org", "a".repeat(64)),
            Err(EmailFault::Domain),
        );
    }
}
