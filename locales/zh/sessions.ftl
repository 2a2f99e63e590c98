# The list of sessions
sessions-title = 协商会
sessions-lead = 正在筹备和已经开过的协商会。会议纪要签署后在这里公开。
sessions-calendar = 订阅到日历
sessions-calendar-one = 加到我的日历
sessions-coming = 即将召开
sessions-held = 以往的协商会
sessions-none-coming = 最近没有安排协商会。
sessions-none-held = 还没有开过协商会。

# A session
session-title = { $form }：{ $topic }
session-n = 第 { $n } 场 · { $form }
session-span = { $from } 至 { $until }
session-about = 时间和地点
session-when = 时间
session-form = 形式
session-where = 地点
session-agenda = 议程
session-participants = 参会人（{ $n }）
session-work = 到工作页
session-remarks = 发言记录
session-status-planned = 待召开
session-status-open = 正在开会
session-status-closed = 已闭会
session-status-adjourned = 已休会
session-status-cancelled = 已取消
session-you-are-invited = 您受邀参加这场协商会。{ $reply }。
session-you-are-here = 您{ $present }。
session-reply-coming = 能来
session-reply-not-coming = 来不了
session-invited-once = 已邀请一次
session-invited-twice = 已邀请两次
session-not-invited = 还没有邀请
session-present-room = { $clock } 现场签到
session-present-online = { $clock } 线上签到
session-present-written = { $clock } 书面答复
session-reply-title = 您能来吗？
session-reply-field = 答复
session-reply-note = 补充一句
session-check-in-own = 我到了，签到
session-code = 签到码
session-code-hint = 会场公布的 6 位数字。
session-code-valid = 现在可以签到，请在会场公布。
session-code-later = 开会前 2 小时起可以签到。
session-remark-own = 我要发言

# The work page of step 4
sessions-heading = 议事
sessions-others = 这个议题的其他场次
sessions-to-plan = 为再次协商制定计划
sessions-to-opinion = 纪要和协商意见书
sessions-replan-reason = 为什么要重新计划
sessions-replan-note = 议题回到“定题”，重新计划和通知。审批仍然有效，调研报告、会前材料和纪要保留。
session-people = 名单：{ $n } 人，{ $coming } 人答复能来，{ $present } 人已到
session-invite-title = 邀请参会人
session-invite-people = 邀请谁
session-invite-signer = 签署组里不在名单上的人
session-invite-signer-hint = 例如代为履职的人，或者街道议事室的第二签署人。签署组两席都到会才能开会。
session-invite-way = 怎么通知的
session-invite-note = 每人最多记两次邀请。两次都请过还没有人来的利益方，可以说明缺席。
session-check-in-title = 代为签到
session-check-in-listed = 为选中的人签到
session-check-in-people = 谁到了
session-check-in-way = 怎么到的
session-way-room = 到场
session-way-online = 线上
session-way-written = 书面答复
session-open-title = 宣布开会
session-open-note = 到会人数和法定人数规则从此刻固定下来，写入记录。
session-absence-title = 说明利益方缺席
session-absence-intro = 利益方的每位代表都请过两次还没有来，才能这样说明。
session-absence-group = 哪一方没有来
session-absence-reason = 缺席的原因
session-invitations = 已邀请 { $n } 次
session-remark-title = 记录发言
session-remark-person = 谁在发言
session-remark-other = 名单以外的人
session-remark-other-hint = 发言人在名单里就不用填。
session-speaker = { $name }（{ $role }）
session-remark-place = 在哪里说的
session-remark-body = 发言内容
remark-place-room = 会场
remark-place-off-room = 会场外
remark-place-online = 线上
session-heard = 听取了哪些利益方的意见
session-heard-hint = 到会的，或者有发言记录的，才能选。
session-close-title = 宣布闭会
session-close-note = 闭会后整理纪要、起草协商意见书。
session-adjourn-reason = 休会的原因
session-adjourn-note = 休会后这场会就结束了：改开下一场已公布的会，或者重新计划。
session-no-quorum = 到会 { $present } 人，不足法定的 { $wanted } 人。

# Quorum
quorum-title = 法定人数
quorum-set = 签署组到会
quorum-delegates = 应到 { $invited } 人，至少要到 { $wanted } 人
quorum-group = { $name }：至少到 1 人
quorum-group-explained = { $name }：缺席已说明，或已听取过意见

# Ballots
ballot-question = 表决什么
ballot-options = 选项
ballot-options-hint = 一行一个，2 到 12 个。
ballot-options-usual =
    赞成
    反对
    弃权
ballot-threshold = 怎样算通过
ballot-threshold-more = 超过 { $all } 分之 { $of }
ballot-secret = 无记名
ballot-secret-tick = 无记名投票
ballot-open-vote = 记名
ballot-open-note = 现在到会并且有表决权的人可以投票；问题、选项和规则不再改变。
ballot-electorate = { $n } 人有表决权，已投 { $votes } 票
ballot-running = 正在投票
ballot-closed = 已结束
ballot-votes = { $n } 票
ballot-which = 哪一项表决
ballot-close-title = 结束表决并计票
ballot-close-note = 票数写入记录，不能再投。
ballot-choice = 您的选择
ballot-secret-hint = 无记名：没有人能看到您投了什么。投了不能改。
ballot-open-hint = 记名投票。投了不能改。

# Errors
error-nobody-ticked = 请至少选一个人
error-invited-twice = 选中的人都已经邀请过两次
error-code-wrong = 签到码不对，请再看一下会场公布的数字
error-options = 选项要有 2 到 12 个，一行一个
error-options-twice = 有两个选项一样
error-speaker-due = 请选择发言人，或者填写名字
error-not-heard = 选中的利益方里有一方没有人到会，也没有发言记录
