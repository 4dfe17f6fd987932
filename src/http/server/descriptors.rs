//! What the process may have open: each connection is a file.
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// For the database, what is written and fetched, and the port for metrics.
const OTHERS: u64 = 256;

/// Raises how many files may be open as far as that goes, and gives how many of the `wanted` connections
/// there is room for.
pub fn make_room(wanted: usize) -> usize {
    let before = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: before.maximum,
        ..before
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "the limit of open files cannot be raised");
    }
    let files = getrlimit(Resource::Nofile).current;
    let room = room(files, wanted);
    if room < wanted {
        tracing::warn!(
            files,
            room,
            wanted,
            "few files may be open, so there are fewer connections and streams: raise the hard limit \
             (ulimit -n, LimitNOFILE=)"
        );
    }
    room
}

/// Within so many files; none where there is no limit.
fn room(files: Option<u64>, wanted: usize) -> usize {
    files.map_or(wanted, |files| {
        let left = files.saturating_sub(OTHERS).max(files / 2);
        usize::try_from(left).map_or(wanted, |left| left.min(wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn what_else_is_open_has_its_room() {
        assert_eq!(room(None, 18_000), 18_000);
        assert_eq!(room(Some(65_536), 18_000), 18_000);
        assert_eq!(room(Some(1_024), 18_000), 768);
        assert_eq!(room(Some(200), 18_000), 100);
    }
}
