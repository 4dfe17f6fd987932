//! Fields of an input that may be left out, be null, or have a value.
use async_graphql::MaybeUndefined;

/// None for what is left out, `Some(None)` for null.
#[expect(
    clippy::option_option,
    reason = "as the domain has it: taken away is not left out"
)]
pub(crate) fn change<T>(given: MaybeUndefined<T>) -> Option<Option<T>> {
    match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}
