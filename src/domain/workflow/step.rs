//! The four stages (四环) and eight steps (八步).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of the four stages (四环) of the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 议题确定: steps 1 and 2.
    TopicSetting,
    /// 议事组织: steps 3 and 4.
    Organising,
    /// 成果转化: steps 5 and 6.
    Conversion,
    /// 成效评估: steps 7 and 8.
    Evaluation,
}

impl Stage {
    /// The stages in their order.
    pub const ALL: [Self; 4] = [
        Self::TopicSetting,
        Self::Organising,
        Self::Conversion,
        Self::Evaluation,
    ];

    /// The number of the stage, 1 to 4.
    #[must_use]
    pub const fn no(self) -> u8 {
        match self {
            Self::TopicSetting => 1,
            Self::Organising => 2,
            Self::Conversion => 3,
            Self::Evaluation => 4,
        }
    }

    /// The name in exports and catalogue keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TopicSetting => "topic_setting",
            Self::Organising => "organising",
            Self::Conversion => "conversion",
            Self::Evaluation => "evaluation",
        }
    }

    /// The two steps of the stage.
    #[must_use]
    pub const fn steps(self) -> [Step; 2] {
        match self {
            Self::TopicSetting => [Step::Solicitation, Step::Scheduling],
            Self::Organising => [Step::Research, Step::Deliberation],
            Self::Conversion => [Step::Feedback, Step::Conversion],
            Self::Evaluation => [Step::Supervision, Step::Evaluation],
        }
    }

    /// The catalogue key of the stage's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("stage-{}", self.code().replace('_', "-"))
    }
}

/// One of the eight steps (八步) of the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 1 征题.
    Solicitation,
    /// 2 定题.
    Scheduling,
    /// 3 调研.
    Research,
    /// 4 议事.
    Deliberation,
    /// 5 反馈.
    Feedback,
    /// 6 转化.
    Conversion,
    /// 7 监督.
    Supervision,
    /// 8 评议.
    Evaluation,
}

impl Step {
    /// The steps in their order.
    pub const ALL: [Self; 8] = [
        Self::Solicitation,
        Self::Scheduling,
        Self::Research,
        Self::Deliberation,
        Self::Feedback,
        Self::Conversion,
        Self::Supervision,
        Self::Evaluation,
    ];

    /// The number of the step, 1 to 8.
    #[must_use]
    pub const fn no(self) -> u8 {
        match self {
            Self::Solicitation => 1,
            Self::Scheduling => 2,
            Self::Research => 3,
            Self::Deliberation => 4,
            Self::Feedback => 5,
            Self::Conversion => 6,
            Self::Supervision => 7,
            Self::Evaluation => 8,
        }
    }

    /// The step with this number, 1 to 8.
    #[must_use]
    pub fn from_no(no: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.no() == no)
    }

    /// The stage that the step belongs to.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::Solicitation | Self::Scheduling => Stage::TopicSetting,
            Self::Research | Self::Deliberation => Stage::Organising,
            Self::Feedback | Self::Conversion => Stage::Conversion,
            Self::Supervision | Self::Evaluation => Stage::Evaluation,
        }
    }

    /// The step after this one; none after the eighth.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Solicitation => Some(Self::Scheduling),
            Self::Scheduling => Some(Self::Research),
            Self::Research => Some(Self::Deliberation),
            Self::Deliberation => Some(Self::Feedback),
            Self::Feedback => Some(Self::Conversion),
            Self::Conversion => Some(Self::Supervision),
            Self::Supervision => Some(Self::Evaluation),
            Self::Evaluation => None,
        }
    }

    /// The name in exports, addresses and catalogue keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Solicitation => "solicitation",
            Self::Scheduling => "scheduling",
            Self::Research => "research",
            Self::Deliberation => "deliberation",
            Self::Feedback => "feedback",
            Self::Conversion => "conversion",
            Self::Supervision => "supervision",
            Self::Evaluation => "evaluation",
        }
    }

    /// The catalogue key of the step's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("step-{}", self.code())
    }
}

/// The text names neither a step nor a number from 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a step: a name such as `research` or a number from 1 to 8")]
pub struct NotAStep;

impl FromStr for Step {
    type Err = NotAStep;

    fn from_str(s: &str) -> Result<Self, NotAStep> {
        Self::ALL
            .into_iter()
            .find(|step| step.code() == s || step.no().to_string() == s)
            .ok_or(NotAStep)
    }
}
