//! From items to episodes: which posts count, by what key, with which comments.
use super::author::{AuthorKey, Digest, digest};
use super::fate::{LeftOut, Verdict};
use super::keys;
use super::line::{Line, Subject, What};
use super::parents::{self, Family, Mark};
use super::plan::{Episode, NONE, Plan, PlanComment, Thread};
use super::survey::{Item, Survey, number};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Makes the plan of what was gathered.
pub(super) fn settle(mut survey: Survey<'_>) -> Plan {
    hide_attachments(&mut survey);
    let keys = keys::assign(&mut survey);
    leave_out_posts(&mut survey, &keys);
    let groups = group(&mut survey, keys);
    let mut builder = Builder {
        everywhere: sorted_ids(&survey.comments),
        marks: vec![Mark::New; survey.comments.len()],
        episodes: Vec::new(),
        addresses: HashMap::new(),
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
        ..
    } = survey;
    forget_unused_authors(&mut comments, &mut authors);
    lines.sort_by_key(|line| line.line);
    lines.shrink_to_fit();
    episodes.shrink_to_fit();
    report.count(&comments, episodes.len(), authors.len());
    report.lines = lines;
    Plan {
        episodes,
        comments,
        authors,
        report,
    }
}

/// An attachment is as public as the post it belongs to.
fn hide_attachments(survey: &mut Survey<'_>) {
    for item in &mut survey.items {
        if let (true, Some(parent)) = (item.inherits, item.parent) {
            item.left_out = item
                .left_out
                .or_else(|| survey.hidden_posts.get(&parent).copied());
        }
    }
}

fn leave_out_posts(survey: &mut Survey<'_>, keys: &[Option<String>]) {
    for (item, key) in survey.items.iter_mut().zip(keys) {
        if key.is_none() {
            item.left_out = item.left_out.or(Some(LeftOut::PostWithoutKey));
        }
        let Some(reason) = item.left_out else {
            continue;
        };
        *survey.report.items.left_out.entry(reason).or_default() += 1;
        survey.lines.push(of_item(
            item,
            What::PostLeftOut(reason, number(item.comments.len())),
        ));
        for comment in &mut survey.comments[item.comments.clone()] {
            if comment.fate().is_some() {
                comment.verdict = Verdict::LeaveOut(reason);
                survey.lines.push(Line::of(comment, What::LeftOut(reason)));
            }
        }
    }
}

/// Items of one key, in the file's order; at least one.
struct Group {
    key: String,
    items: Vec<Item>,
}

fn group(survey: &mut Survey<'_>, keys: Vec<Option<String>>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<Digest, usize> = HashMap::new();
    let items = std::mem::take(&mut survey.items);
    for (item, key) in items.into_iter().zip(keys) {
        let Some(key) = key.filter(|_| item.left_out.is_none()) else {
            continue;
        };
        let place = *places.entry(digest(&[&key])).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group {
                key,
                items: vec![item],
            });
        } else {
            survey.lines.push(of_item(
                &item,
                What::MergedWith(groups[place].items[0].line),
            ));
            groups[place].items.push(item);
        }
    }
    groups
}

struct Builder<'a> {
    survey: Survey<'a>,
    /// All source ids of the file, sorted.
    everywhere: Vec<u64>,
    marks: Vec<Mark>,
    episodes: Vec<Episode>,
    /// Address → the episode that has it, and the line of its item.
    addresses: HashMap<Digest, (usize, u32)>,
}

impl Builder<'_> {
    fn build(&mut self, group: Group) {
        let members: Vec<u32> = group
            .items
            .iter()
            .flat_map(|item| item.comments.clone())
            .map(number)
            .collect();
        let by_id = self.drop_duplicates(&members);
        let kept = members
            .iter()
            .filter(|member| self.survey.comments[**member as usize].fate().is_some())
            .count();
        let items = &mut self.survey.report.items;
        if kept == 0 {
            items.nothing_kept += group.items.len() as u64;
            self.survey.lines.extend(
                group
                    .items
                    .iter()
                    .map(|item| of_item(item, What::NothingKept)),
            );
            return;
        }
        items.merged += group.items.len() as u64 - 1;
        let family = Family {
            members: &members,
            by_id: &by_id,
            answers: &self.survey.answers,
        };
        let is_elsewhere = |id: u64| self.everywhere.binary_search(&id).is_ok();
        let lines = parents::settle(
            &family,
            &mut self.survey.comments,
            &mut self.marks,
            is_elsewhere,
        );
        self.survey.lines.extend(lines);
        self.assign(&group.key, &members);
        let episode = self.episode(group, number(kept));
        self.episodes.push(episode);
    }

    /// The first of several comments with one number stays. Returns number → place, sorted.
    fn drop_duplicates(&mut self, members: &[u32]) -> Vec<(u64, u32)> {
        let comments = &mut self.survey.comments;
        let mut by_id: Vec<(u64, u32)> = members
            .iter()
            .map(|member| (comments[*member as usize].source_id, *member))
            .filter(|(id, _)| *id > 0)
            .collect();
        by_id.sort_unstable();
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
    fn assign(&mut self, key: &str, members: &[u32]) {
        for &member in members {
            let comment = &mut self.survey.comments[member as usize];
            comment.episode = number(self.episodes.len());
            if comment.fate().is_some() && comment.author == NONE {
                comment.author = number(self.survey.authors.len());
                self.survey
                    .authors
                    .push(AuthorKey::of_guest(key, comment.source_id));
            }
        }
    }

    fn episode(&mut self, group: Group, comments: u32) -> Episode {
        let aliases = group
            .items
            .iter()
            .flat_map(|item| self.aliases(item))
            .collect();
        let published = group.items.iter().find_map(|item| item.published);
        let first = &group.items[0];
        if published.is_none() {
            self.survey
                .lines
                .push(of_item(first, What::NoPublicationDate));
        }
        let thread = match first.comment_status.as_str() {
            "open" => Thread::Open,
            "closed" => Thread::Closed,
            other => {
                self.survey
                    .lines
                    .push(of_item(first, What::UnknownThreadState(other.into())));
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
            line,
        }
    }

    fn aliases(&mut self, item: &Item) -> Vec<String> {
        let guid = item
            .guid
            .as_ref()
            .filter(|guid| item.guid_is_permalink.unwrap_or(true) && is_web(guid));
        let link = item.link.as_ref().filter(|link| is_web(link));
        if link.is_none() && item.link.is_some() {
            self.survey.lines.push(of_item(item, What::NotAnAddress));
        }
        let mut aliases = Vec::new();
        for address in link
            .into_iter()
            .chain(guid.filter(|guid| link != Some(guid)))
        {
            match self.addresses.entry(digest(&[address])) {
                Entry::Vacant(free) => {
                    free.insert((self.episodes.len(), item.line));
                    aliases.push(address.clone());
                }
                Entry::Occupied(taken) if taken.get().0 != self.episodes.len() => {
                    let refused = of_item(item, What::AddressTaken(taken.get().1));
                    self.survey.lines.push(refused);
                }
                Entry::Occupied(_) => {}
            }
        }
        aliases
    }
}

fn is_web(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

pub(super) fn of_item(item: &Item, what: What) -> Line {
    Line {
        line: item.line,
        subject: Subject::Post(item.post_id),
        what,
    }
}

fn sorted_ids(comments: &[PlanComment]) -> Vec<u64> {
    let mut ids: Vec<u64> = comments.iter().map(|comment| comment.source_id).collect();
    ids.sort_unstable();
    ids
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
