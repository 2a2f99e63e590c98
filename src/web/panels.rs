//! What the rooms add to the public page of a topic. Wiring: it knows the rooms, so that the page of
//! a topic need not.

use super::kit::panel::{Ask, Panel};
use super::{comments, evaluations, feedback, opinions};

/// Every panel for this reader, the most pressing first. A room adds a line here.
#[must_use]
pub fn all(ask: &Ask<'_>) -> Vec<Panel> {
    let rooms: [fn(&Ask<'_>) -> Vec<Panel>; 4] = [
        opinions::panel::panels,
        evaluations::panel::panels,
        feedback::panel::panels,
        comments::panel::panels,
    ];
    rooms.iter().flat_map(|room| room(ask)).collect()
}
