//! Addresses of pages: where they are now, and which of them are one page.
use crate::domain::text::url::{page_key, page_url};
use regex::{Regex, RegexBuilder};
use std::{collections::HashSet, sync::LazyLock};

/// The first rule that fits an address changes it.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    base: Option<String>,
}

#[derive(Clone, Debug)]
struct Rule {
    written: String,
    from: From,
    to: String,
}

#[derive(Clone, Debug)]
enum From {
    Prefix(String),
    Pattern(Regex),
}

/// Why a rule is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRule {
    #[error("{0:?} is no rule: write FROM=TO, where TO begins with https:// or http://")]
    NoTarget(String),
    #[error("{0:?} has nothing before the `=`")]
    Nothing(String),
    #[error("{0:?} is no regular expression: {1}")]
    Pattern(String, String),
    #[error(
        "{0:?} leads to no address: what stands after the `=` has to be one, such as https://example.com/"
    )]
    NoAddress(String),
    #[error("more than {MAX_RULES} rules")]
    TooMany,
}

/// What stands before a pattern.
const PATTERN: &str = "re:";
const MAX_RULES: usize = 100;
/// Where a target has what the pattern found.
static GROUP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\$(\w+|\{\w+\})").expect("a regular expression"));
/// Bytes of a pattern once it is compiled.
const MAX_PATTERN: usize = 1 << 20;

impl Rules {
    /// Each as `FROM=TO`, where `FROM` is the beginning of an address, or `re:` with a pattern.
    pub fn parse<S: AsRef<str>>(rules: &[S]) -> Result<Self, BadRule> {
        if rules.len() > MAX_RULES {
            return Err(BadRule::TooMany);
        }
        let rules = rules.iter().map(|rule| Rule::parse(rule.as_ref()));
        Ok(Self {
            rules: rules.collect::<Result<_, _>>()?,
            base: None,
        })
    }

    /// A path without a host is below this one, where there is only one.
    #[must_use]
    pub fn below(self, origins: &[String]) -> Self {
        let base = match origins {
            [origin] => Some(origin.trim_end_matches('/').to_owned()),
            _ => None,
        };
        Self { base, ..self }
    }

    /// Whether anybody has given one.
    pub fn has_any(&self) -> bool {
        !self.rules.is_empty()
    }

    /// Which of them changes the address.
    pub(super) fn fitting(&self, address: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.fits(address))
    }

    /// As they were written, without those of these places.
    pub(super) fn others(&self, places: &HashSet<usize>) -> impl Iterator<Item = &str> {
        let rules = self.rules.iter().enumerate();
        let others = rules.filter(|(place, _)| !places.contains(place));
        others.map(|(_, rule)| rule.written.as_str())
    }

    pub fn apply(&self, address: &str) -> String {
        let changed = self.rules.iter().find_map(|rule| rule.apply(address));
        let address = changed.unwrap_or_else(|| address.to_owned());
        match &self.base {
            Some(base) if is_path(&address) => {
                format!("{base}{address}")
            }
            _ => address,
        }
    }
}

impl Rule {
    /// Divided at the first `=` that an address follows.
    fn parse(rule: &str) -> Result<Self, BadRule> {
        let at = ["=https://", "=http://"].map(|divider| rule.find(divider));
        let at = at.into_iter().flatten().min();
        let at = at.ok_or_else(|| BadRule::NoTarget(rule.to_owned()))?;
        let (from, to) = (&rule[..at], rule[at + 1..].to_owned());
        let pattern = from.strip_prefix(PATTERN);
        if pattern.unwrap_or(from).is_empty() {
            return Err(BadRule::Nothing(rule.to_owned()));
        }
        let made = GROUP.replace_all(&to, "1");
        // The rest of the address follows what a beginning becomes.
        let rest = if pattern.is_none() { "x" } else { "" };
        if !is_web(&format!("{made}{rest}")) {
            return Err(BadRule::NoAddress(rule.to_owned()));
        }
        Ok(Self {
            written: rule.to_owned(),
            from: match pattern {
                Some(pattern) => From::Pattern(compiled(pattern)?),
                None => From::Prefix(from.to_owned()),
            },
            to,
        })
    }

    fn fits(&self, address: &str) -> bool {
        match &self.from {
            From::Prefix(from) => address.starts_with(from),
            From::Pattern(from) => from.is_match(address),
        }
    }

    fn apply(&self, address: &str) -> Option<String> {
        let to = &self.to;
        match &self.from {
            From::Prefix(from) => {
                let rest = address.strip_prefix(from.as_str())?;
                Some(format!("{to}{rest}"))
            }
            From::Pattern(from) => {
                let found = from.captures(address)?;
                let whole = found.get(0)?;
                let mut changed = address[..whole.start()].to_owned();
                found.expand(to, &mut changed);
                changed.push_str(&address[whole.end()..]);
                Some(changed)
            }
        }
    }
}

fn compiled(pattern: &str) -> Result<Regex, BadRule> {
    let compiled = RegexBuilder::new(pattern).size_limit(MAX_PATTERN).build();
    compiled.map_err(|error| {
        let error = error.to_string();
        let why = error.lines().last().unwrap_or_default().trim();
        BadRule::Pattern(pattern.to_owned(), why.to_owned())
    })
}

/// Of a page on some host that is not said.
pub(super) fn is_path(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

pub(super) fn is_web(text: &str) -> bool {
    !text.contains(char::is_control)
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// What may be a key or an address: without control characters, of which browsers take line breaks and
/// tabs out of an address too.
pub(crate) fn on_one_line(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    text.trim().to_owned()
}

/// And without the user and the password that an address may name: it is going to be public.
pub(super) fn fit(text: &str) -> String {
    let text = on_one_line(text);
    let is_web = ["https://", "http://"].map(|scheme| starts_with(&text, scheme));
    let Some((scheme, rest)) = text.split_once("://").filter(|_| is_web.contains(&true)) else {
        return text;
    };
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => text,
    }
}

fn starts_with(text: &str, scheme: &str) -> bool {
    let start = text.get(..scheme.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// As it is kept; what is no address of a page stays as it is.
pub(super) fn normal(address: &str) -> String {
    page_url(address).unwrap_or_else(|_| address.trim().to_owned())
}

/// What all addresses of one page share: with `http` or `https`, with `www.` or without it, with a
/// slash at the end or without one.
pub(super) fn same_page(address: &str) -> String {
    let key = page_key(address);
    match key.strip_prefix("//www.") {
        Some(rest) => format!("//{rest}"),
        None => key,
    }
}

/// The same address with `www.`, or without it.
pub(crate) fn other_www(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    Some(match rest.strip_prefix("www.") {
        Some(bare) => format!("{scheme}://{bare}"),
        None => format!("{scheme}://www.{rest}"),
    })
}

#[cfg(test)]
mod tests {
    use super::{BadRule, Rules, fit, other_www, same_page};

    fn apply(rules: &[&str], address: &str) -> String {
        Rules::parse(rules).unwrap().apply(address)
    }

    #[test]
    fn a_rule_changes_the_beginning_of_an_address() {
        let rules = ["http://old.example/=https://new.example/show/"];

        assert_eq!(
            apply(&rules, "http://old.example/a?b=1"),
            "https://new.example/show/a?b=1"
        );
        let other = "https://old.example/a";
        assert_eq!(apply(&rules, other), other);
    }

    #[test]
    fn the_first_rule_that_fits_counts() {
        let rules = [
            "https://a.example/x=https://one.example/",
            "https://a.example/=https://two.example/",
        ];

        assert_eq!(apply(&rules, "https://a.example/x"), "https://one.example/");
        assert_eq!(
            apply(&rules, "https://a.example/y"),
            "https://two.example/y"
        );
    }

    #[test]
    fn a_pattern_has_parts() {
        let rules = [r"re:^https?://(www\.)?old\.example/\?p=(\d+)$=https://new.example/e/$2"];

        for address in ["http://old.example/?p=12", "https://www.old.example/?p=12"] {
            assert_eq!(apply(&rules, address), "https://new.example/e/12");
        }
    }

    #[test]
    fn a_beginning_can_be_a_scheme_or_half_a_host() {
        let rules = ["http://www.=https://", "http://=https://"];

        assert_eq!(
            apply(&rules, "http://www.a.example/x"),
            "https://a.example/x"
        );
        assert_eq!(apply(&rules, "http://b.example/x"), "https://b.example/x");
    }

    #[test]
    fn a_host_can_be_a_part_of_the_pattern() {
        let rules = [r"re:^/(\w+)/(\d+)$=https://$1.example:${2}/"];

        assert_eq!(apply(&rules, "/old/8080"), "https://old.example:8080/");
    }

    #[test]
    fn a_path_is_below_the_sites_address_where_there_is_one() {
        let one = ["https://history.example".to_owned()];
        let two = [one[0].clone(), "https://other.example".to_owned()];

        assert_eq!(
            Rules::default().below(&one).apply("/e/1"),
            "https://history.example/e/1"
        );
        assert_eq!(Rules::default().below(&two).apply("/e/1"), "/e/1");
        let ruled = Rules::parse(&["/=https://moved.example/"]).unwrap();
        assert_eq!(ruled.below(&one).apply("/e/1"), "https://moved.example/e/1");
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        let why = |rule: &str| Rules::parse(&[rule]).unwrap_err();

        assert_eq!(why("a=b"), BadRule::NoTarget("a=b".to_owned()));
        assert!(matches!(why("=https://a/"), BadRule::Nothing(_)));
        assert!(matches!(why("re:=https://a/"), BadRule::Nothing(_)));
        assert!(matches!(why("re:(=https://a/"), BadRule::Pattern(..)));
        for to in ["https://a b/", "https://a:port/", "https://a b"] {
            let rule = format!("/={to}");
            assert_eq!(why(&rule), BadRule::NoAddress(rule.clone()), "{to}");
        }
        let large = r"re:(\w{1000}){1000}=https://a/";
        assert!(matches!(why(large), BadRule::Pattern(..)));
        let many = vec!["/=https://a/"; 101];
        assert_eq!(Rules::parse(&many).unwrap_err(), BadRule::TooMany);
    }

    #[test]
    fn control_characters_users_and_passwords_are_in_no_address() {
        for (written, kept) in [
            (
                "https://a.example/x\n y\tz\u{1}\u{7f}\u{85}",
                "https://a.example/x yz",
            ),
            ("\t episode 7\n", "episode 7"),
            ("https://ada:pass@a.example/x", "https://a.example/x"),
            ("HTTP://ada@b@a.example?x@y", "HTTP://a.example?x@y"),
            ("https://a.example/@ada", "https://a.example/@ada"),
            ("ada@a.example", "ada@a.example"),
            ("tag://ada@a.example", "tag://ada@a.example"),
            ("é", "é"),
        ] {
            assert_eq!(fit(written), kept, "{}", written.escape_debug());
        }
    }

    #[test]
    fn addresses_of_one_page_are_one() {
        let all = [
            "http://a.example/x",
            "https://a.example/x/",
            "https://www.a.example/x",
            "https://www.a.example:443/x/#comments",
            "https://a.example/x/?",
            "https://a.example/x?utm_source=mail",
        ];

        for address in all {
            assert_eq!(same_page(address), "//a.example/x", "{address}");
        }
        assert_ne!(same_page("https://a.example/y"), "//a.example/x");
        assert_eq!(
            other_www("https://a.example/").unwrap(),
            "https://www.a.example/"
        );
    }
}
