//! The numbers of a street, as the portal shows them and the API gives them: each counts rows that anybody
//! can look at, and is kept with the decision that changes it.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::dashboard::Share;
use crate::domain::workflow::Step;
use crate::store::portal;
use crate::store::topics::list::{self, Cell};
use crate::store::{Result, TenantTx};

/// What is asked and deliberated now; what was promised, kept and rated this year.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// How many public topics there are of each community, state and step.
    pub cells: Vec<Cell>,
    /// The year of promises and ratings.
    pub year: i32,
    sums: Vec<(String, i64)>,
}

/// What residents say of results.
#[derive(Debug, Clone, Copy)]
pub struct Ratings {
    /// Satisfied.
    pub satisfied: i64,
    /// Basically satisfied.
    pub basically: i64,
    /// Not satisfied.
    pub not_satisfied: i64,
}

impl Ratings {
    /// How many there are.
    pub fn valid(self) -> i64 {
        self.satisfied + self.basically + self.not_satisfied
    }

    /// The share of those who are at least basically satisfied, rounded as on the street's board.
    pub fn share(self) -> Share {
        Share {
            part: self.satisfied + self.basically,
            whole: self.valid(),
        }
    }
}

impl Numbers {
    /// Reads them, in two statements.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(tx: &mut TenantTx, today: NaiveDate) -> Result<Self> {
        let mut cells = list::cells(tx).await?;
        cells.retain(|c| c.visibility == "public");
        let first = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
        let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
        Ok(Self {
            cells,
            year: today.year(),
            sums: portal::sums(tx, first, tomorrow).await?,
        })
    }

    /// How many topics run at steps 1 and 2.
    pub fn asked(&self) -> i32 {
        self.between(Step::Solicitation, Step::Scheduling)
    }

    /// How many topics run at steps 3 and 4.
    pub fn deliberated(&self) -> i32 {
        self.between(Step::Research, Step::Deliberation)
    }

    /// How many topics that run, or are suspended, stand from one step to another.
    pub fn between(&self, from: Step, to: Step) -> i32 {
        let steps = i16::from(from.no())..=i16::from(to.no());
        let here = self.cells.iter().filter(|c| {
            matches!(c.state.as_str(), "open" | "suspended") && steps.contains(&c.step)
        });
        here.map(|c| c.n).sum()
    }

    /// How many tasks were promised this year.
    pub fn promised(&self) -> i64 {
        self.sum("task.all")
    }

    /// How many of them are done.
    pub fn kept(&self) -> i64 {
        self.sum("task.a")
    }

    /// What residents said this year.
    pub fn ratings(&self) -> Ratings {
        let rating = |score: &str| self.sum(&format!("rating.public.{score}"));
        Ratings {
            satisfied: rating("satisfied"),
            basically: rating("basically"),
            not_satisfied: rating("not_satisfied"),
        }
    }

    fn sum(&self, measure: &str) -> i64 {
        let sums = self.sums.iter().filter(|(of, _)| of == measure);
        sums.map(|(_, n)| n).sum()
    }
}
