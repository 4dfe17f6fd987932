//! The members of a site, for its moderators.
use crate::support::{Client, TestApp};
use chrono::Duration;
use rejoinder::model::Role;
use serde_json::{Value, json};

async fn names(by: &Client, filter: Value) -> Vec<String> {
    let query = "query($filter: MemberFilterInput, $after: String) { site(key: \"history\") {
        members(first: 2, after: $after, filter: $filter) { totalCount
            pageInfo { hasNextPage endCursor } nodes { displayName } } } }";
    let (mut names, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "filter": filter, "after": after });
        let answer = by.run(query, variables).await;
        let page = answer.at("/site/members");
        for node in page["nodes"].as_array().unwrap() {
            names.push(node["displayName"].as_str().unwrap().to_owned());
        }
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], names.len());
            return names;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test]
async fn members_are_found_by_role_standing_and_name() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let mut people = Vec::new();
    for name in [
        "Ana Lind",
        "Benedikt",
        "Asa",
        "50% off",
        "under_score",
        "Anabel",
    ] {
        people.push(app.reader(name).await);
    }
    let sql = "UPDATE member SET display_name = 'Äsa' WHERE display_name = 'Asa'";
    app.execute(sql, vec![]).await;
    let other = app.other_site("ships").await;
    app.signed_in(&other, "Anatol", Role::Commenter).await;
    let until = app.app.env.now() + Duration::minutes(1);
    mo.set_standing(&people[0], "SUSPENDED", json!({ "until": until }))
        .await
        .at("/setStanding");
    mo.set_standing(&people[1], "BANNED", json!({}))
        .await
        .at("/setStanding");

    assert_eq!(names(&mo, Value::Null).await.len(), 7);
    assert_eq!(names(&mo, json!({ "role": "MODERATOR" })).await, ["Mo"]);
    for (text, expect) in [
        ("ana", vec!["Ana Lind", "Anabel"]),
        ("NED", vec!["Benedikt"]),
        ("Äs", vec!["Äsa"]),
        ("%", vec!["50% off"]),
        ("_", vec!["under_score"]),
        ("\\", vec![]),
        ("nobody", vec![]),
    ] {
        assert_eq!(names(&mo, json!({ "text": text })).await, expect, "{text}");
    }
    let standing = |standing: &str| json!({ "standing": standing });
    assert_eq!(names(&mo, standing("BANNED")).await, ["Benedikt"]);
    assert_eq!(names(&mo, standing("SUSPENDED")).await, ["Ana Lind"]);
    assert_eq!(names(&mo, standing("NORMAL")).await.len(), 5);
    let both = json!({ "standing": "SUSPENDED", "text": "anabel" });
    assert_eq!(names(&mo, both).await, Vec::<String>::new());
    app.clock.advance(Duration::minutes(1));
    assert_eq!(
        names(&mo, standing("SUSPENDED")).await,
        Vec::<String>::new()
    );
    assert_eq!(names(&mo, standing("NORMAL")).await.len(), 6);
}

#[tokio::test]
async fn only_moderators_of_the_site_list_its_members() {
    let app = TestApp::new().await;
    let other = app.other_site("ships").await;
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let query = "{ site(key: \"history\") { members { nodes { displayName } } } }";
    for (who, reason) in [
        (&app.anonymous(), "SIGNED_OUT"),
        (&app.reader("Ana").await, "NOT_MODERATOR"),
        (&cap, "SIGNED_OUT"),
    ] {
        assert_eq!(who.run(query, json!({})).await.reason(), reason);
    }
    let mo = app.moderator("Mo").await;
    let query = "{ site(key: \"history\") { members(filter: { text: \"TEXT\" }) { totalCount } } }";
    let long = query.replace("TEXT", &"x".repeat(101));
    assert_eq!(mo.run(&long, json!({})).await.error("field"), "text");
}
