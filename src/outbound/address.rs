//! Which addresses may be called. Pure: nothing is resolved and nothing is connected to here.
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// In bytes.
const MAX_URL: usize = 2_000;

/// What the operator allows.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Loopback, private and shared networks too. Never what no receiver of ours can be at, such
    /// as the metadata services of hosting companies.
    pub allow_private: bool,
    pub allow_http: bool,
    /// Besides 80 and 443.
    pub ports: Vec<u16>,
}

/// Where a request may go, as far as its URL tells; a name's addresses are looked at when it has
/// been resolved.
#[derive(Clone, Debug)]
pub struct Target {
    url: Url,
}

/// Why a URL or an address is not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotAUrl,
    TooLong,
    /// Plain HTTP where only https is allowed.
    NotHttps,
    /// Neither http nor https.
    Scheme,
    /// A user name or a password before the host.
    UserInfo,
    Port(u16),
    /// Not one of the public internet's.
    Address,
}

impl Refusal {
    /// Tells whoever entered the URL what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::NotAUrl => "Enter a whole address such as https://example.org/check.".to_owned(),
            Self::TooLong => format!("Shorten the address: at most {MAX_URL} bytes are allowed."),
            Self::NotHttps | Self::Scheme => "Use an address that begins with https://.".to_owned(),
            Self::UserInfo => "Remove the user name and password before the @.".to_owned(),
            Self::Port(port) => {
                format!("Use port 443: port {port} is not one that this service calls.")
            }
            Self::Address => {
                "Use a host on the public internet: this one's address is private or reserved."
                    .to_owned()
            }
        }
    }
}

impl Target {
    /// Stricter than a browser, which forgives white space and backslashes.
    pub fn parse(text: &str, rules: &Rules) -> Result<Self, Refusal> {
        if text.len() > MAX_URL {
            return Err(Refusal::TooLong);
        }
        if text.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control()) {
            return Err(Refusal::NotAUrl);
        }
        let url = Url::parse(text).map_err(|_| Refusal::NotAUrl)?;
        match url.scheme() {
            "https" => {}
            "http" if rules.allow_http => {}
            "http" => return Err(Refusal::NotHttps),
            _ => return Err(Refusal::Scheme),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::UserInfo);
        }
        let target = Self { url };
        let port = target.port();
        if !matches!(port, 80 | 443) && !rules.ports.contains(&port) {
            return Err(Refusal::Port(port));
        }
        match target.literal() {
            Some(address) if !is_reachable(address, rules) => Err(Refusal::Address),
            _ => Ok(target),
        }
    }

    /// That the operator has named: it may be anywhere.
    pub(super) fn trusted(url: Url) -> Self {
        Self { url }
    }

    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(super) fn is_tls(&self) -> bool {
        self.url.scheme() == "https"
    }

    pub(super) fn port(&self) -> u16 {
        let port = self.url.port_or_known_default();
        port.expect("http and https have default ports")
    }

    /// A name, or an address as text: an IPv6 address in brackets.
    pub(super) fn host(&self) -> &str {
        self.url.host_str().expect("http and https have hosts")
    }

    /// The address, where the URL names no host by name. Decimal, octal, hexadecimal and
    /// shortened forms have become plain ones.
    pub(super) fn literal(&self) -> Option<IpAddr> {
        match self.url.host()? {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
        }
    }

    /// The `Host` header: without the port that the scheme has anyway.
    pub(super) fn authority(&self) -> String {
        match self.url.port() {
            Some(port) => format!("{}:{port}", self.host()),
            None => self.host().to_owned(),
        }
    }

    pub(super) fn path_and_query(&self) -> String {
        match self.url.query() {
            Some(query) => format!("{}?{query}", self.url.path()),
            None => self.url.path().to_owned(),
        }
    }
}

/// Whether a connection to this address may be opened.
pub(super) fn is_reachable(address: IpAddr, rules: &Rules) -> bool {
    let within = |nets: &[IpNet]| nets.iter().any(|net| net.contains(&address));
    if within(NEVER) {
        return false;
    }
    if within(PRIVATE) {
        return rules.allow_private;
    }
    address.is_ipv4() || within(PUBLIC_V6)
}

/// Networks of one's own: reachable where the operator says so.
const PRIVATE: &[IpNet] = &[
    v4([10, 0, 0, 0], 8),
    // Shared by the customers of a provider.
    v4([100, 64, 0, 0], 10),
    v4([127, 0, 0, 0], 8),
    v4([172, 16, 0, 0], 12),
    v4([192, 168, 0, 0], 16),
    v6([0, 0, 0, 0, 0, 0, 0, 1], 128),
    v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7),
];

/// The rest of IPv6 is not assigned, link-local, multicast, or carries an IPv4 address in itself
/// (mapped, compatible, NAT64), which would lead around the rules for IPv4.
const PUBLIC_V6: &[IpNet] = &[v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3)];

/// Whatever the operator says.
const NEVER: &[IpNet] = &[
    v4([0, 0, 0, 0], 8),
    // Link-local: metadata services, which hand out a machine's credentials.
    v4([169, 254, 0, 0], 16),
    // The same of single hosting companies.
    v4([100, 100, 100, 200], 32),
    v4([168, 63, 129, 16], 32),
    v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254], 128),
    v6([0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254], 128),
    // Protocols' own.
    v4([192, 0, 0, 0], 24),
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),
    // Documentation.
    v4([192, 0, 2, 0], 24),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),
    // 6to4, which carries an IPv4 address in itself, and its relays.
    v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),
    v4([192, 88, 99, 0], 24),
    // Benchmarks.
    v4([198, 18, 0, 0], 15),
    // Multicast; reserved, with broadcast.
    v4([224, 0, 0, 0], 4),
    v4([240, 0, 0, 0], 4),
];

const fn v4([a, b, c, d]: [u8; 4], length: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length))
}

const fn v6(s: [u16; 8], length: u8) -> IpNet {
    let address = Ipv6Addr::new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
    IpNet::V6(Ipv6Net::new_assert(address, length))
}
