//! `rejoinder site key`.
use super::{open_existing, say, told};
use crate::{
    app::App,
    config::Config,
    domain::{
        Error,
        credentials::Secret,
        site_keys::{self, NewKey},
        sites,
    },
    model::{Site, SiteKey, SiteKeyAlgorithm, SiteKeyId, SiteKeyKind},
};
use anyhow::{Context, anyhow, bail};
use chrono::{DateTime, Utc};
use clap::{Subcommand, ValueEnum};
use std::{io::BufRead, path::PathBuf, process::ExitCode};

pub(super) const EXAMPLE: &str = "\
Examples:
  rejoinder site key add history --kid 2026-1
  rejoinder site key add history --kid 2026-2 --public-key site.pem --algorithm ES256
  rejoinder site key add history --jwks-url https://history.example/jwks.json --algorithm RS256
  rejoinder site key list history
  rejoinder site key remove history 0199… --until 2026-12-01T00:00:00Z";

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Add a key. Without --secret-stdin, --public-key or --jwks-url a secret is made and printed,
    /// this once.
    #[command(after_help = EXAMPLE)]
    Add(Add),
    /// List a site's keys: never what signs.
    #[command(after_help = EXAMPLE)]
    List {
        /// The site's key.
        site: String,
    },
    /// Take a key away, at once or from a time on.
    #[command(after_help = EXAMPLE)]
    Remove {
        /// The site's key.
        site: String,
        /// As `rejoinder site key list` shows it.
        id: String,
        /// Until when it is still taken, in RFC 3339.
        #[arg(long, value_name = "TIME")]
        until: Option<DateTime<Utc>>,
    },
}

#[derive(clap::Args)]
struct Add {
    /// The site's key.
    site: String,
    /// What tokens will call it in their header.
    #[arg(long)]
    kid: Option<String>,
    /// How tokens will be signed with public keys.
    #[arg(long, value_enum, ignore_case = true)]
    algorithm: Option<AlgorithmArg>,
    /// Read a secret from the first line of standard input.
    #[arg(long, conflicts_with_all = ["public_key", "jwks_url"])]
    secret_stdin: bool,
    /// A file with a public key, PEM or JWK.
    #[arg(
        long,
        value_name = "FILE",
        requires = "algorithm",
        conflicts_with = "jwks_url"
    )]
    public_key: Option<PathBuf>,
    /// Where the site publishes its key set.
    #[arg(long, value_name = "URL", requires = "algorithm")]
    jwks_url: Option<String>,
    /// From when on it is not taken any more, in RFC 3339.
    #[arg(long, value_name = "TIME")]
    expires_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "SCREAMING_SNAKE_CASE")]
enum AlgorithmArg {
    /// RSA with SHA-256.
    Rs256,
    /// ECDSA on P-256.
    Es256,
    /// Ed25519.
    #[value(name = "EDDSA")]
    EdDsa,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let app = open_existing(config).await?;
    match args.what {
        What::Add(args) => add(&app, args).await?,
        What::List { site } => {
            let site = named(&app, &site).await?;
            let keys = site_keys::list_by_operator(&app, &site).await;
            for key in keys.map_err(told)? {
                say(&line(&key));
            }
        }
        What::Remove { site, id, until } => {
            let site = named(&app, &site).await?;
            let no_key = || anyhow!("the site {:?} has no key {id:?}", site.key);
            let keys = site_keys::list_by_operator(&app, &site).await;
            let keys = keys.map_err(told)?;
            let known = keys.iter().map(|key| key.id);
            let id = known
                .into_iter()
                .find(|key| shown(*key) == id)
                .ok_or_else(no_key)?;
            let removed = site_keys::remove_by_operator(&app, &site, (id, until)).await;
            removed.map_err(told)?;
            match until {
                Some(until) => say(&format!("The key is taken until {}.", time(until))),
                None => say("The key is taken no longer."),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn add(app: &App, args: Add) -> anyhow::Result<()> {
    let site = named(app, &args.site).await?;
    let secret = if args.secret_stdin {
        Some(read_secret()?)
    } else {
        None
    };
    let public_key = args.public_key.as_deref().map(std::fs::read_to_string);
    let public_key = public_key
        .transpose()
        .context("cannot read the public key")?;
    let kind = match (&public_key, &args.jwks_url) {
        (Some(_), _) => SiteKeyKind::PublicKey,
        (_, Some(_)) => SiteKeyKind::JwksUrl,
        _ => SiteKeyKind::Secret,
    };
    let new = NewKey {
        kid: args.kid,
        kind,
        algorithm: args.algorithm.map(|algorithm| match algorithm {
            AlgorithmArg::Rs256 => SiteKeyAlgorithm::Rs256,
            AlgorithmArg::Es256 => SiteKeyAlgorithm::Es256,
            AlgorithmArg::EdDsa => SiteKeyAlgorithm::EdDsa,
        }),
        secret,
        public_key,
        url: args.jwks_url,
        expires_at: args.expires_at,
    };
    let added = site_keys::add_by_operator(app, &site.key, new).await;
    let added = added.map_err(told)?;
    say(&line(&added.key));
    if let Some(secret) = added.secret {
        say(&format!(
            "The secret, which is shown this once: {}",
            secret.expose()
        ));
    }
    Ok(())
}

async fn named(app: &App, key: &str) -> anyhow::Result<Site> {
    sites::get(app, key).await.map_err(|fault| match fault {
        Error::NotFound => anyhow!("there is no site {key:?}"),
        fault => told(fault),
    })
}

fn shown(id: SiteKeyId) -> String {
    id.0.simple().to_string()
}

fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn line(key: &SiteKey) -> String {
    let name = key.kid.as_deref().unwrap_or("-");
    let end = key.expires_at.map_or("-".to_owned(), time);
    let kind = site_keys::kind(key.kind);
    let algorithm = site_keys::algorithm(key.algorithm);
    format!("{}\t{name}\t{kind}\t{algorithm}\t{end}", shown(key.id))
}

fn read_secret() -> anyhow::Result<Secret> {
    let mut line = zeroize::Zeroizing::new(String::new());
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("cannot read standard input")?;
    let secret = line.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        bail!("no secret came by standard input: write it there as one line");
    }
    Ok(Secret::new(secret))
}
