//! Who sends a request: from its token, its page and its network.
use super::{
    client_address::{around, bucket},
    device::device,
    network::Network,
    own_page::Cookies,
    request_id::RequestId,
};
use crate::{
    app::App,
    domain::{Error, policy::Denied, sessions},
    model::Actor,
};
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts},
};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// A token that is given must be good: a client should refresh its session rather than be taken
/// for somebody signed out.
pub(super) async fn actor(app: &App, network: &Network, parts: &Parts) -> Result<Actor, Error> {
    let cookies = Cookies::of(&parts.headers, &app.public_origin);
    let asking = anonymous(app, network, parts);
    let signed_in = match token(&parts.headers)? {
        Some(token) => Some(sessions::authenticate(app, &asking, token).await?),
        None => match cookies.value() {
            Some(value) => sessions::authenticate_cookie(app, value).await?,
            None => None,
        },
    };
    Ok(Actor {
        signed_in,
        wants_cookie: cookies.wanted(),
        ..asking
    })
}

/// The same of somebody who brings no token, as a form of our own pages does not.
pub(super) fn anonymous(app: &App, network: &Network, parts: &Parts) -> Actor {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
    let address = network.client(peer, &parts.headers);
    Actor {
        signed_in: None,
        wants_cookie: false,
        origin: origin(&parts.headers, &app.public_origin),
        sender: parts.headers.get(header::ORIGIN).map(text),
        address: bucket(address).to_string(),
        around: around(address).map(|network| network.to_string()),
        device: device(&parts.headers),
        country: network.country(peer, &parts.headers),
        browser: super::browser::known(&parts.headers, &app.public_origin),
        request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()),
    }
}

fn token(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| Denied::TokenInvalid)?;
    let (scheme, token) = text.split_once(' ').ok_or(Denied::TokenInvalid)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Denied::TokenInvalid.into());
    }
    Ok(Some(token.trim()))
}

/// By which the sign-in window says for which page it signs somebody in.
pub(super) const FOR_ORIGIN: HeaderName = HeaderName::from_static("x-rejoinder-for-origin");

/// The page that a request is made for. Our own may name another in its place, which takes rights
/// away and gives none: what begins there is that page's, as if it had asked itself.
fn origin(headers: &HeaderMap, own_origin: &str) -> Option<String> {
    let sender = text(headers.get(header::ORIGIN)?);
    if sender != own_origin {
        return Some(sender);
    }
    let mut named = headers.get_all(FOR_ORIGIN).iter();
    match (named.next(), named.next()) {
        (None, _) => Some(sender),
        (Some(page), None) => Some(text(page)),
        (Some(_), Some(_)) => Some(NOBODYS.to_owned()),
    }
}

/// What is no text is no page of a site.
fn text(value: &HeaderValue) -> String {
    value.to_str().unwrap_or(NOBODYS).to_owned()
}

/// An origin that no site owns.
const NOBODYS: &str = "null";

#[cfg(test)]
mod tests {
    use super::{FOR_ORIGIN, origin};
    use axum::http::{HeaderMap, HeaderValue, header};

    const OWN: &str = "https://comments.example";

    fn said(sender: Option<&str>, named: &[&[u8]]) -> Option<String> {
        let mut headers = HeaderMap::new();
        if let Some(sender) = sender {
            headers.insert(header::ORIGIN, HeaderValue::from_str(sender).unwrap());
        }
        for page in named {
            headers.append(FOR_ORIGIN, HeaderValue::from_bytes(page).unwrap());
        }
        origin(&headers, OWN)
    }

    #[test]
    fn our_own_page_may_ask_for_another() {
        let said = |named: &[&[u8]]| said(Some(OWN), named).unwrap();
        assert_eq!(said(&[]), OWN);
        assert_eq!(said(&[OWN.as_bytes()]), OWN);
        assert_eq!(said(&[b"https://show.example"]), "https://show.example");
        assert_eq!(said(&[b""]), "");
        assert_eq!(said(&[b"\xff"]), "null");
        assert_eq!(said(&[OWN.as_bytes(), b"https://show.example"]), "null");
    }

    #[test]
    fn nobody_else_is_taken_for_another_page_than_theirs() {
        let own: &[&[u8]] = &[OWN.as_bytes()];
        assert_eq!(said(None, own), None);
        for sender in ["https://evil.example", "null", "http://comments.example"] {
            assert_eq!(said(Some(sender), own).unwrap(), sender);
        }
    }
}
