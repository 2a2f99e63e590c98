# What a topic at intake waits for
waits-author = 等提出人补充
waits-author-since = { $since } 请提出人补充，等待期间不计办理时间；补充以后会回到待办。
waits-clerk-since = { $since } 记下要补充。提出人没有账号：请联系到本人，问清后在下面代为修改。
waits-asked = 请补充的是：{ $words }
waits-convener = 等召集人确认
waits-you = 等您确认
waits-you-since = { $since } 有人提出不予采纳，由您确认以后议题才结束。
waits-decline-since = { $who }于 { $since } 提出不予采纳，等{ $whom }{ $n ->
    [1] 确认
   *[other] 中的一位确认
}。确认以后议题才结束，理由才公开。
waits-decline-why = 理由：{ $words }
waits-merged-into = 已并入 { $code }
waits-merged-from = { $code } 已并入这件议题
waits-merged-undo = 去撤销这次合并
waits-merged-late = 撤销的时间已过。
waits-undo-hours = { $until } 前可以撤销，还剩 { $n } 小时
waits-undo-minutes = { $until } 前可以撤销，还剩 { $n } 分钟
flash-ask-more = 已请提出人补充。现在等提出人答复，等待期间不计办理时间；答复以后会回到待办。
flash-decline = 已提出不予采纳。现在等召集人确认；确认以前议题没有结束，理由也不公开。

# Two topics side by side, before a merge
merge-heading = 合并以前核对一下
merge-into = 并入这件
merge-compare = 核对两件议题
merge-compare-note = 下一页并排显示两件议题，确认以后才合并。
merge-this = 要并走的议题
merge-that = 并入这件议题
merge-code = 编号
merge-step = 进行到
merge-raised = 提出时间
merge-supports = 附议
merge-what = 合并以后
merge-moved = { $n ->
    [0] 关注的人转到 { $code }
   *[other] { $n } 位附议人和关注的人转到 { $code }
}，提出人自动关注 { $code }。
merge-told = 提出人、附议和关注的人都会收到通知；这件议题的页面会指向并入的那一件。
merge-undo = { $hours } 小时内可以撤销，只有因合并转过去的附议和关注会转回来。
merge-do = 确认并入 { $code }
intake-unverified = 姓名还没有核实
merge-back = 不合并，回到受理页
error-merge-ended = 那件议题已经办结或结束，不能再并入
