//! `rejoinder doctor`.
use super::{open_existing, say, told};
use crate::{config::Config, domain::doctor};
use indicatif::ProgressBar;
use std::process::ExitCode;

pub(super) const EXAMPLE: &str = "\
Checks every number that is kept instead of counted: replies, scores, and what is shown of each
thread; comments, held ones and those at the top of each episode; approved ones of each member.
Changes nothing unless told to.

Examples:
  rejoinder doctor
  rejoinder doctor --repair";

#[derive(clap::Args)]
pub(super) struct Args {
    /// Write back what was counted.
    #[arg(long)]
    repair: bool,
}

/// Exit status 1 when something is wrong and has not been repaired.
pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let app = open_existing(config).await?;
    let bar = ProgressBar::new(0);
    let progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let findings = doctor::examine(&app.db, args.repair, progress)
        .await
        .map_err(told)?;
    bar.finish_and_clear();
    for sentence in &findings.wrong {
        say(sentence);
    }
    let (episodes, wrong) = (findings.episodes, findings.wrong.len());
    let repaired = if wrong > 0 && args.repair {
        ", all repaired"
    } else {
        ""
    };
    say(&format!(
        "{episodes} episodes looked at, {wrong} things wrong{repaired}."
    ));
    if wrong > 0 && !args.repair {
        say("Run `rejoinder doctor --repair` to write back what was counted.");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
