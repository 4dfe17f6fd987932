//! What people look like whom a site signs in: fetched once, and shown from here.
use super::{arrive, keyed};
use crate::{
    data::{export, traces},
    sessions,
    support::{Answer, Client, Setup, TestApp, receiver},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use chrono::Duration;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use receiver::Receiver;
use rejoinder::domain::jobs;
use serde_json::{Value, json};
use std::io::Cursor;
use tower::ServiceExt;

const MINE: &str = "{ viewer { author { pictureUrl } } }";

/// Of one colour, as a site would have it.
fn picture(colour: [u8; 3]) -> Bytes {
    let image = DynamicImage::ImageRgb8(RgbImage::from_pixel(400, 300, Rgb(colour)));
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner().into()
}

/// An installation that may call this machine, and the server of a site's pictures on it.
async fn scene() -> (TestApp, Receiver, Client) {
    let app = TestApp::with(Setup {
        outbound: receiver::loopback(),
        ..Setup::default()
    })
    .await;
    let admin = keyed(&app).await;
    (app, Receiver::start().await, admin)
}

/// Comes with a token that names a picture, and all that is due is done.
async fn come(app: &TestApp, more: Value) -> Client {
    let answer = arrive(app, "reader-17", more).await;
    jobs::run_due(&app.app).await.unwrap();
    sessions::holding(&app.anonymous(), &answer, "signInWithSiteToken")
}

async fn shown(client: &Client) -> Option<String> {
    let answer = client.run(MINE, json!({})).await;
    let url = answer.at("/viewer/author/pictureUrl").as_str();
    url.map(str::to_owned)
}

async fn get(app: &TestApp, url: &str, tag: Option<&str>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let path = url.strip_prefix(&app.app.public_origin).unwrap();
    let mut request = Request::get(path);
    if let Some(tag) = tag {
        request = request.header(header::IF_NONE_MATCH, tag);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = app.router().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    (parts.status, parts.headers, body)
}

async fn failed(admin: &Client) -> Answer {
    let query = "{ site(key: \"history\") { jobs(state: FAILED) { nodes { kind lastError } } } }";
    admin.run(query, json!({})).await
}

#[tokio::test]
async fn a_picture_is_fetched_once_and_shown_from_here() {
    let (app, server, _) = scene().await;
    let url = format!("{}faces/17", server.url);
    server.replies_bytes(200, &[("content-type", "text/plain")], picture([0, 90, 0]));
    let noor = come(&app, json!({ "name": "Noor", "picture": url })).await;
    let asked = server.received();
    assert_eq!((asked.len(), asked[0].path.as_str()), (1, "/faces/17"));

    let address = shown(&noor).await.unwrap();
    let (status, headers, small) = get(&app, &address, None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "image/jpeg");
    assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let small = image::load_from_memory(&small).unwrap().to_rgb8();
    assert_eq!(small.dimensions(), (128, 128));
    let tag = headers[header::ETAG].to_str().unwrap();
    let (status, _, body) = get(&app, &address, Some(tag)).await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));

    // Everybody sees it beside what Noor says, also where no script runs.
    let thread = app.thread().await;
    noor.post(&thread, "hello").await.at("/postComment");
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        comments { nodes { author { pictureUrl } } } } }";
    let seen = app
        .anonymous()
        .run(query, json!({ "key": thread.episode.key }))
        .await;
    let seen = seen.text("/episode/comments/nodes/0/author/pictureUrl");
    assert_eq!(seen, address);
    let page = format!(
        "{}/embed/history/{}",
        app.app.public_origin, thread.episode.key
    );
    let (_, headers, page) = get(&app, &page, None).await;
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("img-src 'self';"), "{policy}");
    let page = String::from_utf8(page).unwrap();
    let path = address.strip_prefix(&app.app.public_origin).unwrap();
    assert!(page.contains(&format!("src=\"{path}\" alt=\"\"")), "{page}");
}

#[tokio::test]
async fn it_is_asked_for_again_when_it_may_have_changed_and_not_before() {
    let (app, server, _) = scene().await;
    let url = format!("{}faces/17", server.url);
    server.replies_bytes(200, &[], picture([0, 90, 0]));
    let noor = come(&app, json!({ "picture": url })).await;
    let green = shown(&noor).await.unwrap();
    app.clock.advance(Duration::days(6));
    come(&app, json!({ "picture": url })).await;
    assert_eq!(server.received().len(), 1);

    app.clock.advance(Duration::days(2));
    server.replies_bytes(200, &[], picture([90, 0, 0]));
    let noor = come(&app, json!({ "picture": url })).await;
    let red = shown(&noor).await.unwrap();
    assert_ne!(red, green);
    assert_eq!(get(&app, &green, None).await.0, StatusCode::NOT_FOUND);

    // Another address is another picture, at once; until it is there the old one stays.
    let other = format!("{}faces/18", server.url);
    server.replies_bytes(200, &[], picture([0, 0, 90]));
    let noor = come(&app, json!({ "picture": other })).await;
    assert_ne!(shown(&noor).await.unwrap(), red);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn without_one_in_the_token_or_on_the_server_there_is_none() {
    let (app, server, _) = scene().await;
    let url = format!("{}faces/17", server.url);
    server.replies_bytes(200, &[], picture([0, 90, 0]));
    let noor = come(&app, json!({ "picture": url })).await;
    let address = shown(&noor).await.unwrap();
    let noor = come(&app, json!({})).await;
    assert_eq!(shown(&noor).await, None);
    assert_eq!(get(&app, &address, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.count("picture", "1 = 1", vec![]).await, 0);

    server.replies(404, &[], "");
    let noor = come(&app, json!({ "picture": url })).await;
    assert_eq!(shown(&noor).await, None);
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn what_is_no_picture_keeps_nobody_out_and_admins_are_told() {
    let (app, server, admin) = scene().await;
    let told = async |expected: &str| {
        let answer = failed(&admin).await;
        let job = answer.at("/site/jobs/nodes/0");
        assert_eq!(job["kind"], "PICTURE");
        let said = job["lastError"].as_str().unwrap();
        assert!(said.contains(expected), "{said}");
    };
    for (path, status, body, expected) in [
        (
            "svg",
            200,
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "use PNG, JPEG, WebP or GIF",
        ),
        ("cut", 200, "\u{89}PNG\r\n", "PNG, JPEG, WebP or GIF"),
        ("moved", 301, "", "Redirects are not followed"),
        ("denied", 403, "", "status 403"),
    ] {
        server.replies(status, &[("location", "/elsewhere")], body);
        let url = format!("{}{path}", server.url);
        let noor = come(&app, json!({ "picture": url })).await;
        assert_eq!(shown(&noor).await, None);
        told(expected).await;
    }
    for url in ["javascript:alert(1)", "data:image/png;base64,AAAA"] {
        let noor = come(&app, json!({ "picture": url })).await;
        assert_eq!(shown(&noor).await, None);
        told("http").await;
    }
    // The same address is not tried at each sign-in.
    server.received();
    let url = format!("{}denied", server.url);
    server.replies(403, &[], "");
    come(&app, json!({ "picture": url })).await;
    come(&app, json!({ "picture": url })).await;
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn an_installation_calls_nobody_on_its_own_network() {
    let app = TestApp::new().await;
    let admin = keyed(&app).await;
    let server = Receiver::start().await;
    let noor = come(&app, json!({ "picture": server.url })).await;
    assert_eq!(shown(&noor).await, None);
    assert!(server.received().is_empty());
    assert_eq!(
        failed(&admin).await.at("/site/jobs/nodes/0/kind"),
        "PICTURE"
    );
}

#[tokio::test]
async fn what_comes_late_does_not_replace_what_the_site_says_now() {
    let (app, server, _) = scene().await;
    server.answers(0);
    let late = format!("{}late", server.url);
    let answer = arrive(&app, "reader-17", json!({ "picture": late })).await;
    let noor = sessions::holding(&app.anonymous(), &answer, "signInWithSiteToken");
    server.replies_bytes(200, &[], picture([0, 90, 0]));
    let service = app.app.clone();
    let fetching = tokio::spawn(async move { jobs::run_due(&service).await });
    server.arrived(1).await;
    // Meanwhile they come again, without a picture.
    arrive(&app, "reader-17", json!({})).await;
    server.answers_all();
    fetching.await.unwrap().unwrap();
    assert_eq!(shown(&noor).await, None);
    assert_eq!(app.count("picture", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn people_take_it_away_and_nothing_is_left_of_who_is_erased() {
    let (app, server, _) = scene().await;
    let url = format!("{}faces/noor-al-hadid", server.url);
    server.replies_bytes(200, &[], picture([0, 90, 0]));
    let noor = come(&app, json!({ "name": "Noor", "picture": url })).await;
    let address = shown(&noor).await.unwrap();
    let (_, _, data) = export::get(&noor).await;
    assert_eq!(data["member"]["picture"]["source"], url);
    let inside = data["member"]["picture"]["data"].as_str().unwrap();
    assert!(inside.starts_with("data:image/jpeg;base64,"), "{inside}");

    let erase = "mutation($input: EraseMeInput!) { eraseMe(input: $input) { erased } }";
    let answer = noor
        .send(erase, json!({ "comments": "KEEP_ANONYMOUSLY" }))
        .await;
    assert_eq!(answer.at("/eraseMe/erased"), true);
    assert_eq!(get(&app, &address, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(traces(&app, "noor-al-hadid").await, Vec::<String>::new());
    assert_eq!(app.count("picture", "1 = 1", vec![]).await, 0);
}
