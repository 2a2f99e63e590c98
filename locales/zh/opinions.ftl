# Minutes
opinions-heading = 纪要和协商意见书
opinions-to-sessions = 协商会
opinions-to-feedback = 到“反馈”
minutes-title = 会议纪要
minutes-version = 会议纪要（第 { $n } 版）
minutes-signed = { $at } 签署完成
minutes-unsigned = 待签署
minutes-sitting = 应到 { $invited } 人，实到 { $present } 人，{ $recorder }记录
minutes-read = 看纪要内容
minutes-edit = 整理会议纪要
minutes-intro = 发言和观点记在“协商会”页面，可以对照着写；签署组签完以后公开。
minutes-session = 哪一场会
minutes-course = 议事经过
minutes-points = 各方意见
minutes-conclusions = 形成的共识
minutes-divided = 没有谈拢的
minutes-save-note = 保存一版新的纪要，原来的签署作废。
minutes-sign-title = 签署会议纪要第 { $n } 版
minutes-sign-note = 签署针对这一版内容，改动后要重新签署。
minutes-signed-at = { $at } 由签署组签署
minutes-hash = 内容指纹

# Opinion
opinion-version = 协商意见书（第 { $n } 版）
opinion-issued = { $at } 已签发
opinion-unsigned = 待签发
opinion-rejected = 已退回修改
opinion-edit = 起草协商意见书
opinion-more-items = 再加一条意见
opinion-summary = 协商结果
opinion-agreement = 达成一致的程度
opinion-agreement-hint = 签发前必须填写；起草时可以先空着。
opinion-agreement-open = 还没有填写
opinion-dissents = 保留的不同意见
opinion-dissents-hint = 一行一条，写明是哪一方的意见，会原样保留。
opinion-save-note = 保存一版新的意见书。原来的签署和大家对上一版的表态作废。
opinion-said = 参会人的表态：{ $agrees } 人同意，{ $dissents } 人保留意见
opinion-sign-title = 签发协商意见书第 { $n } 版
opinion-sign-note = 签署针对这一版内容，改动后要重新签署。两位都签署后即签发。
opinion-sign-last = 您是最后一位：签署后意见书即签发，议题进入“反馈”，作者和关注的人会收到通知。
opinion-reject-reason = 要改什么
opinion-reject-note = 退回后签署作废，联络员修改后再签。
item-n = 第 { $n } 条
item-text = 意见内容
item-result = 是否采纳
item-target = 建议转化为
item-legal = 还要经过的法定程序
item-accepted = 采纳
item-not-accepted = 不采纳
item-legal-needed = 须经{ $what }
legal-owners-vote = 业主共同决定
legal-residents-assembly = 居民会议
legal-villagers-assembly = 村民会议
legal-collective-members = 集体经济组织成员
legal-government-decision = 政府决定

# Consent
consent-title = 您同意这份意见书吗？
consent-stance = 您的态度
consent-agree = 同意
consent-dissent = 保留意见
consent-words = 不同意什么
consent-words-hint = 选“保留意见”时要写，会原样保留。
consent-note = 每人对每一版表态一次，不能改。
consent-said = 您已表态：{ $stance }。每人对每一版表态一次。
consent-item = { $n }. { $text }（{ $result }）
consent-level = 达成程度：{ $level }
consent-dissent-kept = 保留的不同意见：{ $text }

# The boxes of the signing set
seal-title = 签署
seal-version = 第 { $n } 版
seal-signed = 已签署
seal-yours = （您）待签署
seal-waiting = 待签署
seal-vacant = 席位空缺，请街道管理员补上
seal-mine = 您已于 { $at } 签署，还等{ $who }签署。
seal-void = 签署针对这一版内容，改动后须重新签署

# Errors
error-session-not-held = 这场会还没有闭会
error-consensus-with-dissent = 有保留的不同意见，就不是“一致”
error-dissent-due = 存在分歧时，请把不同意见写下来
error-dissent-words = 请写下不同意的地方
