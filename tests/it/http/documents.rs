//! What honest pages and tools send must pass.
use super::thread_of;
use crate::support::TestApp;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What a page draws of one comment.
const COMMENT: &str = "fragment Drawn on Comment {
    id depth status tombstone createdAt editedAt bodyHtml revisionId replyCount score
    viewerHasVoted hasNewer
    author { id displayName role }
    viewerCan {
        reply { allowed reason } edit { allowed reason } delete { allowed reason }
        vote { allowed reason } moderate { allowed reason }
    }
}";

/// Comments with their replies, `sizes` of each level, through edges as connections have them.
fn page(sizes: &[usize]) -> String {
    let mut inner = String::new();
    for size in sizes[1..].iter().rev() {
        inner = format!(
            "replies(first: {size}) {{
                totalCount pageInfo {{ hasNextPage endCursor }}
                edges {{ cursor node {{ ...Drawn {inner} }} }}
            }}"
        );
    }
    let tops = sizes[0];
    format!(
        "query Page($site: String!, $key: String!, $after: String) {{
            viewer {{ author {{ id displayName }} role }}
            episode(site: $site, key: $key) {{
                id key title url publishedAt state closedMessage lockReason lockedUntil
                commentCount pendingCount
                viewerCan {{ post {{ allowed reason message }} moderate {{ allowed }} }}
                comments(first: {tops}, after: $after, orderBy: TOP) {{
                    totalCount pageInfo {{ hasNextPage endCursor }}
                    edges {{ cursor node {{ ...Drawn {inner} }} }}
                }}
            }}
        }}
        {COMMENT}"
    )
}

async fn read(app: &TestApp, sizes: &[usize]) -> Value {
    let variables = json!({ "site": "history", "key": "100" });
    let answer = app.reader("Bea").await.run(&page(sizes), variables).await;
    answer.at("/episode/comments").clone()
}

#[tokio::test]
async fn fifty_comments_with_three_replies_each_come_on_one_page() {
    let app = TestApp::new().await;
    thread_of(&app, 50, 1, 3).await;
    let comments = read(&app, &[50, 3]).await;
    let edges = comments["edges"].as_array().unwrap();
    assert_eq!(edges.len(), 50);
    for edge in edges {
        let replies = edge["node"]["replies"]["edges"].as_array().unwrap();
        assert_eq!(replies.len(), 3);
        assert_eq!(replies[0]["node"]["author"]["displayName"], "Ana");
    }
}

#[tokio::test]
async fn replies_come_five_levels_deep() {
    let app = TestApp::new().await;
    thread_of(&app, 2, 4, 1).await;
    for sizes in [&[10, 3, 2, 1][..], &[10, 2, 1, 1, 1], &[10, 2, 1, 1, 1, 1]] {
        let comments = read(&app, sizes).await;
        let mut comment = comments["edges"][0]["node"].clone();
        for depth in 1..sizes.len().min(5) {
            comment = comment["replies"]["edges"][0]["node"].clone();
            assert_eq!(comment["depth"], depth, "{sizes:?}");
            assert_eq!(comment["viewerCan"]["reply"]["allowed"], true);
        }
    }
}

#[tokio::test]
async fn a_page_that_is_too_large_is_refused_before_it_is_read() {
    let app = TestApp::new().await;
    thread_of(&app, 2, 1, 1).await;
    let variables = json!({ "site": "history", "key": "100" });
    let statements = app.app.db.statements();
    for sizes in [
        &[100, 100][..],
        &[50, 10, 10],
        &[100, 5],
        &[10, 1, 1, 1, 1, 1, 1, 1],
    ] {
        let answer = app.anonymous().run(&page(sizes), variables.clone()).await;
        assert_eq!(answer.code(), "TOO_COMPLEX", "{sizes:?}");
    }
    assert_eq!(app.app.db.statements(), statements);
}

/// A permalink: the comment, what is above it, and some of what is below.
#[tokio::test]
async fn a_permalink_comes_with_what_is_round_it() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let top = app.comment(&setting).insert().await;
    let answer = app.comment(&setting).under(&top).insert().await;
    let deepest = app.comment(&setting).under(&answer).insert().await;
    let query = format!(
        "query($id: ID!) {{ comment(id: $id) {{
            ...Drawn
            parent {{ ...Drawn }}
            ancestors {{ ...Drawn }}
            replies(first: 10) {{ nodes {{ ...Drawn replies(first: 3) {{ nodes {{ ...Drawn }} }} }} }}
            episode {{ id title url state }}
        }} }} {COMMENT}"
    );
    let id = json!({ "id": super::comment_id(&deepest) });
    let page = app.anonymous().run(&query, id).await;
    assert_eq!(page.at("/comment/ancestors").as_array().unwrap().len(), 2);
    assert_eq!(page.text("/comment/parent/id"), super::comment_id(&answer));
}

#[tokio::test]
async fn a_moderators_queue_passes() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    app.comment(&setting).held().insert().await;
    let query = format!(
        "{{ site(key: \"history\") {{ queue(kind: PENDING, first: 50) {{
            totalCount pageInfo {{ hasNextPage endCursor }}
            edges {{ cursor node {{
                ...Drawn bodyMarkdown holdReasons rejectReason authorNote decisionId
                reviewed reportCount reportWeight spamScore
                claim {{ expiresAt moderator {{ id displayName }} }}
                author {{ standing standingUntil standingReason firstSeenAt
                    record {{ pending approved rejected spam deleted }} }}
                parent {{ id bodyHtml author {{ displayName }} }}
                episode {{ id key title url state queueCounts {{ pending reported }} }}
            }} }}
        }} queueCounts {{ pending reported unreviewed spam rejected approved }} }} }} {COMMENT}"
    );
    let queue = app.moderator("Mo").await.run(&query, json!({})).await;
    assert_eq!(queue.number("/site/queue/totalCount"), 1);
}

#[tokio::test]
async fn a_hundred_counts_come_in_one_call() {
    let app = TestApp::new().await;
    thread_of(&app, 2, 1, 1).await;
    let query = "query($episodes: [String!]!) {
        commentCounts(site: \"history\", episodes: $episodes) { key count }
    }";
    let keys = |count: usize| (1..=count).map(|key| key.to_string()).collect::<Vec<_>>();
    let counts = json!({ "episodes": keys(100) });
    let counts = app.anonymous().run(query, counts).await;
    assert_eq!(
        counts.at("/commentCounts/99"),
        &json!({ "key": "100", "count": 4 })
    );
    assert_eq!(
        counts.at("/commentCounts/98"),
        &json!({ "key": "99", "count": 0 })
    );
    let more = json!({ "episodes": keys(101) });
    assert_eq!(app.anonymous().run(query, more).await.code(), "INVALID");
}

/// As tools send it; `levels` of `ofType`.
fn introspection(levels: usize) -> String {
    let mut reference = "kind name".to_owned();
    for _ in 0..levels {
        reference = format!("kind name ofType {{ {reference} }}");
    }
    let mut query = String::from(
        "query IntrospectionQuery { __schema {
            queryType { name } mutationType { name } subscriptionType { name }
            types { ...FullType }
            directives { name description locations args { ...InputValue } }
        } }
        fragment FullType on __Type {
            kind name description
            fields(includeDeprecated: true) {
                name description args { ...InputValue } type { ...TypeRef }
                isDeprecated deprecationReason
            }
            inputFields { ...InputValue } interfaces { ...TypeRef }
            enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
            possibleTypes { ...TypeRef }
        }
        fragment InputValue on __InputValue {
            name description type { ...TypeRef } defaultValue
        }",
    );
    let _ = write!(query, "fragment TypeRef on __Type {{ {reference} }}");
    query
}

#[tokio::test]
async fn introspection_answers_once() {
    let app = TestApp::new().await;
    let answer = app.anonymous().run(&introspection(9), json!({})).await;
    let types = answer.at("/__schema/types").as_array().unwrap();
    assert!(types.iter().any(|kind| kind["name"] == "PostCommentInput"));
    assert!(answer.text.len() < 1_000_000, "{}", answer.text.len());
}

#[tokio::test]
async fn introspection_that_multiplies_is_refused() {
    let app = TestApp::new().await;
    let doubled = introspection(9).replace("{ ...FullType }", "{ ...FullType ...FullType }");
    let mut nested = "name".to_owned();
    for _ in 0..4 {
        nested = format!("fields {{ type {{ {nested} }} }}");
    }
    for query in [
        doubled,
        format!("{{ __schema {{ types {{ {nested} }} }} }}"),
        format!("{{ __type(name: \"Query\") {{ {nested} }} }}"),
        "{ a: __schema { types { name } } b: __schema { types { name } } }".to_owned(),
    ] {
        let refusal = app.anonymous().run(&query, json!({})).await;
        assert_eq!(refusal.code(), "TOO_COMPLEX", "{query:.80}");
    }
}
