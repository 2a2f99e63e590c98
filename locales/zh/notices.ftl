nav-notices = 通知
desk-title = { $n ->
    [0] { $name }，今天没有急事
   *[other] { $name }，今天有 { $n } 件事等您
}
desk-overdue = 已经逾期 { $n }
desk-today = 今天到期 { $n }
desk-week = 本周 { $n }
desk-later = 以后 { $n }
desk-open = 没有期限 { $n }
desk-task = { $verb }（任务 { $n }）
desk-working-me = 您正在办理
desk-sensitive = 有敏感词
desk-look = 查看
desk-more = 这里只列出最急的 { $n } 件。
desk-no-more = 这里最多列出 { $n } 件，办完一些再看其余的。
desk-all = 全部列出
desk-empty = 没有等您办的事。
desk-empty-own = 轮到您办的事，比如回复协商会邀请，会列在这里。
desk-title-own = { $n ->
    [0] { $name }，现在没有等您办的事
   *[other] { $name }，有 { $n } 件事等您
}
desk-see-topics = 看议题
desk-soon = 近期协商会
desk-watched = 我监督的任务
desk-did = 我办过的
notices-title = 通知
notices-unread = { $n } 条未读
notices-all-read = 没有未读通知
notices-read = 全部标为已读
notices-none = 还没有通知。您提出、附议或关注的议题有了进展，会在这里告诉您。
notice-new = 未读
flash-notices-read = 通知已全部标为已读。

# A notice says what happened to the topic; an act without a sentence here is called by its name
notice-submit = 有居民提交了新议题，等待议事室答复
notice-revise = 提出人补充修改了议题
notice-withdraw = 提出人撤回了议题，议题到此结束
notice-accept = 议事室受理了这个议题，已经公开
notice-ask-more = 议事室请提出人补充情况
notice-merge = 这个议题并入了同类议题，在那里一并办理
notice-merge-of = 这个议题并入了{ $other }，在那里一并办理
notice-merge-here-of = { $other }并入了这个议题，一并办理
notice-unmerge = 合并已取消，这个议题单独办理
notice-unmerge-of = 与{ $other }的合并已取消，这个议题单独办理
notice-unmerge-here-of = { $other }的合并已取消，从这个议题分出去单独办理
notice-transfer = 这个议题转交其他渠道办理
notice-transfer-to = 这个议题已转给{ $to }办理，理由见下
notice-take-down = 街道管理员申请隐藏这个议题的内容，等待确认
notice-take-down-confirm = 这个议题的内容已隐藏，理由见下；办理照常进行
notice-restore-asked = 提出人申请恢复公开，等待决定
notice-restore-shown = 这个议题的内容已恢复公开
notice-restore-refused = 恢复公开的申请没有通过，理由见下
notice-decline = 议事室建议不采纳这个议题，等待另一人确认
notice-decline-confirm = 这个议题没有被采纳，理由见下
notice-reconsider = 提出人申请复议
notice-reconsider-decide = 复议已有决定
notice-propose = 议事室已把这个议题报请审批
notice-take-back = 议事室撤回了报批，继续征集评估
notice-approve = 街道已同意立项，下一步定协商计划
notice-return = 议题被退回上一步，理由见议题页面
notice-plan-sign = 召集人确认了协商计划
notice-plan-reject = 有召集人要求修改协商计划
notice-replan = 协商计划要重新制定
notice-session-invite = 您被邀请参加协商会，请答复能否到会
notice-research-report = 调研小组交来了调研报告
notice-research-briefing = 会前材料已经准备好，请开会前看一看
notice-research-adopt = 调研报告已采纳
notice-research-waive = 这个议题不再单独调研，理由见议题页面
notice-session-adjourn = 协商会休会，将择期再开
notice-session-close = 协商会开完了
notice-minutes-sign = 会议纪要有了新的签名
notice-opinion-save = 协商意见书有了新的文稿，请看过后表示是否同意
notice-opinion-reject = 有召集人要求修改协商意见书
notice-opinion-sign = 召集人签署了协商意见书
notice-no-result = 协商没有形成可采纳的意见
notice-feedback-deliver = 协商结果已经反馈，欢迎查看
notice-feedback-answer = 您的异议有了答复
notice-feedback-sustain = 异议被采纳，签齐后议题再次协商
notice-feedback-release = 协商结果开始公示
notice-feedback-close = 反馈结束：采纳的意见交有关部门办理，没有采纳的直接进入评议
notice-task-assign = 办理任务已经分派
notice-task-transfer = 办理任务改派了单位
notice-task-refuse = 有单位不接受办理任务，等待裁定
notice-task-decide = 办理任务的归属已经裁定
notice-task-extend = 有单位申请延长办理时间
notice-task-urge = 督查部门催办了任务
notice-task-complete = 一项办理任务已办结
notice-task-explain = 一项办理任务有了结果说明
notice-task-verify = 一项办理任务已到现场核实
notice-evaluation-open = 评议开始了，请说说办得怎么样
notice-evaluation-answer = 对您的评议有了答复
notice-evaluation-account = 评议结果已经汇总
notice-conclude = 这个议题办结了
notice-rehandle = 评议后决定再办理一次
notice-end-unresolved-sign = 这个议题没有办成，已结束并说明理由
notice-escalate = 这个议题提级到街道办理
notice-escalate-of = 这个议题提级到街道，以{ $other }接着办理，理由见下
notice-suspend = 办理暂时中止，理由见议题页面
notice-resume = 办理恢复了
notice-recuse = 有办理人申请回避

# Pages of work beside the topics
office-title = 其他工作
office-residents = { $n } 位待核实
office-comments = { $n } 条要看

# What others have in hand
desk-handed = 等别人办的
desk-handed-to = 等{ $whom }
desk-handed-since = { $date } 起
desk-merged = 还可以撤销的合并
