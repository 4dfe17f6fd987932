//! One-time passwords of authenticator apps (RFC 6238): six digits of SHA-1 for each 30 seconds,
//! which is what every app understands.
use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};
use qrcode::{QrCode, render::svg};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// Bytes of a secret, as RFC 4226 recommends.
pub const SECRET_LEN: usize = 20;
const STEP: i64 = 30;
/// Steps before and after the present one whose codes are taken: clocks differ, and people type
/// slowly.
const DRIFT: i64 = 1;
/// Characters of a name in an app; what is beyond makes the picture too fine to be read.
const LABEL_MAX: usize = 64;
/// Least width and height of the picture, in its own units.
const PICTURE: u32 = 240;

/// What the owner's app is given.
pub struct Enrolment {
    /// In base32, to be typed.
    pub secret: Zeroizing<String>,
    /// `otpauth://totp/…`
    pub uri: Zeroizing<String>,
    /// The same as a picture in SVG, to be photographed.
    pub qr_code: Zeroizing<String>,
}

/// `issuer` and `label` are what the app shows with its codes.
pub fn enrol(secret: &[u8], issuer: &str, label: &str) -> Result<Enrolment, anyhow::Error> {
    let plain = |text: &str| {
        text.replace(':', " ")
            .chars()
            .take(LABEL_MAX)
            .collect::<String>()
    };
    let totp = Builder::new()
        .with_secret(secret)
        .with_issuer(Some(plain(issuer)))
        .with_account_name(plain(label))
        .build()
        .map_err(|fault| anyhow!("no one-time passwords: {fault}"))?;
    let uri = totp
        .to_url()
        .map_err(|fault| anyhow!("no address: {fault}"))?;
    let uri = Zeroizing::new(uri);
    let picture = QrCode::new(uri.as_bytes()).context("the address fits into no picture")?;
    let picture = picture
        .render::<svg::Color>()
        .min_dimensions(PICTURE, PICTURE)
        .build();
    Ok(Enrolment {
        secret: Zeroizing::new(totp.secret().to_base32()),
        uri,
        qr_code: Zeroizing::new(picture),
    })
}

/// The step of the code, if it is right and later than the last one that was taken: a code is good
/// once (RFC 6238, 5.2).
pub fn step_of(
    secret: &[u8],
    code: &str,
    (now, last): (DateTime<Utc>, Option<i64>),
) -> Option<i64> {
    let totp = generator(secret)?;
    let present = now.timestamp().div_euclid(STEP);
    (present - DRIFT..=present + DRIFT)
        .filter(|step| last.is_none_or(|last| *step > last))
        .find(|step| {
            let second = u64::try_from(step * STEP).unwrap_or(0);
            totp.check(code, second).is_some()
        })
}

fn generator(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(secret).with_skew(0).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of RFC 6238, appendix B: the last six digits of its eight.
    const SECRET: &[u8] = b"12345678901234567890";
    const VECTORS: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (second, code) in VECTORS {
            assert_eq!(
                step_of(SECRET, code, (at(second), None)),
                Some(second / STEP),
                "{second}"
            );
        }
    }

    #[test]
    fn a_code_is_good_in_its_own_step_and_those_beside_it() {
        let code = "081804";
        let own = 1_111_111_109 / STEP;
        for (step, good) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let second = (own + step) * STEP;
            for second in [second, second + STEP - 1] {
                let found = step_of(SECRET, code, (at(second), None));
                assert_eq!(found, good.then_some(own), "{step}");
            }
        }
    }

    #[test]
    fn a_step_that_was_taken_is_not_taken_again() {
        let own = 1_111_111_109 / STEP;
        let taken = |last| step_of(SECRET, "081804", (at(1_111_111_109), last));
        assert_eq!(taken(Some(own - 1)), Some(own));
        assert_eq!(taken(Some(own)), None);
        assert_eq!(taken(Some(own + 1)), None);
    }

    #[test]
    fn what_is_no_code_is_wrong() {
        for code in [
            "",
            "81804",
            "0818040",
            "08180a",
            "+81804",
            "０８１８０４",
            "0818\u{0}4",
        ] {
            let found = step_of(SECRET, code, (at(1_111_111_109), None));
            assert_eq!(found, None, "{code:?}");
        }
        assert_eq!(step_of(b"short", "081804", (at(1_111_111_109), None)), None);
    }

    #[test]
    fn an_app_is_told_whose_the_codes_are() {
        let given = enrol(SECRET, "comments.example", "ana:lee@example.org").unwrap();
        assert_eq!(given.secret.as_str(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            given.uri.as_str(),
            "otpauth://totp/comments.example:ana%20lee%40example.org?\
             secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=comments.example"
        );
        assert!(given.qr_code.contains("<svg") && given.qr_code.ends_with("</svg>"));
        assert!(!given.qr_code.contains("<script"));
    }

    #[test]
    fn a_long_name_still_makes_a_picture() {
        let long = "ß".repeat(5_000);
        assert!(enrol(SECRET, &long, &long).is_ok());
    }
}
