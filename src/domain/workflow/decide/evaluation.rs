//! Step 8: the window and the author's word.

use chrono::Days;

use crate::domain::actor::Capacity;
use crate::domain::policy::Who;
use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::Event;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::facts::Satisfaction;
use crate::domain::workflow::gate;
use crate::domain::workflow::rooms::{AuthorWord, Evaluation};
use crate::domain::workflow::step::Step;

use super::common::{Done, Turn, day, given, many, need};

pub fn open(turn: &mut Turn) -> Done {
    let Evidence::EvaluationOpen { until } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    if turn.s.step == Step::Supervision {
        need(gate::supervision(&turn.s, at))?;
    } else if turn.s.evaluation.opened_at.is_some() {
        return Err(turn.already());
    }
    let days = Days::new(u64::from(turn.s.rules.limits.evaluation_days));
    let long = day(at)
        .checked_add_days(days)
        .is_some_and(|d| day(until) >= d);
    need([Condition::flag("condition-window-length", long)])?;
    turn.s.evaluation = Evaluation {
        opened_at: Some(at),
        until: Some(until),
        ..Evaluation::default()
    };
    turn.events.push(Event::WindowOpened);
    if turn.s.step == Step::Supervision {
        turn.go(Step::Evaluation);
    }
    Ok(())
}

fn opened(turn: &Turn) -> Done {
    need([Condition::flag(
        "condition-window-opened",
        turn.s.evaluation.opened_at.is_some(),
    )])
}

pub fn answer(turn: &mut Turn) -> Done {
    let Evidence::AnswerAuthor {
        not_satisfied,
        reason,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    opened(turn)?;
    // Where no unit leads anything (no result, or all was ruled C or D), a convener answers.
    let units = turn.s.tasks_now().any(|t| t.unit.is_some()) && !turn.s.no_result();
    match (turn.capacity(), units) {
        (Capacity::LeadUnit, false) => return Err(turn.not_yours(&[Who::Convener])),
        (Capacity::Convener(_), true) => return Err(turn.not_yours(&[Who::AnyLeadUnit])),
        (_, _) => {}
    }
    given(reason)?;
    let evaluation = &mut turn.s.evaluation;
    let said = AuthorWord::Said(Satisfaction::NotSatisfied);
    need([Condition::flag(
        "condition-author-not-satisfied",
        not_satisfied || evaluation.author == said,
    )])?;
    if evaluation.answered {
        return Err(turn.already());
    }
    evaluation.author = said;
    evaluation.answered = true;
    Ok(())
}

pub fn contact_author(turn: &mut Turn) -> Done {
    let Evidence::ContactAuthor { said, .. } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    opened(turn)?;
    let at = turn.act.at;
    let limits = turn.s.rules.limits;
    let already = turn.already();
    let evaluation = &mut turn.s.evaluation;
    match evaluation.author {
        AuthorWord::Said(_) => return Err(already),
        AuthorWord::Unknown | AuthorWord::NoAnswer => {}
    }
    if let Some(word) = said {
        evaluation.author = AuthorWord::Said(word);
        evaluation.answered = false;
        return Ok(());
    }
    evaluation.tries.push(at);
    let spread = evaluation
        .tries
        .first()
        .is_some_and(|first| (at - *first).num_days() >= i64::from(limits.author_days));
    if many(evaluation.tries.len()) >= limits.author_tries && spread {
        evaluation.author = AuthorWord::NoAnswer;
    }
    Ok(())
}
