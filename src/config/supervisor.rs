//! What a supervisor such as systemd asks of the process, in variables of its own.
use std::{ffi::OsString, time::Duration};

/// Whom to tell that the service is ready, or stops; nobody by default.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Supervisor {
    /// The path of a socket, or a name after an `@`.
    pub socket: Option<OsString>,
    /// Who is silent for so long is taken for dead.
    pub watchdog: Option<Duration>,
}

impl Supervisor {
    /// As `sd_notify(3)` and `sd_watchdog_enabled(3)` have it; `process` is the id of this one.
    pub(super) fn of(variable: impl Fn(&str) -> Option<OsString>, process: u32) -> Self {
        let number = |name| variable(name)?.to_str()?.parse::<u64>().ok();
        let is_meant = variable("WATCHDOG_PID").is_none()
            || number("WATCHDOG_PID") == Some(u64::from(process));
        let microseconds = number("WATCHDOG_USEC").filter(|&time| time > 0 && is_meant);
        Self {
            socket: variable("NOTIFY_SOCKET").filter(|name| !name.is_empty()),
            watchdog: microseconds.map(Duration::from_micros),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Supervisor;
    use std::time::Duration;

    fn of(variables: &[(&str, &str)]) -> Supervisor {
        let value = |name: &str| variables.iter().find(|(known, _)| *known == name);
        Supervisor::of(|name| value(name).map(|(_, value)| value.into()), 42)
    }

    #[test]
    fn nobody_asks_by_default() {
        assert_eq!(of(&[]), Supervisor::default());
        assert_eq!(of(&[("NOTIFY_SOCKET", "")]), Supervisor::default());
    }

    #[test]
    fn a_supervisor_is_told_where_and_how_often_it_asks() {
        let socket = ("NOTIFY_SOCKET", "/run/systemd/notify");
        let asked = of(&[socket, ("WATCHDOG_USEC", "30000000")]);
        assert_eq!(asked.socket, Some("/run/systemd/notify".into()));
        assert_eq!(asked.watchdog, Some(Duration::from_secs(30)));
    }

    #[test]
    fn a_watchdog_of_another_process_or_without_a_time_is_none() {
        let every = ("WATCHDOG_USEC", "30000000");
        assert!(of(&[every, ("WATCHDOG_PID", "42")]).watchdog.is_some());
        for variables in [
            [every, ("WATCHDOG_PID", "43")],
            [every, ("WATCHDOG_PID", "")],
            [("WATCHDOG_USEC", "0"), ("WATCHDOG_PID", "42")],
            [("WATCHDOG_USEC", "soon"), ("WATCHDOG_PID", "42")],
        ] {
            assert_eq!(of(&variables).watchdog, None, "{variables:?}");
        }
    }
}
