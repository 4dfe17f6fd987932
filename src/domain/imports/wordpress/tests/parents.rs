//! Who stands under whom.
use super::*;

#[test]
fn nine_replies_deep_is_nine_replies_deep() {
    let drafts: Vec<_> = (1..=10).map(|id| comment(id).to(id - 1)).collect();
    let plan = plan(&one_post(&drafts));

    let expected: Vec<_> = (1..=10).map(|id| (id, (id > 1).then(|| id - 1))).collect();
    assert_eq!(tree(&plan), expected);
    assert!(plan.report.lines.is_empty());
}

#[test]
fn twenty_thousand_replies_deep_take_no_stack_and_no_patience() {
    let mut drafts: Vec<_> = (1..=20_000)
        .map(|id| comment(id).to(id - 1).says("x"))
        .collect();
    drafts
        .iter_mut()
        .step_by(2)
        .for_each(|draft| draft.approved = "spam".into());
    drafts.reverse();
    let plan = plan(&one_post(&drafts));

    assert_eq!(
        tree(&plan)[..2],
        [(20_000, Some(19_998)), (19_998, Some(19_996))]
    );
    assert_eq!(*tree(&plan).last().unwrap(), (2, None));
}

#[test]
fn a_child_may_stand_before_its_parent() {
    let plan = plan(&one_post(&[comment(3).to(2), comment(2).to(1), comment(1)]));

    assert_eq!(tree(&plan), [(3, Some(2)), (2, Some(1)), (1, None)]);
    assert!(plan.report.lines.is_empty());
}

#[test]
fn a_missing_parent_puts_a_comment_at_the_top() {
    let plan = plan(&one_post(&[comment(1).to(99), comment(2).to(1)]));

    assert_eq!(tree(&plan), [(1, None), (2, Some(1))]);
    assert_eq!(
        lines(&plan),
        ["comment 1: comment 99, which it answers, is missing: put at the top"]
    );
}

#[test]
fn a_parent_in_another_post_is_none() {
    let file = export(&(post(1, &comment(1).xml()) + &post(2, &comment(2).to(1).xml())));
    let plan = plan(&file);

    assert_eq!(tree(&plan), [(1, None), (2, None)]);
    assert_eq!(
        lines(&plan),
        ["comment 2: it answers 1 of another post: put at the top"]
    );
}

#[test]
fn one_number_in_two_posts_is_two_comments() {
    let comments = [comment(1), comment(2).to(1)]
        .map(|draft| draft.xml())
        .concat();
    let plan = plan(&export(&(post(1, &comments) + &post(2, &comments))));

    let parents: Vec<_> = plan.kept().map(|(_, comment)| comment.parent()).collect();
    assert_eq!(parents, [None, Some(0), None, Some(2)]);
}

#[test]
fn the_nearest_kept_ancestor_takes_the_place_of_one_left_out() {
    let drafts = [
        comment(1),
        comment(2).to(1).is("spam"),
        comment(3).to(2).kind("pingback"),
        comment(4).to(3),
        comment(5).to(4),
        comment(6).is("trash"),
        comment(7).to(6),
    ];
    let plan = plan(&one_post(&drafts));

    assert_eq!(
        tree(&plan),
        [(1, None), (4, Some(1)), (5, Some(4)), (7, None)]
    );
    let repairs: Vec<_> = lines(&plan)
        .into_iter()
        .filter(|line| line.contains("put"))
        .collect();
    assert_eq!(
        repairs,
        [
            "comment 4: it answers 3, left out: put under 1",
            "comment 7: it answers 6, left out: put at the top"
        ]
    );
}

#[test]
fn a_held_comment_keeps_its_answers() {
    assert_eq!(
        tree(&plan(&one_post(&[comment(1).is("0"), comment(2).to(1)]))),
        [(1, None), (2, Some(1))]
    );
}

#[test]
fn the_oldest_of_a_circle_goes_to_the_top() {
    let drafts = [
        comment(1).to(3).at("2020-02-01 12:00:09"),
        comment(2).to(1).at("2020-02-01 12:00:01"),
        comment(3).to(2).at("2020-02-01 12:00:05"),
        comment(4).to(3),
        comment(5).to(5),
    ];
    let plan = plan(&one_post(&drafts));

    assert_eq!(
        tree(&plan),
        [
            (1, Some(3)),
            (2, None),
            (3, Some(2)),
            (4, Some(3)),
            (5, None)
        ]
    );
    assert_eq!(
        lines(&plan),
        [
            "comment 2: it and 1 answer each other: put at the top",
            "comment 5: it answers itself: put at the top"
        ]
    );
}

#[test]
fn a_circle_through_what_is_left_out_ends_at_the_top() {
    let drafts = [
        comment(1).to(2),
        comment(2).to(1).is("spam"),
        comment(3).to(4),
        comment(4).to(5).is("spam"),
        comment(5).to(4).is("spam"),
    ];

    assert_eq!(tree(&plan(&one_post(&drafts))), [(1, None), (3, None)]);
}
