//! How mails leave, as the operator has it.
use super::{ConfigError, settings::Settings};
use crate::{
    domain::credentials::Secret,
    mailer::{self, Authorities, Credentials, Mailbox, Relay, Tls, Way},
};
use percent_encoding::percent_decode_str;
use std::{fs, net::IpAddr, path::PathBuf};
use url::{Host, Url};

/// Where mails are written when nothing is set and the service is for this machine only.
const FOLDER: &str = "rejoinder-mail";

pub(super) fn mail(settings: &Settings, public_url: &Url) -> Result<mailer::Settings, ConfigError> {
    let kept = settings.secret("mail.password_file")?;
    let relay = settings.given("mail.smtp_url", |text| relay(text, kept.as_ref()))?;
    let authorities = settings.given("mail.tls_ca", authorities)?;
    let from = settings.given("mail.from", mailbox)?;
    let folder = settings.given("mail.folder", |folder| Some(PathBuf::from(folder)))?;
    let relay = match relay {
        Some(_) if from.is_none() => {
            return Err(settings.missing("mail.from", "mail.smtp_url"));
        }
        Some((relay, login)) => Some(Relay {
            authorities,
            credentials: credentials(settings, login, kept.is_some())?,
            ..relay
        }),
        None if authorities.is_some() => {
            return Err(settings.missing("mail.smtp_url", "mail.tls_ca"));
        }
        None if kept.is_some() => {
            return Err(settings.missing("mail.smtp_url", "mail.password_file"));
        }
        None => None,
    };
    let host = public_url.host();
    let is_here = host.as_ref().is_some_and(is_loopback);
    let default = || is_here.then(|| PathBuf::from(FOLDER));
    let way = match (relay, folder.or_else(default)) {
        (Some(relay), _) => Way::Smtp(relay),
        (None, Some(folder)) => Way::Folder(folder),
        (None, None) => Way::Nowhere,
    };
    Ok(mailer::Settings {
        from: from.unwrap_or_else(|| sender(public_url)),
        way,
    })
}

fn credentials(
    settings: &Settings,
    login: Option<Login>,
    is_kept: bool,
) -> Result<Option<Credentials>, ConfigError> {
    let Some(Login { user, password }) = login else {
        return Ok(None);
    };
    let key = if is_kept {
        "mail.password_file"
    } else {
        settings.refuse_when_all_may_read("mail.smtp_url")?;
        "mail.smtp_url"
    };
    settings.refuse_when_weak(key, &user, &password)?;
    let password = password.expose().to_owned();
    Ok(Some(Credentials::new(user, password)))
}

/// Not yet looked at.
struct Login {
    user: String,
    password: Secret,
}

/// `smtps://` is TLS from the first byte; `smtp://` is STARTTLS, but for a server on this machine
/// and where `?tls=none` says otherwise. A password never goes over the network without TLS.
/// `kept` is the password where it stands in a file of its own, and then not in the URL.
fn relay(text: &str, kept: Option<&Secret>) -> Option<(Relay, Option<Login>)> {
    let url = Url::parse(text).ok()?;
    let bare = matches!(url.path(), "" | "/") && url.fragment().is_none();
    // The URL's own parser leaves hosts of schemes that it does not know as they are.
    let host = Host::parse(url.host_str()?).ok()?;
    let here = is_loopback(&match &host {
        Host::Domain(name) => Host::Domain(name.as_str()),
        Host::Ipv4(address) => Host::Ipv4(*address),
        Host::Ipv6(address) => Host::Ipv6(*address),
    });
    let usual = if here { "tls=none" } else { "tls=required" };
    let tls = match (url.scheme(), url.query()) {
        ("smtps", None) => Tls::Implicit,
        ("smtp", query) => match query.unwrap_or(usual) {
            "tls=required" => Tls::Required,
            "tls=none" => Tls::None,
            _ => return None,
        },
        _ => return None,
    };
    let (user, password) = (decoded(url.username())?, url.password());
    let login = match (password.map(decoded), kept) {
        (None, None) if user.is_empty() => None,
        (Some(password), None) if !user.is_empty() => {
            let password = password?.into();
            Some(Login { user, password })
        }
        (None, Some(kept)) if !user.is_empty() => {
            let password = Secret::new(kept.expose());
            Some(Login { user, password })
        }
        _ => return None,
    };
    let exposed = login.is_some() && tls == Tls::None && !here;
    let relay = Relay {
        host: host.to_string(),
        port: url.port().unwrap_or(match tls {
            Tls::Implicit => 465,
            Tls::Required => 587,
            Tls::None => 25,
        }),
        tls,
        authorities: None,
        credentials: None,
        deadline: Relay::DEADLINE,
    };
    (bare && !exposed).then_some((relay, login))
}

fn authorities(path: &str) -> Option<Authorities> {
    Authorities::of_pem(&fs::read(path).ok()?)
}

fn decoded(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    (!decoded.chars().any(char::is_control)).then(|| decoded.into_owned())
}

fn mailbox(text: &str) -> Option<Mailbox> {
    let mailbox: Mailbox = text.parse().ok()?;
    mailbox.email.to_string().is_ascii().then_some(mailbox)
}

fn sender(public_url: &Url) -> Mailbox {
    let host = match public_url.host() {
        Some(Host::Domain(name)) => name,
        _ => "localhost",
    };
    let sender = mailbox(&format!("comments@{host}")).or_else(|| mailbox("comments@localhost"));
    sender.expect("an address is an address")
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => IpAddr::from(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::from(*address).is_loopback(),
    }
}
