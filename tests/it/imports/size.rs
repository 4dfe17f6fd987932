//! Large files: the cost is by author and by episode, hardly by comment.
use super::{
    export::{comment, export, post},
    import, numbers,
};
use crate::support::TestApp;

const POSTS: u32 = 10;
const AUTHORS: u64 = 50;

/// Branches of twenty, the posts and authors the same however many comments there are.
fn file(comments: u64) -> String {
    let each = comments / u64::from(POSTS);
    export((1..=POSTS).map(|number| {
        let first = u64::from(number) * each;
        post(number).with((first..first + each).map(|id| {
            let parent = if id % 20 == 0 || id == first {
                0
            } else {
                id - 1
            };
            let author = id % AUTHORS;
            comment(id).to(parent).by(
                &format!("Author {author}"),
                &format!("a{author}@example.org"),
            )
        }))
    }))
}

async fn statements(comments: u64) -> u64 {
    let app = TestApp::new().await;
    let before = app.app.db.statements();
    let report = import(&app, &file(comments)).await;
    assert_eq!(numbers(&report), (comments, comments, 0, comments, 0));
    let statements = app.app.db.statements() - before;
    app.assert_no_drift().await;
    statements
}

/// `benches/thread.rs` brings in 20,000 and prints the rate.
#[tokio::test]
async fn fifty_comments_more_take_one_statement_more() {
    let (few, many) = (statements(1_000).await, statements(6_000).await);

    assert!(few > 100, "{few} statements are counted");
    let more = many - few;
    assert!(
        more <= 5_000 / 50,
        "{more} statements for 5,000 comments more"
    );
}
