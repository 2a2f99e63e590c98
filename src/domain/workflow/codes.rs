//! Closed lists by name: in the database, in forms, in exports and as
//! catalogue keys. The codes are those of their serialised form.

use super::event::Paper;
use super::facts::{Agreement, Focus, Form, Grade, Satisfaction, Source, Target, Way};
use super::rooms::{MeetingState, TaskState};

macro_rules! codes {
    ($( $list:ident, $prefix:literal: $( $item:ident = $code:literal ),+ ; )+) => { $(
        impl $list {
            /// Every one, in the order of lists and forms.
            pub const ALL: &'static [Self] = &[$( Self::$item, )+];

            /// The name in the database, in forms and in exports.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $( Self::$item => $code, )+ }
            }

            /// The one with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|i| i.code() == code)
            }

            /// The catalogue key of its name.
            #[must_use]
            pub fn key(self) -> String {
                format!(concat!($prefix, "{}"), self.code().replace('_', "-"))
            }
        }
    )+ };
}

codes! {
    Source, "source-": PublicCall = "public_call", MemberRecommendation = "member_recommendation", Assignment = "assignment";
    Focus, "focus-": PartyGovernmentWork = "party_government_work", ReformDevelopment = "reform_development",
        Livelihood = "livelihood", Governance = "governance";
    Form, "form-": Meeting = "meeting", Written = "written", Online = "online", FieldStudy = "field_study",
        Discussion = "discussion", Supervision = "supervision", Appraisal = "appraisal", Dialogue = "dialogue";
    Agreement, "agreement-": Consensus = "consensus", BroadAgreement = "broad_agreement", Divided = "divided";
    Target, "target-": Decision = "decision", Project = "project", Improvement = "improvement", Other = "other";
    Grade, "grade-": A = "a", B = "b", C = "c", D = "d";
    Way, "way-": Read = "read", Handed = "handed", Phone = "phone", Visit = "visit";
    Satisfaction, "satisfaction-": Satisfied = "satisfied", Basically = "basically", NotSatisfied = "not_satisfied";
    TaskState, "task-state-": Unassigned = "unassigned", Assigned = "assigned", Refused = "refused",
        Accepted = "accepted", Graded = "graded";
    MeetingState, "meeting-state-": Planned = "planned", Open = "open", Adjourned = "adjourned", Closed = "closed",
        Cancelled = "cancelled";
    Paper, "paper-": Plan = "plan", Waiver = "waiver", Minutes = "minutes", Opinion = "opinion",
        NoResult = "no_result", Answer = "answer";
}
