//! The end of step 8: the ratings are counted, and the topic is concluded or handled once more.

use crate::domain::actor::Capacity;
use crate::domain::policy::Who;
use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::facts::{Ratings, Satisfaction};
use crate::domain::workflow::gate;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rooms::{Account, AuthorWord, Evaluation};
use crate::domain::workflow::score;
use crate::domain::workflow::state::Standing;
use crate::domain::workflow::step::Step;

use super::common::{Done, Turn, given, need};
use super::feedback::make_tasks;

fn over(turn: &Turn) -> Done {
    need([Condition::flag(
        "condition-window-opened",
        turn.s.evaluation.opened_at.is_some(),
    )])?;
    if turn.s.evaluation.over(turn.act.at) {
        Ok(())
    } else {
        Err(turn.too_early())
    }
}

pub fn account(turn: &mut Turn) -> Done {
    let Evidence::Ratings {
        ratings,
        reason,
        archive_checked,
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    over(turn)?;
    let short = score::shortfalls(ratings, &turn.s.rules.minimum);
    need([
        Condition::flag("condition-shortfall-explained", short.is_empty() || *reason),
        Condition::flag("condition-archive", *archive_checked),
    ])?;
    let counted = score::score(ratings, &turn.s.rules.weights);
    take_author_word(&mut turn.s.evaluation, ratings);
    turn.s.evaluation.account = Some(Account {
        ratings: ratings.clone(),
        score: counted.unwrap_or(0),
        passed: score::passed(counted, &turn.s.rules),
        explained: true,
        archived: true,
    });
    Ok(())
}

/// What the author rated counts as their word, an answer given to it stays one.
fn take_author_word(evaluation: &mut Evaluation, ratings: &Ratings) {
    if let Some(word) = ratings.author {
        let said = AuthorWord::Said(word);
        if evaluation.author != said {
            evaluation.author = said;
            evaluation.answered = false;
        }
    }
}

pub fn conclude(turn: &mut Turn) -> Done {
    let Evidence::Ratings {
        ratings, reason, ..
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    over(turn)?;
    need(gate::evaluation(&turn.s, turn.act.at))?;
    counted(turn, ratings)?;
    // Without any resident's rating only the leader may, with a reason.
    match (turn.capacity(), ratings.public.valid() > 0) {
        (Capacity::Leader, true) => return Err(turn.not_yours(&[Who::Office])),
        (Capacity::Leader, false) => given(*reason)?,
        (_, false) => return Err(turn.not_yours(&[Who::Leader])),
        (_, true) => {}
    }
    turn.end(Standing::Concluded);
    Ok(())
}

/// The ratings given are those that were counted.
fn counted(turn: &Turn, ratings: &Ratings) -> Done {
    match &turn.s.evaluation.account {
        Some(account) if account.ratings != *ratings => Err(Refusal::ContentChanged),
        Some(_) | None => Ok(()),
    }
}

pub fn rehandle(turn: &mut Turn) -> Done {
    let Evidence::Ratings {
        ratings, reason, ..
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    over(turn)?;
    counted(turn, ratings)?;
    if turn.s.round > 1 {
        return Err(turn.already());
    }
    let score = score::score(ratings, &turn.s.rules.weights);
    let author = ratings.author == Some(Satisfaction::NotSatisfied)
        || turn.s.evaluation.author == AuthorWord::Said(Satisfaction::NotSatisfied);
    let unanswered = author && !turn.s.evaluation.answered;
    need([
        Condition::flag("condition-result", !turn.s.no_result()),
        Condition::flag(
            "condition-failed",
            unanswered || !score::passed(score, &turn.s.rules),
        ),
    ])?;
    given(*reason)?;
    turn.s.round = 2;
    turn.s.evaluation = Evaluation::default();
    make_tasks(turn);
    turn.go(Step::Conversion);
    Ok(())
}
