//! Every form of an address that leads where nothing may go, and those that lead where it may.
use super::address::{Refusal, Rules, Target};

fn open() -> Rules {
    Rules {
        allow_private: true,
        allow_http: true,
        ports: vec![8_000],
    }
}

fn refusal(text: &str, rules: &Rules) -> Option<Refusal> {
    Target::parse(text, rules).err()
}

#[test]
fn private_addresses_are_refused_in_every_form_until_they_are_allowed() {
    for host in [
        "127.0.0.1",
        "127.1",
        "127.255.255.254",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "0x7F.0.0.0x1",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "10.0.0.1",
        "10.255.255.255",
        "012.1",
        "167772161",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.257",
        "100.64.0.1",
        "100.127.255.255",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[fc00::1]",
        "[fd12:3456:789a::1]",
    ] {
        let url = format!("https://{host}/check");
        assert_eq!(
            refusal(&url, &Rules::default()),
            Some(Refusal::Address),
            "{url}"
        );
        assert_eq!(refusal(&url, &open()), None, "{url}");
    }
}

#[test]
fn addresses_that_no_receiver_has_are_never_called() {
    for host in [
        "0.0.0.0",
        "0",
        "0.1.2.3",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:93.184.216.34]",
        "[::ffff:0:127.0.0.1]",
        "[::127.0.0.1]",
        "[::a9fe:a9fe]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::a00:1]",
        "[100::1]",
        "[2001::1]",
        "[2001:20::1]",
        "[2001:db8::1]",
        "[2002:7f00:1::]",
        "[2002:a9fe:a9fe::1]",
        "[3fff::1]",
        "[5f00::1]",
        "[fd00:ec2::254]",
        "[fd20:ce::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
    ] {
        for rules in [Rules::default(), open()] {
            let url = format!("https://{host}/check");
            assert_eq!(
                refusal(&url, &rules),
                Some(Refusal::Address),
                "{url} {rules:?}"
            );
        }
    }
}

#[test]
fn public_addresses_and_names_are_called() {
    for host in [
        "93.184.216.34",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "[2606:2800:220:1::1]",
        "[2001:4860:4860::8888]",
        "[2001:200::1]",
        "example.org",
        "example.org.",
        "bücher.example",
        "xn--bcher-kva.example",
        // A name like any other: what it resolves to is looked at.
        "localhost",
    ] {
        let url = format!("https://{host}/check?a=b");
        assert_eq!(refusal(&url, &Rules::default()), None, "{url}");
    }
}

#[test]
fn a_url_must_be_whole_https_and_on_a_port_that_is_called() {
    use Refusal::{NotAUrl, NotHttps, Port, Scheme, TooLong, UserInfo};
    let long = format!("https://example.org/{}", "a".repeat(2_000));
    for (url, closed, opened) in [
        ("https://example.org", None, None),
        ("https://example.org:443/", None, None),
        ("HTTPS://EXAMPLE.ORG/", None, None),
        ("https://example.org:80/", None, None),
        ("http://example.org/", Some(NotHttps), None),
        ("https://example.org:8000/", Some(Port(8_000)), None),
        ("https://example.org:22/", Some(Port(22)), Some(Port(22))),
        ("https://example.org:0/", Some(Port(0)), Some(Port(0))),
        ("ftp://example.org/", Some(Scheme), Some(Scheme)),
        ("file:///etc/passwd", Some(Scheme), Some(Scheme)),
        ("gopher://example.org:80/", Some(Scheme), Some(Scheme)),
        ("javascript:alert(1)", Some(Scheme), Some(Scheme)),
        ("https://ana@example.org/", Some(UserInfo), Some(UserInfo)),
        (
            "https://ana:pw@example.org/",
            Some(UserInfo),
            Some(UserInfo),
        ),
        (
            "https://example.org@127.0.0.1/",
            Some(UserInfo),
            Some(UserInfo),
        ),
        ("", Some(NotAUrl), Some(NotAUrl)),
        ("example.org/check", Some(NotAUrl), Some(NotAUrl)),
        ("//example.org/check", Some(NotAUrl), Some(NotAUrl)),
        ("https://", Some(NotAUrl), Some(NotAUrl)),
        ("https://example.org:99999/", Some(NotAUrl), Some(NotAUrl)),
        ("https://exa mple.org/", Some(NotAUrl), Some(NotAUrl)),
        ("https:\\\\example.org/", Some(NotAUrl), Some(NotAUrl)),
        (
            "https://example.org\\@10.0.0.1/",
            Some(NotAUrl),
            Some(NotAUrl),
        ),
        ("https://exam\tple.org/", Some(NotAUrl), Some(NotAUrl)),
        ("https://example.org/\r\nX: 1", Some(NotAUrl), Some(NotAUrl)),
        ("https://256.256.256.256/", Some(NotAUrl), Some(NotAUrl)),
        (&long, Some(TooLong), Some(TooLong)),
    ] {
        assert_eq!(refusal(url, &Rules::default()), closed, "{url}");
        assert_eq!(refusal(url, &open()), opened, "{url} opened");
    }
}

#[test]
fn a_target_knows_what_a_request_needs() {
    let rules = open();
    for (url, tls, port, authority, path) in [
        ("https://example.org", true, 443, "example.org", "/"),
        (
            "http://EXAMPLE.org:8000/a%20b?c=d#e",
            false,
            8_000,
            "example.org:8000",
            "/a%20b?c=d",
        ),
        ("https://[::1]:80/?", true, 80, "[::1]:80", "/?"),
    ] {
        let target = Target::parse(url, &rules).unwrap();
        assert_eq!(target.is_tls(), tls);
        assert_eq!(target.port(), port);
        assert_eq!(target.authority(), authority);
        assert_eq!(target.path_and_query(), path);
    }
}
