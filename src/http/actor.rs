//! Who sends a request: from its token, its page and its network.
use super::{
    client_address::{bucket, client_address},
    request_id::RequestId,
};
use crate::{
    app::App,
    domain::{Error, policy::Denied, sessions},
    model::Actor,
};
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, header, request::Parts},
};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// A token that is given must be good: a client should refresh its session rather than be taken
/// for somebody signed out.
pub(super) async fn actor(app: &App, trusted: &[IpNet], parts: &Parts) -> Result<Actor, Error> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
    let address = bucket(client_address(peer, &parts.headers, trusted)).to_string();
    let signed_in = match token(&parts.headers)? {
        Some(token) => Some(sessions::authenticate(app, token).await?),
        None => None,
    };
    Ok(Actor {
        signed_in,
        origin: origin(&parts.headers),
        address,
        device: None,
        country: None,
        request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()),
    })
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

/// What is no text is no page of a site: it is kept as an origin that nobody owns.
fn origin(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::ORIGIN)?;
    Some(value.to_str().unwrap_or("null").to_owned())
}
