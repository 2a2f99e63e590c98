//! The people of a test street.

use tokio::sync::OnceCell;
use uuid::Uuid;
use yishi::kit::password::Passwords;

/// Everybody's password.
pub const PASSWORD: &str = "Lantern-Bridge-7";

/// Cheap hashing, for everything in a test that hashes.
pub fn passwords() -> Passwords {
    Passwords::weak_for_tests().unwrap()
}

/// The stored form of [`PASSWORD`], made once a process.
pub async fn password_hash() -> &'static str {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| async { passwords().hash(PASSWORD).await.unwrap() })
        .await
}

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: Uuid,
    /// The log-in name.
    pub phone: String,
    /// Real name.
    pub name: String,
    /// Post; empty for residents.
    pub post: String,
}

/// Who there is, one a line: key, phone, name, post, community lived in, roles. `c0` `c1` is a
/// community's council, `s` the street's, `m0` `m1` a community, `u0` `u1` a department; `@` names the
/// seat a convener fills. The first thirteen have the phones of the demo world.
pub const PEOPLE: &str = "\
resident 13800000001 张晓云 - 0 resident
second_resident 13800000002 欧阳平 - 0 resident
secretary 13800000003 李建国 云溪社区党委书记 0 convener:c0@party_secretary
linked_member 13800000004 王敏 政协委员 - convener:c0@linked_member member:m0
member 13800000005 陈立 政协委员 - member:m0
department_officer 13800000006 赵强 城市管理办公室副主任 - department_officer:u0
office_officer 13800000007 孙莉 政协工委委员 - office_officer
leader 13800000008 周正 党工委副书记 - leader
street_admin 13800000009 吴航 街道管理员 - street_admin
liaison 13800000010 郑洁 云溪议事室联络员 0 liaison:c0
auditor 13800000011 钱岚 审计员 - auditor
street_head 13800000012 冯远 政协工委主任 - convener:s@street_head
second_officer 13800000013 褚宁 政协工委委员 - office_officer
second_department_officer 13800000014 卫东 社会事业办公室科员 - department_officer:u1
street_liaison 13800000015 蒋文 街道议事室联络员 - liaison:s
dongxi_resident 13800000016 沈宜 - 1 resident
dongxi_secretary 13800000017 韩松 东溪社区党委书记 1 convener:c1@party_secretary
dongxi_member 13800000018 杨帆 政协委员 - convener:c1@linked_member member:m1
dongxi_liaison 13800000019 朱琳 东溪议事室联络员 1 liaison:c1
delegate 13800000021 秦朗 - 0 resident delegate:c0
third_member 13800000022 尤佳 政协委员 - member:m0";
