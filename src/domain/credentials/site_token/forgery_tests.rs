//! Site tokens: forgeries of every kind that is known, and the edges of time.
use super::*;
use crate::{domain::credentials::access_token, model::SiteKeyAlgorithm};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use jsonwebtoken::{EncodingKey, crypto};
use serde_json::{Value, json};
use uuid::Uuid;

const SITE: &str = "late-show";
const SERVICE: &str = "https://comments.example";
const SECRET: &str = "a secret that both of them have, and nobody else";

const RSA: &str = include_str!("testdata/rsa.pub.pem");
const P256: &str = include_str!("testdata/p256.pub.pem");
const ED25519: &str = include_str!("testdata/ed25519.pub.pem");

fn now() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

/// How a site signs, and what we check that with.
fn pairs() -> Vec<(Algorithm, EncodingKey, VerifyingKey)> {
    let public = |pem, algorithm| {
        let key = PublicKey::read(pem, algorithm).unwrap();
        key.verifying(algorithm).unwrap()
    };
    let rsa = EncodingKey::from_rsa_pem(include_bytes!("testdata/rsa.pem")).unwrap();
    let ec = EncodingKey::from_ec_pem(include_bytes!("testdata/p256.pem")).unwrap();
    let ed = EncodingKey::from_ed_pem(include_bytes!("testdata/ed25519.pem")).unwrap();
    let shared = EncodingKey::from_secret(SECRET.as_bytes());
    vec![
        (Algorithm::HS256, shared, VerifyingKey::secret(SECRET)),
        (Algorithm::RS256, rsa, public(RSA, SiteKeyAlgorithm::Rs256)),
        (Algorithm::ES256, ec, public(P256, SiteKeyAlgorithm::Es256)),
        (
            Algorithm::EdDSA,
            ed,
            public(ED25519, SiteKeyAlgorithm::EdDsa),
        ),
    ]
}

fn header() -> Value {
    json!({ "alg": "HS256", "typ": "JWT", "kid": "k1" })
}

fn body() -> Value {
    let at = now().timestamp();
    json!({
        "iss": SITE, "aud": SERVICE, "sub": "reader-17", "jti": "a1", "iat": at, "exp": at + 60,
    })
}

fn with(mut value: Value, field: &str, to: impl Into<Value>) -> Value {
    value[field] = to.into();
    value
}

fn without(mut value: Value, field: &str) -> Value {
    value.as_object_mut().unwrap().remove(field).unwrap();
    value
}

fn signed_by(key: &EncodingKey, algorithm: Algorithm, header: &str, body: &str) -> String {
    let message = format!("{}.{}", BASE64.encode(header), BASE64.encode(body));
    let signature = crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// Signed with the secret, whatever it says.
fn signed(header: &Value, body: &Value) -> String {
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    signed_by(
        &key,
        Algorithm::HS256,
        &header.to_string(),
        &body.to_string(),
    )
}

fn verify_with(key: &VerifyingKey, token: &str) -> Result<Claims, Fault> {
    let expected = Expected {
        issuer: SITE,
        audience: SERVICE,
    };
    Presented::parse(token)?.verify(key, expected, now())
}

fn verify(token: &str) -> Result<Claims, Fault> {
    verify_with(&VerifyingKey::secret(SECRET), token)
}

fn claims(body: &Value) -> Result<Claims, Fault> {
    verify(&signed(&header(), body))
}

#[test]
fn a_good_token_is_taken_in_each_algorithm() {
    for (algorithm, private, key) in pairs() {
        let header = with(header(), "alg", format!("{algorithm:?}"));
        let token = signed_by(
            &private,
            algorithm,
            &header.to_string(),
            &body().to_string(),
        );
        let claims = verify_with(&key, &token).unwrap();
        assert_eq!(
            (claims.subject.as_str(), claims.id.as_str()),
            ("reader-17", "a1")
        );
        assert_eq!(
            (claims.name, claims.email, claims.role),
            (None, None, RoleClaim::None)
        );
    }
}

#[test]
fn a_token_without_a_signature_is_refused() {
    for alg in ["none", "None", "NONE", "nOnE", ""] {
        let forged = signed(&with(header(), "alg", alg), &body());
        let (unsigned, _) = forged.rsplit_once('.').unwrap();
        for token in [forged.clone(), format!("{unsigned}."), unsigned.to_owned()] {
            assert_eq!(verify(&token), Err(Fault::Malformed), "{alg}");
        }
    }
    let good = signed(&header(), &body());
    let (message, signature) = good.rsplit_once('.').unwrap();
    assert_eq!(verify(&format!("{message}.")), Err(Fault::BadSignature));
    assert_eq!(verify(&format!("{message}.AAAA")), Err(Fault::BadSignature));
    assert!(verify(&format!("{message}.{signature}AA")).is_err());
    for token in [
        "",
        ".",
        "..",
        "a.b.c",
        message,
        &format!("{good}.{signature}"),
    ] {
        assert_eq!(verify(token), Err(Fault::Malformed), "{token}");
    }
    assert_eq!(
        verify(&signed(&without(header(), "alg"), &body())),
        Err(Fault::Malformed)
    );
}

/// Whoever knows a public key, as anybody may, makes it the secret of an HMAC.
#[test]
fn a_public_key_is_no_shared_secret() {
    for ((_, _, key), pem) in pairs().iter().skip(1).zip([RSA, P256, ED25519]) {
        let inside: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let raw = base64::engine::general_purpose::STANDARD
            .decode(&inside)
            .unwrap();
        let secrets = [
            pem.as_bytes(),
            pem.trim().as_bytes(),
            inside.as_bytes(),
            &raw[..],
            b"",
        ];
        for secret in secrets {
            let secret = EncodingKey::from_secret(secret);
            let (header, body) = (header().to_string(), body().to_string());
            let forged = signed_by(&secret, Algorithm::HS256, &header, &body);
            assert_eq!(verify_with(key, &forged), Err(Fault::WrongAlgorithm));
        }
    }
}

#[test]
fn the_header_does_not_choose_the_algorithm() {
    for (own, private, _) in &pairs() {
        for (other, _, key) in &pairs() {
            if own == other {
                continue;
            }
            for claimed in [own, other] {
                let header = with(header(), "alg", format!("{claimed:?}")).to_string();
                let forged = signed_by(private, *own, &header, &body().to_string());
                let verdict = verify_with(key, &forged);
                let refusals = [Fault::WrongAlgorithm, Fault::BadSignature];
                assert!(
                    refusals.map(Err).contains(&verdict),
                    "{own:?} {other:?} {verdict:?}"
                );
            }
        }
    }
    for alg in ["HS384", "HS512", "RS256", "PS256", "ES256", "EdDSA"] {
        let forged = signed(&with(header(), "alg", alg), &body());
        assert_eq!(verify(&forged), Err(Fault::WrongAlgorithm), "{alg}");
    }
}

#[test]
fn another_secret_is_refused() {
    let good = signed(&header(), &body());
    for secret in [
        "",
        "another secret that only somebody else has got",
        &SECRET[1..],
    ] {
        let verdict = verify_with(&VerifyingKey::secret(secret), &good);
        assert_eq!(verdict, Err(Fault::BadSignature), "{secret}");
    }
}

#[test]
fn keys_and_their_addresses_in_the_header_are_not_looked_at() {
    let own = json!({ "kty": "oct", "k": BASE64.encode("their own secret") });
    for (field, value) in [
        ("jwk", own),
        ("jku", json!("https://evil.example/keys")),
        ("x5u", json!("https://evil.example/chain")),
    ] {
        let header = with(header(), field, value);
        assert!(verify(&signed(&header, &body())).is_ok(), "{field}");
        let theirs = EncodingKey::from_secret(b"their own secret");
        let (header, body) = (header.to_string(), body().to_string());
        let forged = signed_by(&theirs, Algorithm::HS256, &header, &body);
        assert_eq!(verify(&forged), Err(Fault::BadSignature), "{field}");
    }
}

#[test]
fn what_has_to_be_understood_is_refused() {
    for crit in [json!(["exp"]), json!([]), json!(["b64"])] {
        let token = signed(&with(header(), "crit", crit), &body());
        assert_eq!(verify(&token), Err(Fault::Critical));
    }
}

#[test]
fn only_a_plain_jwt_is_taken() {
    for typ in ["jwt", "JWT", "Jwt"] {
        assert!(
            verify(&signed(&with(header(), "typ", typ), &body())).is_ok(),
            "{typ}"
        );
    }
    assert!(verify(&signed(&without(header(), "typ"), &body())).is_ok());
    for typ in [
        "at+jwt",
        "application/at+jwt",
        "secevent+jwt",
        "logout+jwt",
        "dpop+jwt",
        "",
    ] {
        let token = signed(&with(header(), "typ", typ), &body());
        assert_eq!(verify(&token), Err(Fault::WrongType), "{typ}");
    }
}

/// Even under a key of ours that a site has taken for its own.
#[test]
fn our_own_access_tokens_are_refused() {
    let seed = [7; 32];
    let key = access_token::SigningKey::from_seed("k1", &seed);
    let ring = access_token::KeyRing::new(SERVICE, key, vec![]);
    let claims = access_token::Claims::new(SITE, Uuid::nil(), Uuid::nil(), now());
    let token = ring.sign(&claims);
    let jwk = access_token::jwks(&ring)["keys"][0].to_string();
    let ours = PublicKey::read(&jwk, SiteKeyAlgorithm::EdDsa).unwrap();
    let ours = ours.verifying(SiteKeyAlgorithm::EdDsa).unwrap();
    assert_eq!(verify_with(&ours, &token), Err(Fault::WrongType));
}

#[test]
fn a_token_is_of_one_site_for_one_service() {
    for (claim, others) in [
        (
            "iss",
            [
                "other-show",
                "LATE-SHOW",
                "late-show ",
                "https://late-show.example",
                "",
            ],
        ),
        (
            "aud",
            [
                "https://comments.example/",
                "https://comments.example.evil.example",
                "http://comments.example",
                "late-show",
                "",
            ],
        ),
    ] {
        let refusal = if claim == "iss" {
            Fault::WrongIssuer
        } else {
            Fault::WrongAudience
        };
        for other in others {
            assert_eq!(claims(&with(body(), claim, other)), Err(refusal), "{other}");
        }
        for kind in [json!(1), json!({})] {
            assert_eq!(claims(&with(body(), claim, kind)), Err(Fault::Claim(claim)));
        }
    }
    let listed = claims(&with(body(), "iss", json!([SITE])));
    assert_eq!(listed, Err(Fault::Claim("iss")));
}

#[test]
fn an_audience_may_stand_in_a_list_alone() {
    assert!(claims(&with(body(), "aud", json!([SERVICE]))).is_ok());
    for several in [
        json!([]),
        json!([SERVICE, SITE]),
        json!([SITE]),
        json!([SERVICE, SERVICE]),
    ] {
        let refused = claims(&with(body(), "aud", several.clone()));
        assert_eq!(refused, Err(Fault::WrongAudience), "{several}");
    }
    let nested = claims(&with(body(), "aud", json!([[SERVICE]])));
    assert_eq!(nested, Err(Fault::Claim("aud")));
}

#[test]
fn each_claim_has_to_be_there() {
    for claim in ["iss", "aud", "sub", "iat", "exp", "jti"] {
        assert_eq!(claims(&without(body(), claim)), Err(Fault::Missing(claim)));
        assert_eq!(
            claims(&with(body(), claim, Value::Null)),
            Err(Fault::Missing(claim))
        );
    }
}

#[test]
fn a_claim_counts_once() {
    let twice = body().to_string().replacen('{', r#"{"sub":"reader-1","#, 1);
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let token = signed_by(&key, Algorithm::HS256, &header().to_string(), &twice);
    assert_eq!(verify(&token), Err(Fault::Malformed));
}

#[test]
fn names_are_texts_of_a_length() {
    let longest = "é".repeat(NAME_MAX);
    for claim in ["sub", "jti"] {
        assert!(claims(&with(body(), claim, longest.as_str())).is_ok());
        for bad in [
            json!(""),
            json!(17),
            json!(format!("{longest}x")),
            json!("a\u{0}b"),
            json!("a\nb"),
        ] {
            let refusal = claims(&with(body(), claim, bad.clone()));
            assert_eq!(refusal, Err(Fault::Claim(claim)), "{bad}");
        }
    }
    for claim in ["name", "email"] {
        assert_eq!(claims(&with(body(), claim, 1)), Err(Fault::Claim(claim)));
        assert!(claims(&with(body(), claim, Value::Null)).is_ok());
    }
}

#[test]
fn time_has_edges() {
    let at = now().timestamp();
    let leeway = LEEWAY.num_seconds();
    let life = LONGEST_LIFE.num_seconds();
    let times = |iat: i64, exp: i64| claims(&with(with(body(), "iat", iat), "exp", exp)).err();
    assert_eq!(times(at, at + life), None);
    assert_eq!(times(at, at + life + 1), Some(Fault::LivesTooLong));
    assert_eq!(times(at, at), Some(Fault::LivesTooLong));
    assert_eq!(times(at, at - 1), Some(Fault::LivesTooLong));
    assert_eq!(times(at + leeway, at + leeway + 60), None);
    assert_eq!(
        times(at + leeway + 1, at + leeway + 60),
        Some(Fault::NotYetValid)
    );
    assert_eq!(times(at - 60, at - leeway + 1), None);
    assert_eq!(times(at - 60, at - leeway), Some(Fault::Expired));
    let not_before = |nbf: i64| claims(&with(body(), "nbf", nbf)).err();
    assert_eq!(not_before(at + leeway), None);
    assert_eq!(not_before(at + leeway + 1), Some(Fault::NotYetValid));
    assert_eq!(not_before(0), None);
    for claim in ["iat", "nbf", "exp"] {
        for bad in [
            json!("1772366400"),
            json!(1.5),
            json!(-1),
            json!(i64::MAX),
            json!(u64::MAX),
            json!([]),
        ] {
            let refusal = claims(&with(body(), claim, bad.clone())).err();
            assert_eq!(refusal, Some(Fault::Claim(claim)), "{bad}");
        }
    }
}

/// What was taken is remembered for as long as it would be taken again.
#[test]
fn a_used_token_is_remembered_until_nobody_takes_it() {
    let claims = claims(&body()).unwrap();
    let expires_at = now() + TimeDelta::seconds(60);
    assert!(claims.over_at > expires_at + LEEWAY);
}

#[test]
fn a_token_of_another_length_is_not_looked_at() {
    let room = |length: usize| signed(&header(), &with(body(), "more", "x".repeat(length)));
    let over = (LONGEST - room(0).len()) * 3 / 4;
    assert!(verify(&room(over - 3)).is_ok());
    assert_eq!(verify(&room(over + 3)), Err(Fault::TooLong));
    assert_eq!(verify(&"a".repeat(1_000_000)), Err(Fault::TooLong));
}

#[test]
fn no_token_makes_an_admin() {
    let role = |role: Value| claims(&with(body(), "role", role)).unwrap().role;
    assert_eq!(role(json!("MODERATOR")), RoleClaim::Moderator);
    assert_eq!(role(json!("commenter")), RoleClaim::Commenter);
    for unfit in [
        json!("ADMIN"),
        json!("OPERATOR"),
        json!(""),
        json!(["MODERATOR"]),
        json!(1),
    ] {
        assert_eq!(role(unfit), RoleClaim::Unfit);
    }
}

#[test]
fn a_key_is_never_printed() {
    let fault = format!("{:?}", Presented::parse("secret").err());
    assert_eq!(fault, "Some(Malformed)");
    assert!(!format!("{:?}", crate::model::KeyText(SECRET.to_owned())).contains("secret"));
}
