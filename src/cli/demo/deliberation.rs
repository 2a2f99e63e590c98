//! The straight way of a topic through step 4: session, minutes, opinion.

use anyhow::Context;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::course::Course;
use super::way::Way;
use crate::domain::fields::Raw;
use crate::domain::workflow::{MeetingState, Verb};
use crate::store::sessions::people;

impl Course<'_, '_> {
    /// The session that is ahead, and when.
    pub(super) fn next_session(&self) -> anyhow::Result<(Uuid, DateTime<Utc>)> {
        let state = self.state()?;
        let meeting = state
            .deliberation
            .now()
            .filter(|m| m.state == MeetingState::Planned)
            .last()
            .context("no session is planned")?;
        Ok((meeting.id, meeting.at))
    }

    /// Step 4: the session. With a quorum it is opened and closed; without one nobody can open it.
    pub(super) async fn hold_session(&mut self, quorate: bool) -> anyhow::Result<()> {
        let (session, at) = self.next_session()?;
        self.stage.app.clock.set(at.min(self.stage.now));
        let store = &self.stage.app.store;
        let mut tx = store.read(self.stage.street.id, "demo.people").await?;
        let people = people::of_session(&mut tx, session).await?;
        drop(tx);
        let liaison = self.quarter.liaison.clone();
        // One group of one topic stays away; everybody else comes.
        let away = self.groups()?.last().copied();
        let away = away.filter(|_| self.seed.way == Way::MinutesSigned);
        let coming = if quorate { people.len() } else { 3 };
        let mut present = Raw::of([("listed", "yes"), ("present_way", "room")]);
        for person in people.iter().take(coming) {
            if away.is_none() || person.group_id != away {
                present.add("people", person.id.to_string());
            }
        }
        self.session(&liaison, session, Verb::SessionCheckIn, present)
            .await?;
        if !quorate {
            return Ok(());
        }
        if let Some(group) = away {
            self.explain_absence(session, group, &people).await?;
        }
        let chair = self.quarter.set[0].clone();
        self.session(&chair, session, Verb::SessionOpen, Raw::default())
            .await?;
        let remarks = self.stage.texts.remarks.clone();
        let there = people
            .iter()
            .filter(|p| away.is_none() || p.group_id != away);
        for (person, body) in there.skip(2).zip(remarks) {
            let remark = [
                ("person", person.id.to_string()),
                ("place", "room".to_owned()),
                ("body", body),
            ];
            self.session(&liaison, session, Verb::SessionRemark, Raw::of(remark))
                .await?;
        }
        if self.seed.way == Way::Disputed {
            self.vote(session).await?;
        }
        let mut close = Raw::default();
        for group in self.groups()? {
            if Some(group) != away {
                close.add("heard", group.to_string());
            }
        }
        self.session(&chair, session, Verb::SessionClose, close)
            .await
    }

    /// A group was invited twice and stayed away.
    async fn explain_absence(
        &mut self,
        session: Uuid,
        group: Uuid,
        people: &[people::Person],
    ) -> anyhow::Result<()> {
        let liaison = self.quarter.liaison.clone();
        for way in ["handed", "phone"] {
            let mut invite = Raw::of([("way", way)]);
            for person in people.iter().filter(|p| p.group_id == Some(group)) {
                invite.add("people", person.id.to_string());
            }
            self.session(&liaison, session, Verb::SessionInvite, invite)
                .await?;
        }
        let form = [
            ("group", group.to_string()),
            ("reason", self.stage.texts.of("absence").to_owned()),
        ];
        self.session(&liaison, session, Verb::SessionAbsence, Raw::of(form))
            .await
    }

    /// Where there is no agreement, it is put to the vote.
    async fn vote(&mut self, session: Uuid) -> anyhow::Result<()> {
        let chair = self.quarter.set[0].clone();
        let ballot = Raw::of([
            ("question", "是否试行三个月？"),
            ("options", "同意\n不同意\n弃权"),
            ("threshold", "1/2"),
        ]);
        self.session(&chair, session, Verb::BallotOpen, ballot)
            .await?;
        let open = self
            .state()?
            .deliberation
            .under_way()
            .and_then(|m| m.ballots.keys().next().copied());
        let id = open.context("no ballot is open")?.to_string();
        for (group, choice) in [(0, "1"), (1, "2")] {
            for voter in self.members_of(group) {
                let vote = Raw::of([("ballot", id.as_str()), ("choice", choice)]);
                self.session(&voter, session, Verb::SessionVote, vote)
                    .await?;
            }
        }
        for voter in self.quarter.set.clone() {
            let vote = Raw::of([("ballot", id.as_str()), ("choice", "1")]);
            self.session(&voter, session, Verb::SessionVote, vote)
                .await?;
        }
        let close = Raw::of([("ballot", id)]);
        self.session(&chair, session, Verb::BallotClose, close)
            .await
    }

    /// Minutes are written and signed by the set.
    pub(super) async fn minutes(&mut self, day: u32) -> anyhow::Result<()> {
        let state = self.state()?;
        let held = state.deliberation.now().last().context("no session")?.id;
        self.day(day - 1, 16);
        let liaison = self.quarter.liaison.clone();
        let form = [
            ("session", held.to_string()),
            (
                "course",
                "会议由召集人主持，先听取调研情况，再由各方发言。".to_owned(),
            ),
            ("points", self.stage.texts.remarks.join("\n")),
            ("conclusions", self.conclusions()),
        ];
        self.form(&liaison, Verb::MinutesSave, Raw::of(form))
            .await?;
        self.day(day, 10);
        for seat in 0..2 {
            let hash = self.state()?.deliberation.minutes.clone();
            let hash = hash.context("no minutes to sign")?.0;
            let who = self.quarter.set[seat].clone();
            self.act(&who, Verb::MinutesSign, &[("hash", &hash)])
                .await?;
        }
        Ok(())
    }

    /// What came of the deliberation, in a line.
    pub(super) fn conclusions(&self) -> String {
        if self.seed.items.is_empty() {
            "各方意见不一，未形成一致方案。".to_owned()
        } else {
            self.seed.items.join("；")
        }
    }

    /// The opinion is written, the participants consent, the first of the set signs.
    pub(super) async fn opinion(&mut self, day: u32) -> anyhow::Result<()> {
        self.day(day - 1, 10);
        let disputed = self.seed.way == Way::Disputed;
        let mut raw = Raw::of([("summary", self.conclusions())]);
        for (i, item) in (1..).zip(&self.seed.items) {
            raw.add(format!("item_{i}_text"), item);
            raw.add(format!("item_{i}_result"), "accepted");
            raw.add(format!("item_{i}_target"), "project");
        }
        if disputed || self.seed.items.is_empty() {
            raw.add("agreement", "divided");
            raw.add("dissents", self.stage.texts.of("dissent"));
        } else {
            raw.add("agreement", "consensus");
        }
        let liaison = self.quarter.liaison.clone();
        self.form(&liaison, Verb::OpinionSave, raw).await?;
        let hash = self.opinion_hash()?;
        for (i, _) in self.groups()?.iter().enumerate() {
            for member in self.members_of(i) {
                let stance = [("hash", hash.as_str()), ("stance", "agree")];
                self.act(&member, Verb::OpinionConsent, &stance).await?;
            }
        }
        self.day(day, 10);
        self.sign_opinion(0).await
    }

    fn opinion_hash(&self) -> anyhow::Result<String> {
        let facts = self.state()?.opinion.facts.as_ref();
        Ok(facts.context("no opinion to sign")?.hash.0.clone())
    }

    pub(super) async fn sign_opinion(&mut self, seat: usize) -> anyhow::Result<()> {
        let hash = self.opinion_hash()?;
        let who = self.quarter.set[seat].clone();
        self.act(&who, Verb::OpinionSign, &[("hash", &hash)]).await
    }
}
