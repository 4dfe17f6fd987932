//! How many streams are open on this node. Each costs a connection, so there is an end to them.
use crate::domain::Error;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// All together, unless there is room for fewer: the server takes 10,000 connections, and some must be
/// left for requests.
pub const STREAMS_MAX: usize = 8_000;

/// From one network, as limits know it: many listeners may be behind one address.
const MOST_FROM: usize = 500;

/// Before somebody who was turned away comes again.
const AGAIN: Duration = Duration::from_secs(30);

#[derive(Clone, Default)]
pub struct Crowd(Arc<Mutex<State>>);

struct State {
    all: usize,
    most: usize,
    from: HashMap<Box<str>, usize>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            all: 0,
            most: STREAMS_MAX,
            from: HashMap::new(),
        }
    }
}

/// Of one stream, or of one connection that holds several; given back when it is dropped.
pub struct Entrance {
    crowd: Crowd,
    from: Box<str>,
}

impl Crowd {
    pub fn enter(&self, address: &str) -> Result<Entrance, Error> {
        let mut state = self.state();
        if state.all >= state.most {
            return Err(Error::Unavailable(AGAIN));
        }
        let from = state.from.entry(address.into()).or_default();
        if *from >= MOST_FROM {
            return Err(Error::Crowded(AGAIN));
        }
        *from += 1;
        state.all += 1;
        Ok(Entrance {
            crowd: self.clone(),
            from: address.into(),
        })
    }

    /// Where there is room for fewer.
    pub fn bound(&self, most: usize) {
        self.state().most = most;
    }

    pub fn size(&self) -> usize {
        self.state().all
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Entrance {
    fn drop(&mut self) {
        let mut state = self.crowd.state();
        state.all -= 1;
        if let Some(from) = state.from.get_mut(&self.from) {
            *from -= 1;
            if *from == 0 {
                state.from.remove(&self.from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Crowd, MOST_FROM, STREAMS_MAX};
    use crate::domain::Error;

    #[test]
    fn there_is_an_end_to_streams_from_one_network_and_in_all() {
        let crowd = Crowd::default();
        let mut inside: Vec<_> = (0..MOST_FROM)
            .map(|_| crowd.enter("192.0.2.1").unwrap())
            .collect();
        assert!(matches!(crowd.enter("192.0.2.1"), Err(Error::Crowded(_))));
        inside.pop();
        inside.push(crowd.enter("192.0.2.1").unwrap());
        for other in crowd.size()..STREAMS_MAX {
            inside.push(crowd.enter(&other.to_string()).unwrap());
        }
        assert!(matches!(crowd.enter("other"), Err(Error::Unavailable(_))));
        inside.clear();
        assert_eq!(crowd.size(), 0);
        assert!(crowd.state().from.is_empty());
        crowd.bound(1);
        let _only = crowd.enter("192.0.2.1").unwrap();
        assert!(matches!(crowd.enter("other"), Err(Error::Unavailable(_))));
    }
}
