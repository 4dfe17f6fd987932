//! What the system says of this process, where it is Linux; elsewhere nothing.
use super::Gauges;
use std::fs;

/// Ticks of `/proc` in a second: part of the kernel's interface on all machines we build for.
const TICKS: f64 = 100.0;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Process {
    pub cpu_seconds: Option<f64>,
    pub resident_bytes: Option<f64>,
    pub open_files: Option<f64>,
    pub open_files_max: Option<f64>,
}

impl Process {
    pub fn look() -> Self {
        let read = |name: &str| fs::read_to_string(format!("/proc/self/{name}")).ok();
        Self {
            cpu_seconds: read("stat").and_then(|stat| cpu_seconds(&stat)),
            resident_bytes: read("status").and_then(|status| resident_bytes(&status)),
            open_files: open_files(),
            open_files_max: read("limits").and_then(|limits| open_files_max(&limits)),
        }
    }

    /// Under the names that all programs have for these.
    pub fn tell(self, gauges: &Gauges) {
        if let Some(seconds) = self.cpu_seconds {
            gauges.count(
                "process_cpu_seconds_total",
                "Time on the processor.",
                seconds,
            );
        }
        let told = [
            (
                "process_resident_memory_bytes",
                "Memory that is in use.",
                self.resident_bytes,
            ),
            (
                "process_open_fds",
                "Open files and connections.",
                self.open_files,
            ),
            (
                "process_max_fds",
                "Files and connections that may be open.",
                self.open_files_max,
            ),
        ];
        for (name, help, value) in told {
            if let Some(value) = value {
                gauges.set(name, help, value);
            }
        }
    }
}

/// Of `stat`: the 14th and 15th of its fields, of which the second may hold anything in brackets.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut ticks = rest.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (ticks.next()?.parse().ok()?, ticks.next()?.parse().ok()?);
    Some((user + system) / TICKS)
}

fn resident_bytes(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024.0)
}

fn open_files() -> Option<f64> {
    let open = fs::read_dir("/proc/self/fd").ok()?.count();
    // The look itself had one open.
    u32::try_from(open.saturating_sub(1)).ok().map(f64::from)
}

fn open_files_max(limits: &str) -> Option<f64> {
    let mut lines = limits.lines();
    let line = lines.find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{cpu_seconds, open_files_max, resident_bytes};

    #[test]
    fn what_linux_says_is_understood() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4194560 10 0 0 0 250 50 0 0 20 0 3 0 99 1 2";
        assert_eq!(cpu_seconds(stat), Some(3.0));
        assert_eq!(
            resident_bytes("VmPeak:\t 9 kB\nVmRSS:\t    12 kB\n"),
            Some(12_288.0)
        );
        let limits = "Limit  Soft Limit  Hard Limit  Units\nMax open files  1024  4096  files\n";
        assert_eq!(open_files_max(limits), Some(1_024.0));
    }

    #[test]
    fn what_is_said_otherwise_is_not_there() {
        for text in ["", "7 (a) S 1", "VmRSS: many", "Max open files  unlimited"] {
            assert_eq!(cpu_seconds(text), None);
            assert_eq!(resident_bytes(text), None);
            assert_eq!(open_files_max(text), None);
        }
    }
}
