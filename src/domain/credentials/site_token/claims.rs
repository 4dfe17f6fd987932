//! What a site says of one of its accounts, once its signature has been found right.
use super::{Expected, Fault, LEEWAY, LONGEST_LIFE, NAME_MAX};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

/// Of one account, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// As the site names the account.
    pub subject: String,
    /// Names the token: it is taken once.
    pub id: String,
    /// From when on nobody takes it, whatever their clock.
    pub over_at: DateTime<Utc>,
    pub name: Option<String>,
    pub email: Option<String>,
    /// Where their picture is.
    pub picture: Option<String>,
    /// Not read as a role before the site allows it.
    pub role: RoleClaim,
}

/// What a token says of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleClaim {
    None,
    Commenter,
    Moderator,
    /// Something that no token can give.
    Unfit,
}

/// The claims as they come, each at most once. Others are not looked at.
#[derive(Deserialize)]
pub(super) struct Wire {
    iss: Option<Value>,
    aud: Option<Value>,
    sub: Option<Value>,
    iat: Option<Value>,
    nbf: Option<Value>,
    exp: Option<Value>,
    jti: Option<Value>,
    name: Option<Value>,
    email: Option<Value>,
    picture: Option<Value>,
    role: Option<Value>,
}

impl Wire {
    pub(super) fn read(self, expected: Expected<'_>, now: DateTime<Utc>) -> Result<Claims, Fault> {
        let (issuer, audience) = (required("iss", self.iss)?, required("aud", self.aud)?);
        if text("iss", issuer)? != expected.issuer {
            return Err(Fault::WrongIssuer);
        }
        if sole(audience)? != expected.audience {
            return Err(Fault::WrongAudience);
        }
        let issued_at = time("iat", &required("iat", self.iat)?)?;
        let expires_at = time("exp", &required("exp", self.exp)?)?;
        let not_before = self.nbf.map(|nbf| time("nbf", &nbf)).transpose()?;
        if now + LEEWAY < issued_at.max(not_before.unwrap_or(issued_at)) {
            return Err(Fault::NotYetValid);
        }
        if expires_at <= issued_at || expires_at - issued_at > LONGEST_LIFE {
            return Err(Fault::LivesTooLong);
        }
        if now - LEEWAY >= expires_at {
            return Err(Fault::Expired);
        }
        Ok(Claims {
            subject: name("sub", required("sub", self.sub)?)?,
            id: name("jti", required("jti", self.jti)?)?,
            over_at: expires_at + LEEWAY + LEEWAY,
            name: self.name.map(|name| text("name", name)).transpose()?,
            email: self.email.map(|email| text("email", email)).transpose()?,
            picture: self
                .picture
                .map(|picture| text("picture", picture))
                .transpose()?,
            role: role(self.role.as_ref()),
        })
    }
}

fn required(claim: &'static str, value: Option<Value>) -> Result<Value, Fault> {
    value.ok_or(Fault::Missing(claim))
}

fn text(claim: &'static str, value: Value) -> Result<String, Fault> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(Fault::Claim(claim)),
    }
}

/// An audience may stand in a list (RFC 7519, section 4.1.3). A token that is also good elsewhere is
/// not for us: whoever takes it there could bring it here.
fn sole(audience: Value) -> Result<String, Fault> {
    match audience {
        Value::Array(mut all) if all.len() == 1 => text("aud", all.remove(0)),
        Value::Array(_) => Err(Fault::WrongAudience),
        one => text("aud", one),
    }
}

/// Kept and compared as it is.
fn name(claim: &'static str, value: Value) -> Result<String, Fault> {
    let name = text(claim, value)?;
    let fits = (1..=NAME_MAX).contains(&name.chars().count());
    if fits && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    Err(Fault::Claim(claim))
}

/// Whole seconds since 1970.
fn time(claim: &'static str, value: &Value) -> Result<DateTime<Utc>, Fault> {
    let seconds = value.as_i64().ok_or(Fault::Claim(claim))?;
    // Times that sums stay within.
    let sane = (0..=32_503_680_000).contains(&seconds);
    let time = DateTime::from_timestamp(seconds, 0).filter(|_| sane);
    time.ok_or(Fault::Claim(claim))
}

fn role(value: Option<&Value>) -> RoleClaim {
    match value {
        None => RoleClaim::None,
        Some(Value::String(role)) if role.eq_ignore_ascii_case("COMMENTER") => RoleClaim::Commenter,
        Some(Value::String(role)) if role.eq_ignore_ascii_case("MODERATOR") => RoleClaim::Moderator,
        Some(_) => RoleClaim::Unfit,
    }
}
