//! Whom each comment answers, once it is known who stays: nearest kept ancestor, no circles.
use super::id::Id;
use super::line::{Line, What};
use super::plan::{NONE, PlanComment};

/// The comments of one episode.
pub(super) struct Family<'a> {
    /// Places in `comments`, in the file's order.
    pub(super) members: &'a [u32],
    /// Source id → place; sorted, each id once.
    pub(super) by_id: &'a [(Id, u32)],
    /// What each comment of the file says it answers.
    pub(super) answers: &'a [Id],
}

/// How far a comment is in the walk; one for each comment of the file, reused between episodes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    New,
    OnPath,
    Done,
}

/// Time grows with the number of members only, however they answer each other.
pub(super) fn settle(
    family: &Family<'_>,
    comments: &mut [PlanComment],
    marks: &mut [Mark],
    is_elsewhere: impl Fn(Id) -> bool,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for &member in family.members {
        let (parent, what) = stated(family, comments, member, &is_elsewhere);
        let comment = &mut comments[member as usize];
        comment.parent = parent;
        lines.extend(
            what.filter(|_| comment.fate().is_some())
                .map(|what| Line::of(comment, what)),
        );
    }
    for &member in family.members {
        lift(comments, marks, member);
    }
    for &member in family.members {
        lines.extend(pass_over_left_out(comments, member));
    }
    for &member in family.members {
        lines.extend(break_circle(comments, marks, member));
    }
    lines
}

/// How many answer one another in the longest branch. Each comment is gone through once.
pub(super) fn depth(members: &[u32], comments: &[PlanComment], depths: &mut [u32]) -> u32 {
    let mut deepest = 0;
    let kept = members.iter().copied();
    let kept = kept.filter(|member| comments[*member as usize].fate().is_some());
    for member in kept {
        let mut path = Vec::new();
        let mut at = member;
        while at != NONE && depths[at as usize] == 0 {
            path.push(at);
            at = comments[at as usize].parent;
        }
        let mut depth = if at == NONE { 0 } else { depths[at as usize] };
        for at in path.into_iter().rev() {
            depth += 1;
            depths[at as usize] = depth;
        }
        deepest = deepest.max(depths[member as usize]);
    }
    deepest
}

/// What the file says, if it can be.
fn stated(
    family: &Family<'_>,
    comments: &[PlanComment],
    member: u32,
    is_elsewhere: impl Fn(Id) -> bool,
) -> (u32, Option<What>) {
    let answers = family.answers[member as usize];
    if answers.is_none() {
        return (NONE, None);
    }
    if answers == comments[member as usize].source_id {
        return (NONE, Some(What::ParentItself));
    }
    match family.by_id.binary_search_by_key(&answers, |(id, _)| *id) {
        Ok(place) => (family.by_id[place].1, None),
        Err(_) if is_elsewhere(answers) => (NONE, Some(What::ParentElsewhere(answers))),
        Err(_) => (NONE, Some(What::ParentMissing(answers))),
    }
}

/// Gives a comment that is left out its nearest kept ancestor as parent.
fn lift(comments: &mut [PlanComment], marks: &mut [Mark], member: u32) {
    let mut path = Vec::new();
    let mut at = member;
    let ancestor = loop {
        if at == NONE || comments[at as usize].fate().is_some() {
            break at;
        }
        match marks[at as usize] {
            Mark::New => {}
            Mark::OnPath => break NONE,
            Mark::Done => break comments[at as usize].parent,
        }
        marks[at as usize] = Mark::OnPath;
        path.push(at);
        at = comments[at as usize].parent;
    };
    for at in path {
        comments[at as usize].parent = ancestor;
        marks[at as usize] = Mark::Done;
    }
}

fn pass_over_left_out(comments: &mut [PlanComment], member: u32) -> Option<Line> {
    let comment = &comments[member as usize];
    let parent = comments.get(comment.parent as usize)?;
    if comment.fate().is_none() || parent.fate().is_some() {
        return None;
    }
    let ancestor = if parent.parent == member {
        NONE
    } else {
        parent.parent
    };
    let instead = comments
        .get(ancestor as usize)
        .map(|ancestor| ancestor.source_id);
    let line = Line::of(comment, What::ParentLeftOut(parent.source_id, instead));
    comments[member as usize].parent = ancestor;
    Some(line)
}

/// Where following the parents comes back, the oldest comment of the circle goes to the top.
fn break_circle(comments: &mut [PlanComment], marks: &mut [Mark], member: u32) -> Option<Line> {
    let mut path = Vec::new();
    let mut at = member;
    while at != NONE && marks[at as usize] == Mark::New {
        marks[at as usize] = Mark::OnPath;
        path.push(at);
        at = comments[at as usize].parent;
    }
    let mut line = None;
    if at != NONE && marks[at as usize] == Mark::OnPath {
        let start = path.iter().position(|place| *place == at).unwrap_or(0);
        let oldest = path[start..].iter().copied().min_by_key(|place| {
            let comment = &comments[*place as usize];
            (comment.time, comment.source_id)
        });
        let oldest = &mut comments[oldest.unwrap_or(at) as usize];
        let answered = std::mem::replace(&mut oldest.parent, NONE);
        let oldest = oldest.clone();
        line = Some(Line::of(
            &oldest,
            What::ParentCircle(comments[answered as usize].source_id),
        ));
    }
    for at in path {
        marks[at as usize] = Mark::Done;
    }
    line
}
