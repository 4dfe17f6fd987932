//! How a file of any format is read in tests: a file goes in, a plan and texts come out.
use super::{
    formats,
    reading::{self, ImportError, Options, Plan, PlanComment, PlannedComment, Rules},
};
use crate::model::ImportFormat;
use chrono::DateTime;

/// Of a site at one address.
pub(super) fn options() -> Options {
    let now = DateTime::from_timestamp_secs(1_750_000_000).unwrap();
    let site = ["https://lamps.example".to_owned()];
    Options {
        rules: Rules::default().below(&site),
        ..Options::new(now, |text, _| (!text.is_empty()).then_some(text.len()))
    }
}

pub(super) fn survey(
    format: ImportFormat,
    file: &str,
    options: &Options,
) -> Result<Plan, ImportError> {
    reading::survey(formats::reader(format, file.as_bytes())?, options)
}

/// The plan of a file that must be readable, with its sums checked.
pub(super) fn plan_with(format: ImportFormat, file: &str, options: &Options) -> Plan {
    let plan = survey(format, file, options).unwrap();
    plan.report.check().unwrap();
    let of_episodes = plan.episodes.iter().map(|it| u64::from(it.comments));
    assert_eq!(of_episodes.sum::<u64>(), plan.report.to_import());
    plan
}

pub(super) fn plan(format: ImportFormat, file: &str) -> Plan {
    plan_with(format, file, &options())
}

/// What the second reading hands out.
pub(super) fn texts(format: ImportFormat, file: &str, plan: &Plan) -> Vec<PlannedComment> {
    let reader = formats::reader(format, file.as_bytes()).unwrap();
    let texts = reading::comments(reader, plan).collect::<Result<_, _>>();
    texts.unwrap()
}

/// Who stands under whom, of what is imported; names in their first four characters.
pub(super) fn tree(plan: &Plan) -> Vec<String> {
    let name = |comment: &PlanComment| {
        let name = comment.source_id.to_string();
        name.chars().take(4).collect::<String>()
    };
    let kept = plan.kept().map(|(_, comment)| {
        let parent = comment.parent().map(|parent| &plan.comments[parent]);
        let below = parent.map_or(String::new(), |parent| format!(" < {}", name(parent)));
        name(comment) + &below
    });
    kept.collect()
}

/// The report's lines.
pub(super) fn lines(plan: &Plan) -> Vec<String> {
    plan.report.lines.iter().map(ToString::to_string).collect()
}

pub(super) fn refusal(format: ImportFormat, file: &str) -> String {
    survey(format, file, &options()).unwrap_err().to_string()
}
