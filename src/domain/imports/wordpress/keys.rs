//! By what an episode is known: the guid, unless another post has it too.
use super::episodes::of_item;
use super::line::What;
use super::survey::Survey;
use std::collections::HashMap;

/// A key for each item with comments; the same whatever else is in the file, so that a later
/// export meets the same episodes. Items of one key are one post that stands in the file twice.
pub(super) fn assign(survey: &mut Survey<'_>) -> Vec<Option<String>> {
    let firsts: Vec<Option<String>> = survey
        .items
        .iter()
        .map(|item| {
            let by_number = item.post_id.map(numbered);
            item.guid
                .clone()
                .or_else(|| item.link.clone())
                .or(by_number)
                .or_else(|| item.name.clone())
        })
        .collect();
    let holders = holders(survey, &firsts);
    let mut keys = Vec::with_capacity(firsts.len());
    for (item, first) in survey.items.iter().zip(firsts) {
        let holder = first.as_deref().and_then(|first| holders.get(first));
        keys.push(match (item.post_id, holder) {
            (Some(id), Some(holder)) if id != holder.post_id => {
                survey
                    .lines
                    .push(of_item(item, What::KeyShared(holder.line)));
                Some(numbered(id))
            }
            _ => first,
        });
    }
    keys
}

struct Holder {
    post_id: u64,
    line: u32,
}

/// Of several posts with one guid the oldest one, which has the smallest number, keeps it.
fn holders(survey: &Survey<'_>, firsts: &[Option<String>]) -> HashMap<String, Holder> {
    let mut holders: HashMap<String, Holder> = HashMap::new();
    for (item, first) in survey.items.iter().zip(firsts) {
        let (Some(key), Some(post_id)) = (first, item.post_id) else {
            continue;
        };
        let holder = holders.entry(key.clone()).or_insert(Holder {
            post_id,
            line: item.line,
        });
        if post_id < holder.post_id {
            *holder = Holder {
                post_id,
                line: item.line,
            };
        }
    }
    holders
}

fn numbered(id: u64) -> String {
    format!("wp-post-{id}")
}
