//! From the automaton's hits to matches: parts joined by `*`, and places in the text as written.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, VecDeque},
    ops::Range,
};

use super::{MAX_PLACES, Match, WordList, fold::Reading};

/// Letters needed where the text was read in another way than written: `E5` is no `es`.
const MIN_GUESSED: usize = 3;
/// Letters needed where they stand one by one.
const MIN_SPELLED: usize = 4;

pub(super) struct Search<'a, 't> {
    list: &'a WordList,
    reading: &'t Reading,
    /// For each place between bytes of the reading, the word that it touches.
    words: Vec<Range<usize>>,
    /// For each step, where the parts up to it begin and end, by their ends. Of several in one word
    /// the one that ends first, since all that may follow another may follow it. The next part may
    /// have begun before the last of them: so those stay behind which it may still begin.
    reached: Vec<VecDeque<Range<usize>>>,
    told: Vec<Told>,
    found: BTreeSet<(usize, Reverse<usize>, usize)>,
}

/// What has been found of one pattern.
#[derive(Clone, Default)]
struct Told {
    places: usize,
    /// The last one, in the reading.
    read: Range<usize>,
    /// The same in the text.
    written: Range<usize>,
}

impl<'a, 't> Search<'a, 't> {
    pub(super) fn of(list: &'a WordList, readings: &'t [Reading]) -> Vec<Match<'a>> {
        let (Some(automaton), Some(first)) = (&list.automaton, readings.first()) else {
            return Vec::new();
        };
        let mut search = Search {
            list,
            reading: first,
            words: Vec::new(),
            reached: Vec::new(),
            told: vec![Told::default(); list.patterns.len()],
            found: BTreeSet::new(),
        };
        for reading in readings {
            search.enter(reading);
            for hit in automaton.find_overlapping_iter(&reading.text) {
                for &step in &list.uses[hit.pattern().as_usize()] {
                    search.take(step, hit.range());
                }
            }
        }
        search.matches()
    }

    fn enter(&mut self, reading: &'t Reading) {
        self.reading = reading;
        self.words = words(&reading.text);
        self.reached = vec![VecDeque::new(); self.list.steps.len()];
        for told in &mut self.told {
            told.read = 0..0;
        }
    }

    /// Hits come by their ends, so that what a step needs before it has been seen.
    fn take(&mut self, step: usize, hit: Range<usize>) {
        let rules = &self.list.steps[step];
        let begin = match rules.before {
            None => hit.start,
            Some(before) => match self.last_before(before, hit.start) {
                Some(so_far) if self.is_in_word(so_far.end, hit.start) => so_far.start,
                _ => return,
            },
        };
        let so_far = begin..hit.end;
        if let Some(pattern) = rules.pattern {
            self.complete(pattern, so_far.clone());
        }
        let is_known = |old: &Range<usize>| self.is_in_word(old.end, so_far.end);
        if self.reached[step].back().is_some_and(is_known) {
            return;
        }
        // Hits that are still to come begin no earlier.
        let horizon = so_far.end.saturating_sub(self.list.longest);
        let reached = &mut self.reached[step];
        reached.push_back(so_far);
        while reached.get(1).is_some_and(|second| second.end <= horizon) {
            reached.pop_front();
        }
    }

    fn last_before(&self, step: usize, start: usize) -> Option<&Range<usize>> {
        let reached = &self.reached[step];
        let later = reached.partition_point(|so_far| so_far.end <= start);
        reached.get(later.checked_sub(1)?)
    }

    /// Whether nothing but letters stands from one place to the other.
    fn is_in_word(&self, from: usize, to: usize) -> bool {
        from <= to && to <= self.words[from].end
    }

    fn complete(&mut self, pattern: usize, found: Range<usize>) {
        let rules = &self.list.patterns[pattern];
        let told = &mut self.told[pattern];
        let mut read = found;
        if rules.opens_before {
            read.start = self.words[read.start].start;
        }
        if rules.opens_after {
            read.end = self.words[read.end].end;
        }
        if told.places >= MAX_PLACES || told.read == read {
            return;
        }
        let least = match () {
            () if read.start >= self.reading.spelled_from => MIN_SPELLED,
            () if self.reading.is_guess => MIN_GUESSED,
            () => 0,
        };
        let letters = self.reading.letters(&read).max(rules.letters);
        let written = self.reading.origin(&read);
        told.read = read;
        // Letters one by one are read with and without the first and the last.
        let is_within = told.written.start <= written.start && written.end <= told.written.end;
        let place = (written.start, Reverse(written.end), pattern);
        if letters >= least && !is_within && self.found.insert(place) {
            told.places += 1;
            told.written = written;
        }
    }

    fn matches(self) -> Vec<Match<'a>> {
        let found = self.found.into_iter();
        found
            .map(|(start, Reverse(end), pattern)| Match {
                pattern: &self.list.patterns[pattern].typed,
                range: start..end,
            })
            .collect()
    }
}

/// For each place between bytes, the word it touches; before a space that is the word that ends.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::with_capacity(text.len() + 1);
    let mut start = 0;
    for word in text.split([' ', '\n']) {
        let end = start + word.len();
        words.extend(std::iter::repeat_n(start..end, word.len() + 1));
        start = end + 1;
    }
    words
}
