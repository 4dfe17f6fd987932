//! By what an episode is known: its key, unless another page has it too.
use super::author::{Digest, digest};
use super::episodes::of_page;
use super::id::Id;
use super::line::What;
use super::survey::{Kept, Survey};
use std::collections::HashMap;

/// A key for each page with comments; the same whatever else is in the file, so that a later
/// export meets the same episodes. Pages of one key are one that stands in the file twice.
pub(super) fn assign(survey: &mut Survey<'_>) -> Vec<Option<String>> {
    let holders = holders(&survey.pages);
    let mut keys = Vec::with_capacity(survey.pages.len());
    for page in &survey.pages {
        let key = page.key.as_deref();
        let holder = key.and_then(|key| holders.get(&digest(&[key])));
        keys.push(match (&page.own_key, holder) {
            (Some(own), Some(holder)) if page.id != holder.id => {
                let shared = of_page(page, What::KeyShared(holder.line));
                survey.lines.push(shared);
                Some(own.clone())
            }
            _ => page.key.clone(),
        });
    }
    keys
}

struct Holder {
    id: Id,
    line: u32,
}

/// Of several pages with one key the oldest one, which has the smallest number, keeps it.
fn holders(pages: &[Kept]) -> HashMap<Digest, Holder> {
    let mut holders: HashMap<Digest, Holder> = HashMap::new();
    for page in pages.iter().filter(|page| page.own_key.is_some()) {
        let Some(key) = &page.key else { continue };
        let here = || Holder {
            id: page.id,
            line: page.line,
        };
        let holder = holders.entry(digest(&[key])).or_insert_with(here);
        if page.id < holder.id {
            *holder = here();
        }
    }
    holders
}
