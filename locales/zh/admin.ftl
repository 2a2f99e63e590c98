# The street's choices
settings-title = 街道设置
settings-forbidden = 街道设置由街道管理员修改。
settings-unverified = 姓名还没有核实的居民可以做什么
settings-unverified-hint = 手机号在注册时已用验证码证实；这里说的是社区还没有核实姓名和住址的人。
settings-save = 保存设置
settings-note = 保存后马上生效，对所有还没核实的居民一样。
flash-settings-saved = 设置已保存。
unverified-follow = 只能浏览和关注
unverified-follow-hint = 最稳妥：提议题、附议、评议都要先核实
unverified-submit = 还可以提议题
unverified-submit-hint = 议题照样由联络员受理以后才公开
unverified-support = 还可以提议题和附议
unverified-support-hint = 评议仍要先核实
