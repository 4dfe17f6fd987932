//! Where requests come from: whom to believe about it, and which country that is.
use super::client_address::client_address;
use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;
use maxminddb::{PathElement, Reader};
use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

/// What the operator has said of it.
#[derive(Default)]
pub struct Network {
    trusted_proxies: Vec<IpNet>,
    country_header: Option<HeaderName>,
    countries: Option<Reader<Vec<u8>>>,
}

/// The database of countries cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the countries of {}: {cause}", file.display())]
pub struct NoCountries {
    file: PathBuf,
    cause: maxminddb::MaxMindDbError,
}

impl From<Vec<IpNet>> for Network {
    fn from(trusted_proxies: Vec<IpNet>) -> Self {
        Self {
            trusted_proxies,
            ..Self::default()
        }
    }
}

impl Network {
    /// The header in which the trusted proxies name the country.
    #[must_use]
    pub fn with_country_header(self, header: Option<HeaderName>) -> Self {
        Self {
            country_header: header,
            ..self
        }
    }

    /// A file in `MaxMind`'s format, read whole.
    pub fn with_country_database(self, file: Option<&Path>) -> Result<Self, NoCountries> {
        let read = |file: &Path| {
            let fault = |cause| NoCountries {
                file: file.to_owned(),
                cause,
            };
            Reader::open_readfile(file).map_err(fault)
        };
        Ok(Self {
            countries: file.map(read).transpose()?,
            ..self
        })
    }

    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        client_address(peer, headers, &self.trusted_proxies)
    }

    /// Whether it is a proxy whose word counts.
    pub(super) fn trusts(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.trusted_proxies.iter().any(|net| net.contains(&peer))
    }

    /// Two letters of ISO 3166-1: by the proxy's word, or else by the client's address.
    pub(super) fn country(&self, peer: IpAddr, headers: &HeaderMap) -> Option<String> {
        let told = self.told_country(peer, headers);
        told.or_else(|| self.known_country(self.client(peer, headers)))
    }

    fn told_country(&self, peer: IpAddr, headers: &HeaderMap) -> Option<String> {
        let name = self.country_header.as_ref()?;
        if !self.trusts(peer) {
            return None;
        }
        // A proxy that adds a line leaves the client's own before it.
        let line = headers.get_all(name).iter().next_back()?;
        code(line.to_str().ok()?)
    }

    fn known_country(&self, client: IpAddr) -> Option<String> {
        const PATH: [PathElement<'_>; 2] =
            [PathElement::Key("country"), PathElement::Key("iso_code")];
        let found = self
            .countries
            .as_ref()?
            .lookup(client.to_canonical())
            .ok()?;
        code(found.decode_path::<&str>(&PATH).ok()??)
    }
}

/// `XX` stands for a country that is not known.
fn code(text: &str) -> Option<String> {
    let letters = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let code = text.to_ascii_uppercase();
    (letters && code != "XX").then_some(code)
}

#[cfg(test)]
mod tests;
