//! By what an episode is known: the guid, unless another post has it too.
use super::author::{Digest, digest};
use super::episodes::of_item;
use super::line::What;
use super::survey::{Item, Survey};
use std::borrow::Cow;
use std::collections::HashMap;

/// A key for each item with comments; the same whatever else is in the file, so that a later
/// export meets the same episodes. Items of one key are one post that stands in the file twice.
pub(super) fn assign(survey: &mut Survey<'_>) -> Vec<Option<String>> {
    let holders = holders(&survey.items);
    let mut keys = Vec::with_capacity(survey.items.len());
    for item in &survey.items {
        let first = first_choice(item);
        let holder = first
            .as_deref()
            .and_then(|first| holders.get(&digest(&[first])));
        keys.push(match (item.post_id, holder) {
            (Some(id), Some(holder)) if id != holder.post_id => {
                survey
                    .lines
                    .push(of_item(item, What::KeyShared(holder.line)));
                Some(numbered(id))
            }
            _ => first.map(Cow::into_owned),
        });
    }
    keys
}

fn first_choice(item: &Item) -> Option<Cow<'_, str>> {
    let given = item
        .guid
        .as_deref()
        .or(item.link.as_deref())
        .map(Cow::Borrowed);
    given
        .or_else(|| Some(Cow::Owned(numbered(item.post_id?))))
        .or_else(|| item.name.as_deref().map(Cow::Borrowed))
}

struct Holder {
    post_id: u64,
    line: u32,
}

/// Of several posts with one guid the oldest one, which has the smallest number, keeps it.
fn holders(items: &[Item]) -> HashMap<Digest, Holder> {
    let mut holders: HashMap<Digest, Holder> = HashMap::new();
    for item in items {
        let (Some(key), Some(post_id)) = (first_choice(item), item.post_id) else {
            continue;
        };
        let here = || Holder {
            post_id,
            line: item.line,
        };
        let holder = holders.entry(digest(&[&key])).or_insert_with(here);
        if post_id < holder.post_id {
            *holder = here();
        }
    }
    holders
}

fn numbered(id: u64) -> String {
    format!("wp-post-{id}")
}
