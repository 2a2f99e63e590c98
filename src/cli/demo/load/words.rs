//! The words that load topics are made of: invented places and everyday matters, mixed by chance.

use rand::RngExt;
use rand_chacha::ChaCha12Rng;

/// Something that residents raise, with what a council would make of it.
#[derive(Debug)]
pub struct Matter {
    /// The category's identifier.
    pub category: &'static str,
    /// What a title says of it.
    pub title: &'static str,
    /// What its author writes.
    pub body: &'static str,
    /// Who is concerned, the author's side first.
    pub groups: [&'static str; 2],
    /// What is promised in the end.
    pub items: [&'static str; 2],
}

/// The names of communities, each with its English one.
pub const COMMUNITIES: [(&str, &str, &str); 4] = [
    ("lvye", "绿野社区", "Lvye community"),
    ("heping", "河坪社区", "Heping community"),
    ("songtao", "松涛社区", "Songtao community"),
    ("yangpo", "阳坡社区", "Yangpo community"),
];

/// Units that carry results out.
pub const UNITS: [(&str, &str); 3] = [
    ("城建管理科", "Construction office"),
    ("综合执法队", "Enforcement team"),
    ("民生服务中心", "Services centre"),
];

const ESTATES: [&str; 24] = [
    "梧桐苑",
    "春晓里",
    "望江名邸",
    "清荷园",
    "银杏新村",
    "东篱小区",
    "晴川花园",
    "枫林里",
    "云锦苑",
    "石桥新村",
    "翠微小区",
    "南塘里",
    "百合园",
    "听松苑",
    "长乐坊",
    "水岸新城",
    "橘园小区",
    "竹溪里",
    "丰华苑",
    "明月新村",
    "柳岸花园",
    "星河湾里",
    "稻香园",
    "北辰小区",
];

const SPOTS: [&str; 12] = [
    "东门",
    "西门",
    "3号楼前",
    "8号楼旁",
    "中心花园",
    "地下车库",
    "南侧围墙",
    "菜场路口",
    "幼儿园门前",
    "文化广场",
    "河堤步道",
    "老年活动室",
];

/// What residents raise.
pub const MATTERS: [Matter; 16] = [
    Matter {
        category: "parking",
        title: "电动车停放混乱充电难",
        body: "每天傍晚电动车把通道占满，有人从楼上拉线充电，老人推轮椅过不去，也怕起火。希望增加车棚和充电桩，并有人管理。",
        groups: ["电动车车主", "一楼住户"],
        items: ["增设带充电的非机动车棚", "划定停放线并安排巡查"],
    },
    Matter {
        category: "parking",
        title: "晚间机动车停车位不足",
        body: "晚上八点以后已经没有车位，车辆停到消防通道上。建议错时开放周边单位停车场，并重新划线。",
        groups: ["有车住户", "无车住户"],
        items: ["与周边单位错时共享停车位", "重新划线并清理僵尸车"],
    },
    Matter {
        category: "facilities",
        title: "路灯不亮夜间出行不便",
        body: "有六盏路灯坏了两个多月，上晚自习的孩子回家只能打手电。请尽快修复，并明确以后由谁报修。",
        groups: ["夜间出行居民", "物业公司"],
        items: ["修复损坏路灯", "公布报修电话和时限"],
    },
    Matter {
        category: "facilities",
        title: "楼道单元门损坏需维修",
        body: "单元门锁坏了以后一直敞开，快递和生人随意进出，家里有老人孩子不放心。",
        groups: ["本楼住户", "物业公司"],
        items: ["更换单元门锁", "建立公共设施维修台账"],
    },
    Matter {
        category: "facilities",
        title: "加装电梯意见不一",
        body: "六层楼住着多位七十岁以上老人，上下楼困难。高层愿意加装，低层担心采光和费用，谈了几次没有结果。",
        groups: ["高层住户", "低层住户"],
        items: ["请专业单位出具采光方案", "拟定费用分摊办法"],
    },
    Matter {
        category: "environment",
        title: "垃圾投放点气味大",
        body: "投放点离窗户不到十米，夏天气味大、蚊虫多。希望移位或者增加清运次数，并装上洗手池。",
        groups: ["投放点旁住户", "保洁人员"],
        items: ["增加清运次数并每日冲洗", "调整投放点位置"],
    },
    Matter {
        category: "environment",
        title: "绿化带被占种菜",
        body: "绿化带里种了菜，还搭了棚子，雨天泥水流到路上。建议恢复绿化，也给爱种植的老人一块共享园地。",
        groups: ["种菜居民", "其他住户"],
        items: ["恢复绿化并补种灌木", "辟出共享花园"],
    },
    Matter {
        category: "environment",
        title: "河道边垃圾堆放无人清理",
        body: "步道旁堆着建筑垃圾，走路要绕行，雨后还会冲进河里。请明确责任单位并装监控。",
        groups: ["沿河居民", "周边商户"],
        items: ["清运存量垃圾", "安装监控并立牌公示责任人"],
    },
    Matter {
        category: "access",
        title: "出入口拥堵人车混行",
        body: "早晚高峰汽车、电动车和上学的孩子挤在一个口，多次剐蹭。建议分出人行通道，高峰安排志愿者。",
        groups: ["学生家长", "开车住户"],
        items: ["隔出人行通道", "高峰时段安排疏导"],
    },
    Matter {
        category: "access",
        title: "外来车辆进出缺少管理",
        body: "道闸常年抬着，外来车随意进来停一整天。建议修好道闸，给探访亲友留出时限。",
        groups: ["有车住户", "门岗人员"],
        items: ["修复道闸并登记车辆", "制定访客停车规则"],
    },
    Matter {
        category: "safety",
        title: "消防通道被占用",
        body: "消防通道常被停车和杂物占住，去年救护车开不进来。希望清理并长期保持畅通。",
        groups: ["占道车主", "本楼住户"],
        items: ["清理并划出禁停标线", "每周联合巡查"],
    },
    Matter {
        category: "safety",
        title: "高空抛物屡禁不止",
        body: "楼下多次捡到烟头和饮料瓶，孩子玩耍很危险。建议安装向上的摄像头，并入户提醒。",
        groups: ["低层住户", "高层住户"],
        items: ["安装高空抛物监控", "入户宣传并签承诺书"],
    },
    Matter {
        category: "services",
        title: "老年助餐点开设建议",
        body: "独居老人做饭难，附近没有便宜的饭菜。希望利用闲置房开一个助餐点，也能送餐上门。",
        groups: ["高龄老人", "周边餐馆"],
        items: ["利用闲置用房开设助餐点", "组织志愿者送餐"],
    },
    Matter {
        category: "services",
        title: "快递柜位置不合理",
        body: "快递柜装在坡道尽头，老人取件不便，晚上没有灯。建议换位置或者增加一组。",
        groups: ["取件居民", "快递企业"],
        items: ["增设一组快递柜", "在原处加装照明"],
    },
    Matter {
        category: "collective_assets",
        title: "公共收益使用不公开",
        body: "电梯广告和停车费的收入从没有公布过。请物业按季度公开，并由居民商定怎么用。",
        groups: ["业主", "物业公司"],
        items: ["按季度公开公共收益", "制定收益使用办法"],
    },
    Matter {
        category: "other",
        title: "广场舞音量影响休息",
        body: "早上六点音乐就响起来，上夜班的人没法睡。希望商定时间和音量，也给跳舞的人找个合适的地方。",
        groups: ["跳舞居民", "周边住户"],
        items: ["商定时间与音量公约", "另辟活动场地"],
    },
];

/// Something out of a list.
pub fn any<'a, T>(rng: &mut ChaCha12Rng, list: &'a [T]) -> &'a T {
    &list[rng.random_range(0..list.len())]
}

/// A place within the street.
pub fn place(rng: &mut ChaCha12Rng) -> String {
    format!("{}{}", any(rng, &ESTATES), any(rng, &SPOTS))
}
