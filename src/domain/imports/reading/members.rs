//! Which comments are of which page.
use super::plan::PlanComment;
use super::survey::number;

/// The places of all comments, by page and then in the file's order.
pub(super) struct Members {
    places: Vec<u32>,
    /// Where each page begins, and where the last one ends.
    starts: Vec<u32>,
}

impl Members {
    /// `counts` says how many there are of each page.
    pub(super) fn of(comments: &[PlanComment], counts: &[u32]) -> Self {
        let mut starts = vec![0; counts.len() + 1];
        for (page, count) in counts.iter().enumerate() {
            starts[page + 1] = starts[page] + count;
        }
        let mut next = starts.clone();
        let mut places = vec![0; comments.len()];
        for (place, comment) in comments.iter().enumerate() {
            let next = &mut next[comment.episode as usize];
            places[*next as usize] = number(place);
            *next += 1;
        }
        Self { places, starts }
    }

    pub(super) fn of_page(&self, page: u32) -> &[u32] {
        let page = page as usize;
        match self.starts.get(page..=page + 1) {
            Some(&[start, end]) => &self.places[start as usize..end as usize],
            _ => &[],
        }
    }

    /// In the file's order.
    pub(super) fn of_pages(&self, pages: impl Iterator<Item = u32>) -> Vec<u32> {
        let members = pages.flat_map(|page| self.of_page(page));
        let mut members: Vec<u32> = members.copied().collect();
        members.sort_unstable();
        members.dedup();
        members
    }
}
