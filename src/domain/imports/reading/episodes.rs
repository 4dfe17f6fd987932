//! From pages to episodes: which pages count, by what key, with which comments.
use super::author::{AuthorKey, Digest, Identity, digest};
use super::fate::{LeftOut, Verdict};
use super::id::Id;
use super::keys;
use super::line::{Line, Subject, What};
use super::members::Members;
use super::parents::{self, Family, Mark};
use super::plan::{Episode, NONE, Plan, PlanComment, Thread};
use super::record::PageThread;
use super::survey::{Kept, Survey, UNKNOWN_TIME, number};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// Makes the plan of what was gathered.
pub(super) fn settle(mut survey: Survey<'_>) -> Plan {
    let members = Members::of(&survey.comments, &survey.counts);
    drop_pages_without_comments(&mut survey);
    join_pages_of_one_number(&mut survey);
    fill_in_times(&mut survey, &members);
    leave_out_orphans(&mut survey, &members);
    hide_attachments(&mut survey);
    let keys = keys::assign(&mut survey);
    leave_out_pages(&mut survey, &members, &keys);
    let groups = group(&mut survey, keys);
    let mut builder = Builder {
        everywhere: sorted_ids(&survey.comments),
        marks: vec![Mark::New; survey.comments.len()],
        depths: vec![0; survey.comments.len()],
        episodes: Vec::new(),
        addresses: HashMap::new(),
        members,
        survey,
    };
    for group in groups {
        builder.build(group);
    }
    let Builder {
        survey,
        mut episodes,
        ..
    } = builder;
    let Survey {
        mut comments,
        mut authors,
        mut report,
        mut lines,
        mut people,
        ..
    } = survey;
    forget_unused_authors(&mut comments, &mut authors);
    forget_unnamed(&mut people, &authors);
    lines.sort_by_key(|line| line.line);
    lines.shrink_to_fit();
    episodes.shrink_to_fit();
    comments.shrink_to_fit();
    report.count(&comments, episodes.len(), authors.len());
    report.lines = lines;
    Plan {
        episodes,
        comments,
        authors,
        people,
        report,
    }
}

fn drop_pages_without_comments(survey: &mut Survey<'_>) {
    let Survey {
        pages,
        counts,
        report,
        ..
    } = survey;
    let before = pages.len();
    pages.retain(|page| {
        counts
            .get(page.number as usize)
            .is_some_and(|count| *count > 0)
    });
    report.items.without_comments += (before - pages.len()) as u64;
}

/// A page that stands in the file twice has its comments once.
fn join_pages_of_one_number(survey: &mut Survey<'_>) {
    let mut places: Vec<Option<usize>> = vec![None; survey.counts.len()];
    let mut pages: Vec<Kept> = Vec::with_capacity(survey.pages.len());
    for page in std::mem::take(&mut survey.pages) {
        let place = &mut places[page.number as usize];
        if let Some(place) = *place {
            let first = &mut pages[place];
            survey.report.items.merged += 1;
            survey
                .lines
                .push(of_page(&page, What::MergedWith(first.line)));
            first.join(page);
        } else {
            *place = Some(pages.len());
            pages.push(page);
        }
    }
    survey.pages = pages;
}

/// A comment without a time has that of its page.
fn fill_in_times(survey: &mut Survey<'_>, members: &Members) {
    let now = survey.options.now;
    for page in &survey.pages {
        let (time, what) = match page.published {
            Some(time) => (time.min(now), What::TimeFromPost),
            None => (now, What::TimeFromImport),
        };
        for &member in members.of_page(page.number) {
            let comment = &mut survey.comments[member as usize];
            if comment.fate().is_some() && comment.time == UNKNOWN_TIME {
                comment.time = time.timestamp();
                survey.lines.push(Line::of(comment, what.clone()));
            }
        }
    }
}

/// Comments whose page the file does not have.
fn leave_out_orphans(survey: &mut Survey<'_>, members: &Members) {
    let mut is_there = vec![false; survey.counts.len()];
    for page in &survey.pages {
        is_there[page.number as usize] = true;
    }
    let missing = (0..).zip(&is_there).filter(|(_, is_there)| !**is_there);
    for (page, _) in missing {
        leave_out(survey, members.of_page(page), LeftOut::PageMissing);
    }
}

fn leave_out(survey: &mut Survey<'_>, members: &[u32], reason: LeftOut) {
    for &member in members {
        let comment = &mut survey.comments[member as usize];
        if comment.fate().is_some() {
            comment.verdict = Verdict::LeaveOut(reason);
            survey.lines.push(Line::of(comment, What::LeftOut(reason)));
        }
    }
}

/// An attachment is as public as the page it belongs to.
fn hide_attachments(survey: &mut Survey<'_>) {
    for page in &mut survey.pages {
        if let Some(parent) = page.inherits_from.some() {
            page.left_out = page
                .left_out
                .or_else(|| survey.hidden.get(&parent).copied());
        }
    }
}

fn leave_out_pages(survey: &mut Survey<'_>, members: &Members, keys: &[Option<String>]) {
    for (place, key) in keys.iter().enumerate() {
        let page = &mut survey.pages[place];
        if key.is_none() {
            page.left_out = page.left_out.or(Some(LeftOut::PostWithoutKey));
        }
        let Some(reason) = page.left_out else {
            continue;
        };
        *survey.report.items.left_out.entry(reason).or_default() += 1;
        let members = members.of_page(page.number);
        let line = of_page(page, What::PostLeftOut(reason, number(members.len())));
        survey.lines.push(line);
        leave_out(survey, members, reason);
    }
}

/// Pages of one key, in the file's order; at least one.
struct Group {
    key: String,
    /// What makes them one.
    same: String,
    pages: Vec<Kept>,
}

fn group(survey: &mut Survey<'_>, keys: Vec<Option<String>>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<Digest, usize> = HashMap::new();
    let pages = std::mem::take(&mut survey.pages);
    for (page, key) in pages.into_iter().zip(keys) {
        let Some(key) = key.filter(|_| page.left_out.is_none()) else {
            continue;
        };
        let same = page.same.clone().unwrap_or_else(|| key.clone());
        let place = *places.entry(digest(&[&same])).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group {
                key,
                same,
                pages: vec![page],
            });
        } else {
            survey.lines.push(of_page(
                &page,
                What::MergedWith(groups[place].pages[0].line),
            ));
            groups[place].pages.push(page);
        }
    }
    groups
}

struct Builder<'a> {
    survey: Survey<'a>,
    /// All source ids of the file, sorted.
    everywhere: Vec<Id>,
    members: Members,
    marks: Vec<Mark>,
    /// Of each comment in its branch; 0 until it is known.
    depths: Vec<u32>,
    episodes: Vec<Episode>,
    /// Address → the episode that has it, and the line of its item.
    addresses: HashMap<Digest, (usize, u32)>,
}

impl Builder<'_> {
    fn build(&mut self, group: Group) {
        let pages = group.pages.iter().map(|page| page.number);
        let members = self.members.of_pages(pages);
        let by_id = self.drop_duplicates(&members);
        let kept = members
            .iter()
            .filter(|member| self.survey.comments[**member as usize].fate().is_some())
            .count();
        let items = &mut self.survey.report.items;
        if kept == 0 {
            items.nothing_kept += group.pages.len() as u64;
            let pages = group.pages.iter();
            let lines = pages.map(|page| of_page(page, What::NothingKept));
            self.survey.lines.extend(lines);
            return;
        }
        items.merged += group.pages.len() as u64 - 1;
        let family = Family {
            members: &members,
            by_id: &by_id,
            answers: &self.survey.answers,
        };
        let is_elsewhere = |id: Id| self.everywhere.binary_search(&id).is_ok();
        let lines = parents::settle(
            &family,
            &mut self.survey.comments,
            &mut self.marks,
            is_elsewhere,
        );
        self.survey.lines.extend(lines);
        self.assign(&group.same, &members);
        let depth = parents::depth(&members, &self.survey.comments, &mut self.depths);
        let episode = self.episode(group, number(kept));
        self.episodes.push(Episode { depth, ..episode });
    }

    /// The first of several comments with one number stays, of those that are not left out anyway.
    /// Returns number → place, sorted.
    fn drop_duplicates(&mut self, members: &[u32]) -> Vec<(Id, u32)> {
        let comments = &mut self.survey.comments;
        let mut by_id: Vec<(Id, u32)> = members
            .iter()
            .map(|member| (comments[*member as usize].source_id, *member))
            .filter(|(id, _)| !id.is_none())
            .collect();
        by_id.sort_unstable_by_key(|&(id, place)| {
            let is_left_out = comments[place as usize].fate().is_none();
            (id, is_left_out, place)
        });
        by_id.dedup_by(|(id, place), (first, _)| {
            let is_again = id == first;
            let comment = &mut comments[*place as usize];
            if is_again && comment.fate().is_some() {
                comment.verdict = Verdict::LeaveOut(LeftOut::Duplicate);
                self.survey
                    .lines
                    .push(Line::of(comment, What::LeftOut(LeftOut::Duplicate)));
            }
            is_again
        });
        by_id
    }

    /// Tells the comments their episode, and guests who they are.
    fn assign(&mut self, page: &str, members: &[u32]) {
        for &member in members {
            let comment = &mut self.survey.comments[member as usize];
            comment.episode = number(self.episodes.len());
            if comment.fate().is_some() && comment.author == NONE {
                let time = comment.is_dated.then_some(comment.time);
                comment.author = number(self.survey.authors.len());
                self.survey
                    .authors
                    .push(AuthorKey::of_guest(page, comment.source_id, time));
            }
        }
    }

    fn episode(&mut self, group: Group, comments: u32) -> Episode {
        let pages = group.pages.iter();
        let aliases = pages.flat_map(|page| self.aliases(page)).collect();
        let published = group.pages.iter().find_map(|page| page.published);
        let first = &group.pages[0];
        if published.is_none() && !first.is_undated {
            let undated = of_page(first, What::NoPublicationDate);
            self.survey.lines.push(undated);
        }
        let thread = match &first.thread {
            PageThread::Open => Thread::Open,
            PageThread::Closed => Thread::Closed,
            PageThread::Unknown(other) => {
                let opened = What::UnknownThreadState(other.as_str().into());
                self.survey.lines.push(of_page(first, opened));
                Thread::Open
            }
        };
        let (title, line) = (first.title.clone(), first.line);
        Episode {
            key: group.key,
            title,
            aliases,
            thread,
            published,
            comments,
            depth: 0,
            line,
        }
    }

    fn aliases(&mut self, page: &Kept) -> Vec<String> {
        if page.has_odd_address {
            self.survey.lines.push(of_page(page, What::NotAnAddress));
        }
        let mut aliases = Vec::new();
        // Where it is: what is there already is the same page, and will be joined.
        let main = page.addresses.first();
        let main = main.filter(|main| page.key.as_ref() != Some(main));
        for address in &page.addresses {
            match self.addresses.entry(digest(&[address])) {
                Entry::Vacant(free) => {
                    free.insert((self.episodes.len(), page.line));
                    aliases.push(address.clone());
                }
                Entry::Occupied(taken) if taken.get().0 == self.episodes.len() => {}
                Entry::Occupied(_) if main == Some(address) => aliases.push(address.clone()),
                Entry::Occupied(taken) => {
                    let refused = of_page(page, What::AddressTaken(taken.get().1));
                    self.survey.lines.push(refused);
                }
            }
        }
        aliases
    }
}

pub(super) fn of_page(page: &Kept, what: What) -> Line {
    Line {
        line: page.line,
        subject: Subject::Post(page.id.some()),
        what,
    }
}

fn sorted_ids(comments: &[PlanComment]) -> Vec<Id> {
    let mut ids: Vec<Id> = comments.iter().map(|comment| comment.source_id).collect();
    ids.sort_unstable();
    ids
}

/// Of who wrote nothing that is imported nothing need be known.
fn forget_unnamed(people: &mut HashMap<AuthorKey, Identity>, authors: &[AuthorKey]) {
    let authors: HashSet<&AuthorKey> = authors.iter().collect();
    people.retain(|key, _| authors.contains(key));
    people.shrink_to_fit();
}

/// Who wrote only what is left out is not an author here.
fn forget_unused_authors(comments: &mut [PlanComment], authors: &mut Vec<AuthorKey>) {
    let mut new_numbers = vec![NONE; authors.len()];
    let mut used = Vec::new();
    for comment in comments {
        if comment.fate().is_none() {
            comment.author = NONE;
            continue;
        }
        let new = &mut new_numbers[comment.author as usize];
        if *new == NONE {
            *new = number(used.len());
            used.push(authors[comment.author as usize]);
        }
        comment.author = *new;
    }
    *authors = used;
}
