//! Random files: whatever they hold, every comment is accounted for.
use super::*;
use proptest::prelude::*;

fn draft() -> impl Strategy<Value = Draft> {
    let small = 0_u64..12;
    let approved = prop::sample::select(vec!["1", "0", "spam", "trash", "post-trashed", "", "?"]);
    let kind = prop::sample::select(vec![
        "",
        "comment",
        "comment",
        "pingback",
        "trackback",
        "note",
        "review",
    ]);
    let date = prop::sample::select(vec![
        "2020-02-01 12:00:00",
        "2019-02-01 12:00:00",
        "0000-00-00 00:00:00",
        "2999-01-01 00:00:00",
    ]);
    let who = prop::sample::select(vec![
        ("Ana", "a@mail.test"),
        ("Bo", "a@mail.test"),
        ("Ana", ""),
        ("", ""),
    ]);
    let content = prop::sample::select(vec!["text", "text", "<b>x</b>", "", " \u{8}"]);
    (small.clone(), small, approved, kind, date, who, content).prop_map(
        |(id, parent, approved, kind, date, (author, email), content)| {
            comment(id)
                .to(parent)
                .is(approved)
                .kind(kind)
                .at(date)
                .by(author, email)
                .says(content)
        },
    )
}

fn file() -> impl Strategy<Value = String> {
    let status = prop::sample::select(vec![
        "publish", "publish", "publish", "private", "trash", "inherit",
    ]);
    let post = (
        0_u32..4,
        0_u32..3,
        status,
        prop::collection::vec(draft(), 0..12),
    );
    prop::collection::vec(post, 0..5).prop_map(|posts| {
        let items = posts.into_iter().map(|(id, guid, status, drafts)| {
            let fields = format!(
                "<guid>{}</guid><wp:post_id>{id}</wp:post_id><wp:status>{status}</wp:status><wp:post_parent>1</wp:post_parent>",
                ["", "a", "b"][guid as usize]
            );
            item(&fields, &drafts.iter().map(Draft::xml).collect::<String>())
        });
        export(&items.collect::<String>())
    })
}

fn some_options() -> impl Strategy<Value = Options> {
    any::<[bool; 3]>().prop_map(|[with_spam, with_trash, with_unpublished]| Options {
        with_spam,
        with_trash,
        with_unpublished,
        ..options()
    })
}

proptest! {
    #[test]
    fn everything_that_goes_in_is_accounted_for(file in file(), options in some_options()) {
        let plan = plan_with(&file, &options);

        prop_assert_eq!(file.matches("<wp:comment>").count() as u64, plan.report.comments.found);
        prop_assert_eq!(file.matches("<item>").count() as u64, plan.report.items.found);
        let per_episode: u64 = plan.episodes.iter().map(|episode| u64::from(episode.comments)).sum();
        prop_assert_eq!(per_episode, plan.report.to_import());
        let texts = texts(&file, &plan);
        prop_assert_eq!(texts.len() as u64, plan.report.to_import());
        for (text, (index, comment)) in texts.iter().zip(plan.kept()) {
            prop_assert_eq!(text.index, index);
            prop_assert_eq!(Some(text.author.key), plan.author_of(comment));
            prop_assert!(!text.text.is_empty() && comment.time() <= options.now);
        }
    }

    #[test]
    fn every_comment_leads_to_the_top_of_its_own_episode(file in file(), options in some_options()) {
        let plan = plan_with(&file, &options);

        for (index, comment) in plan.kept() {
            let mut at = index;
            for _ in 0..plan.comments.len() {
                let Some(parent) = plan.comments[at].parent() else { break };
                prop_assert!(plan.comments[parent].fate().is_some());
                prop_assert_eq!(plan.comments[parent].episode(), comment.episode());
                at = parent;
            }
            prop_assert_eq!(plan.comments[at].parent(), None, "a circle");
        }
    }

    #[test]
    fn keys_and_numbers_are_unique(file in file(), options in some_options()) {
        let plan = plan_with(&file, &options);

        let mut keys: Vec<_> = plan.episodes.iter().map(|episode| &episode.key).collect();
        let mut numbers: Vec<_> = plan.kept().map(|(_, comment)| (comment.episode(), comment.source_id)).collect();
        let mut authors = plan.authors.clone();
        let lengths = [keys.len(), numbers.len(), authors.len()];
        keys.sort();
        keys.dedup();
        numbers.sort_unstable();
        numbers.dedup();
        authors.sort();
        authors.dedup();
        prop_assert_eq!([keys.len(), numbers.len(), authors.len()], lengths);
    }

    #[test]
    fn damage_never_panics_and_never_passes_unnoticed_into_other_sums(
        file in file(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = file.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if byte % 2 == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        match survey(&bytes[..], &options()) {
            Ok(plan) => {
                prop_assert_eq!(plan.report.check(), Ok(()));
                let texts: Result<Vec<_>, _> = comments(&bytes[..], &plan).collect();
                prop_assert_eq!(texts.unwrap().len() as u64, plan.report.to_import());
            }
            Err(error) => prop_assert!(error.position.line >= 1 && error.position.column >= 1),
        }
    }
}
