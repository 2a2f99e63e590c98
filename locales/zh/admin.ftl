# The street's choices
settings-title = 街道设置
settings-forbidden = 街道设置由街道管理员修改。
settings-unverified = 姓名还没有核实的居民可以做什么
settings-unverified-hint = 手机号在注册时已用验证码证实；这里说的是社区还没有核实姓名和住址的人。
settings-save = 保存设置
settings-note = 保存后马上生效，对所有还没核实的居民一样。
flash-settings-saved = 设置已保存。
unverified-follow = 只能浏览和关注
unverified-follow-hint = 最稳妥：提议题、附议、评论、评议都要先核实
unverified-submit = 还可以提议题
unverified-submit-hint = 议题照样由联络员受理以后才公开
unverified-support = 还可以提议题和附议
unverified-support-hint = 评论和评议仍要先核实
unverified-comment = 还可以提议题、附议和评论
unverified-comment-hint = 举报评论和评议仍要先核实；评论是否先审后发，在“评论规则与敏感词”里定

# Standard answers
answers-heading = 标准答复
answers-lead = 常用的理由先写在这里，办理时一选就能用。
answers-own-hint = 每行一条：名称 | 全文。清空后用程序自带的。
answers-program-hint = 现在是程序自带的，可以直接改。每行一条：名称 | 全文。
answers-note = 保存后马上用在办理页面上。选用的答复会原样告诉提出人，理由公开的也会公开；核实不通过的原因只告诉本人。
answers-of-residents = 核实不通过（居民登记）
answers-save = 保存标准答复
answers-changed = 别人刚刚保存了标准答复，再开一次本页可以看到
answers-forbidden = 标准答复由街道管理员和联络员整理。
flash-answers-saved = 标准答复已保存。
answers-title = 选用标准答复
answers-choose = 标准答复
answers-choose-hint = 选用的全文放在前面，下面写的接在后面；选了可以不再写。
answers-none = 不用，自己写
answers-ask-more =
    写明地点 | 请补充具体地点：哪个小区、几号楼、哪个出入口。
    补拍照片 | 请补一两张照片，最好能看清现场的位置。
    说明影响 | 请补充大约影响多少人、从什么时候开始、哪个时段最严重。
    希望怎么办 | 请说说您希望怎样解决，有没有和物业或邻居商量过。
answers-merge =
    同一件事 | 说的是同一件事，合在一起办，您的附议和关注都会带过去。
    同一地点 | 同一个地方的相近问题，一起协商、一起解决更快。
    正在办理 | 同样的事情已经在办，并过去可以直接看到进展。
answers-transfer =
    属其他社区 | 事情发生在其他社区的范围内，转由当地的议事室办理。
    涉及多个社区 | 事情涉及多个社区，转由街道议事室统一协商。
    专门单位负责 | 这件事由专门单位负责处理，已转给该单位直接答复您。
answers-decline =
    不属协商范围 | 这件事有明确的法律规定或者正在诉讼、复议中，不属于协商议事的范围。
    个别矛盾 | 这是当事双方之间的矛盾，由调解处理更合适。
    已有结果 | 同样的事情已经协商过，结果正在落实，请看“兑现榜”。
    直接可办 | 这件事不需要协商，可以直接报修或者拨打热线处理。
answers-return =
    补充评估 | 请补充评估：影响的人数和利益相关方写得不够清楚。
    范围太大 | 切点太大，请缩小到一次协商能说清楚的范围。
    先做核实 | 请先到现场核实情况，再提请立项。
error-answer-line = 每行要写成：名称 | 全文
error-answer-long = 名称最多 24 个字，全文最多 300 个字
error-answer-twice = 同一个名称写了两次
error-answers-many = 每一类最多 12 条

# A street's own words
synonyms-title = 本地词语
synonyms-lead = 居民对同一个地方、同一件事常有几种叫法。写在这里，查找类似议题时就当作同一个词。
synonyms-words = 本街道的词语
synonyms-words-hint = 每行一组，意思相同的词用空格或逗号隔开，例如：圆楼 一号楼 老活动室。一行只写一个词，表示它是一个完整的词，例如楼盘的名字。每个词 2 到 20 个字，最多 300 个词。
synonyms-note = 保存后马上生效，以前的议题也照新的词语查找。电瓶车和电动自行车这样的常用词程序已经认得，不用再写。
synonyms-save = 保存词语
synonyms-try = 试一试能找到什么
synonyms-forbidden = 本地词语由街道管理员维护。
flash-synonyms-saved = 本地词语已保存。
error-synonym-length = 每个词要 2 到 20 个字
error-synonym-twice = 同一个词只能写在一组里
error-synonyms-many = 最多 300 个词
