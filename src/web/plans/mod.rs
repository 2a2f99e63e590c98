//! Step 2: the approval chain, the plan, and the two signatures that publish it. A further session
//! after a sustained objection is planned here too.

mod fields;
mod read;
mod topic;
mod view;

pub use read::scheduling;
