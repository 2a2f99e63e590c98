//! The straight way of a topic of load, from station to station.

use anyhow::Context;
use chrono::TimeDelta;
use rand::RngExt;
use serde_json::json;
use uuid::Uuid;

use super::life::Life;
use super::rows::{covered, row};
use super::street::Player;
use super::words;
use crate::cli::demo::way::Station;
use crate::domain::actor::Capacity;
use crate::domain::audit::{CoveredRow, utc_text};
use crate::domain::calendar::at_hour;
use crate::domain::workflow::{
    Agreement, Assessment, Evidence, Focus, Form, ItemFacts, OpinionFacts, PlanFacts,
    PlannedSession, Presence, Verb,
};

/// How many are invited to a session beside the signing set.
const INVITED: u32 = 15;

impl Life<'_> {
    /// Leads the topic, which is submitted, along the straight way until it is at this station.
    pub(super) fn lead(&mut self, until: Station) -> anyhow::Result<()> {
        if until >= Station::Accepted {
            self.accept()?;
        }
        if until >= Station::Assessed {
            self.assess()?;
        }
        if until >= Station::Proposed {
            self.come(Station::Proposed, 10);
            let both = Evidence::Propose {
                reviewers: 2,
                approvers: 1,
            };
            self.does(Verb::Propose, self.bench.liaison, both)?;
        }
        if until >= Station::Reviewed {
            self.come(Station::Reviewed, 11);
            let officer = self.setting.cast.second_officer;
            self.does(Verb::Approve, officer, Evidence::Nothing)?;
        }
        if until >= Station::Approved {
            self.come(Station::Approved, 15);
            let leader = self.setting.cast.leader.0;
            self.does(Verb::Approve, leader, Evidence::Nothing)?;
        }
        if until >= Station::PlanSaved {
            self.plan()?;
        }
        if until >= Station::PlanSignedOnce {
            self.sign_plan(0, Station::PlanSignedOnce)?;
        }
        if until >= Station::Research {
            self.sign_plan(1, Station::Research)?;
        }
        if until >= Station::Reported {
            self.research()?;
        }
        if until >= Station::SessionPlanned {
            self.come(Station::SessionPlanned, 10);
            let pack = Evidence::Briefing {
                papers: 3,
                sent_to: INVITED,
            };
            self.does(Verb::ResearchBriefing, self.bench.liaison, pack)?;
            self.does(Verb::ResearchAdopt, self.bench.set[0], Evidence::Nothing)?;
        }
        if until >= Station::SessionClosed {
            self.session()?;
        }
        if until >= Station::MinutesSigned {
            self.minutes()?;
        }
        if until >= Station::OpinionSignedOnce {
            self.opinion()?;
        }
        if until >= Station::Feedback {
            self.come(Station::Feedback, 10);
            self.sign_opinion(1)?;
        }
        if until >= Station::Posted {
            self.post()?;
        }
        if until >= Station::Conversion {
            self.results(until)?;
        }
        Ok(())
    }

    fn accept(&mut self) -> anyhow::Result<()> {
        self.come(Station::Accepted, 10);
        let focus = *words::any(&mut self.rng, Focus::ALL);
        self.focus = Some(focus.code().to_owned());
        let rows = vec![self.topic_row()];
        let liaison = self.bench.liaison;
        self.writes(Verb::Accept, liaison, Evidence::Accept { focus }, rows)
    }

    fn assess(&mut self) -> anyhow::Result<()> {
        self.come(Station::Assessed, 14);
        let people = self.rng.random_range(40..2_000);
        let [narrow, broad, strong] = [0; 3].map(|_| self.rng.random_range(2..=5_u8));
        let at = utc_text(self.at);
        let topic = self.topic.id;
        let groups: Vec<CoveredRow> = (1..)
            .zip(self.matter.groups)
            .map(|(n, name)| {
                let columns = json!({
                    "n": n,
                    "name": name,
                    "people": people / 3,
                    "note": "",
                    "named_at": at,
                    "dropped_at": null,
                });
                covered("stakeholder_group", self.id(), columns)
            })
            .collect();
        let columns = json!({
            "problem": self.matter.body,
            "people": people,
            "narrow": narrow,
            "broad": broad,
            "strong": strong,
            "similar_codes": [],
            "similar_note": "近两年没有同类议题。",
            "assessed_by": self.bench.liaison.account,
            "assessed_at": at,
        });
        let found = covered("assessment", topic, columns);
        self.rows
            .assessments
            .push(row(&found, json!({"topic_id": topic})));
        for group in &groups {
            let others = json!({"id": group.id, "topic_id": topic});
            self.rows.groups.push(row(group, others));
        }
        let facts = Assessment {
            people,
            narrow,
            broad,
            strong,
            groups: groups.iter().map(|g| g.id).collect(),
            problem_stated: true,
            similar_seen: true,
        };
        let rows = std::iter::once(found).chain(groups).collect();
        self.writes(
            Verb::Assess,
            self.bench.liaison,
            Evidence::Assess(facts),
            rows,
        )
    }

    /// The stakeholder groups.
    pub(super) fn groups(&self) -> anyhow::Result<Vec<Uuid>> {
        let found = self.state()?.intake.assessment.as_ref();
        Ok(found
            .context("a plan without an assessment")?
            .groups
            .clone())
    }

    fn plan(&mut self) -> anyhow::Result<()> {
        self.come(Station::PlanSaved, 9);
        let day = self
            .planned
            .day(self.setting.workdays, Station::SessionClosed);
        let facts = PlanFacts {
            hash: self.hash("plan"),
            sessions: vec![PlannedSession {
                id: self.id(),
                at: at_hour(day, 14),
                form: Form::Meeting,
            }],
            participants: INVITED,
            groups: self.groups()?,
            research_groups: vec![self.id()],
        };
        self.does(Verb::PlanSave, self.bench.liaison, Evidence::Plan(facts))
    }

    fn sign_plan(&mut self, seat: usize, station: Station) -> anyhow::Result<()> {
        self.come(station, 16);
        let session = self
            .planned
            .day(self.setting.workdays, Station::SessionClosed);
        let days = self
            .setting
            .calendar
            .working_days_between(self.at, at_hour(session, 14));
        let evidence = Evidence::PlanSign {
            hash: self.hash("plan"),
            notice_days: u32::try_from(days).unwrap_or(0),
            conflicts: 0,
        };
        self.does(Verb::PlanSign, self.bench.set[seat], evidence)
    }

    fn research(&mut self) -> anyhow::Result<()> {
        let found = self.state()?.research.groups.keys().next().copied();
        let group = found.context("a plan without a research group")?;
        let units = &self.setting.cast.units;
        let leader = Player {
            capacity: Capacity::GroupLeader,
            ..*words::any(&mut self.rng, units)
        };
        let assign = Evidence::GroupAssign {
            group,
            leader: leader.account,
            task: true,
            due: self.at + TimeDelta::days(7),
        };
        self.does(Verb::ResearchAssign, self.bench.set[0], assign)?;
        self.come(Station::Reported, 15);
        let findings = self.rng.random_range(1..=4);
        let report = Evidence::GroupWork { group, findings };
        self.does(Verb::ResearchReport, leader, report)
    }

    fn session(&mut self) -> anyhow::Result<()> {
        self.come(Station::SessionClosed, 14);
        let session = self.state()?.deliberation.meetings.first().map(|m| m.id);
        let session = session.context("a plan without a session")?;
        let heard = self.groups()?;
        let presence = Presence {
            set_present: 2,
            invited: INVITED,
            present: self.rng.random_range(10..=INVITED),
            groups: heard.clone(),
            root: None,
        };
        let chair = self.bench.set[0];
        let open = Evidence::Open {
            session,
            presence: presence.clone(),
        };
        self.does(Verb::SessionOpen, chair, open)?;
        self.at += TimeDelta::minutes(90);
        let close = Evidence::Close {
            session,
            presence,
            heard,
        };
        self.does(Verb::SessionClose, chair, close)
    }

    fn minutes(&mut self) -> anyhow::Result<()> {
        self.come(Station::MinutesSigned, 9);
        let hash = self.hash("minutes");
        let save = Evidence::Minutes { hash: hash.clone() };
        self.does(Verb::MinutesSave, self.bench.liaison, save)?;
        for signer in self.bench.set {
            let sign = Evidence::Sign { hash: hash.clone() };
            self.does(Verb::MinutesSign, signer, sign)?;
        }
        Ok(())
    }

    fn opinion(&mut self) -> anyhow::Result<()> {
        self.come(Station::OpinionSignedOnce, 9);
        let accepted = self.rng.random_range(1..=2);
        let items = (1..=2).map(|no| ItemFacts {
            no,
            accepted: no <= accepted,
            legal: false,
        });
        let facts = OpinionFacts {
            hash: self.hash("opinion"),
            items: items.collect(),
            agreement: Some(*words::any(&mut self.rng, Agreement::ALL)),
            dissents: 0,
        };
        self.does(
            Verb::OpinionSave,
            self.bench.liaison,
            Evidence::Opinion(facts),
        )?;
        self.sign_opinion(0)
    }

    pub(super) fn sign_opinion(&mut self, seat: usize) -> anyhow::Result<()> {
        let evidence = Evidence::OpinionSign {
            hash: self.hash("opinion"),
            consents: INVITED - 3,
            dissents: 0,
            root: None,
        };
        self.does(Verb::OpinionSign, self.bench.set[seat], evidence)
    }
}
