//! The straight way through the eight steps.

use rstest::rstest;
use yishi::domain::workflow::{Event, Standing, Step, Verb, gate};

use super::cast::{Kind, Topic, officer, rated, ratings};

#[rstest]
#[case(Kind::Community)]
#[case(Kind::Street)]
fn a_topic_walks_all_eight_steps_and_is_concluded(#[case] kind: Kind) {
    let mut t = Topic::counted(kind, ratings(12, 1));
    assert!(gate(&t.state, t.now, 0).iter().all(|c| c.met));
    t.does(Verb::Conclude, &officer(), rated(ratings(12, 1)));
    assert_eq!(t.state.standing, Standing::Concluded);
    let steps: Vec<Step> = t.state.passages.iter().map(|p| p.step).collect();
    assert_eq!(steps, Step::ALL);
    assert!(t.state.passages.iter().all(|p| p.until.is_some()));
    assert!(t.events.contains(&Event::Ended {
        standing: Standing::Concluded
    }));
    assert_eq!(t.replayed(), t.state);
    assert_eq!(usize::try_from(t.state.version), Ok(t.acts.len()));
}
