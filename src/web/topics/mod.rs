//! Topics: the list, the form of a new one, the public page with its record, the work page of step 1,
//! and what can be done at any step.

pub mod feed;
mod filters;
mod intake;
mod list;
mod more;
mod new;
mod own;
mod page;
mod papers;
mod record;
mod timeline;

pub use intake::solicitation;
pub use list::list;
pub use more::{more, to_step};
pub use new::new;
pub use page::topic;
pub use record::record;
