//! Networks whose word is taken (YISHI_TRUSTED_PROXIES).

use std::net::IpAddr;
use std::str::FromStr;

/// Networks, as `10.0.0.0/8,127.0.0.1,fd00::/8`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<(IpAddr, u8)>);

/// The text is not a list of networks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an address or network such as 10.0.0.0/8")]
pub struct NotANetwork(String);

impl FromStr for Networks {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
        let parse = |part: &str| {
            let (address, bits) = part.split_once('/').unwrap_or((part, ""));
            let address: IpAddr = address.parse().ok()?;
            let most = if address.is_ipv4() { 32 } else { 128 };
            let bits = if bits.is_empty() {
                most
            } else {
                bits.parse().ok()?
            };
            (bits <= most).then_some((address, bits))
        };
        parts
            .map(|p| parse(p).ok_or_else(|| NotANetwork(p.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl Networks {
    /// Whether an address lies in one of them.
    #[must_use]
    pub fn hold(&self, address: IpAddr) -> bool {
        self.0.iter().any(|(net, bits)| match (net, address) {
            (IpAddr::V4(net), IpAddr::V4(a)) => same_start(
                u128::from(net.to_bits()) << 96,
                u128::from(a.to_bits()) << 96,
                *bits,
            ),
            (IpAddr::V6(net), IpAddr::V6(a)) => same_start(net.to_bits(), a.to_bits(), *bits),
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        })
    }
}

fn same_start(a: u128, b: u128, bits: u8) -> bool {
    let rest = 128_u32.saturating_sub(u32::from(bits));
    a.checked_shr(rest).unwrap_or(0) == b.checked_shr(rest).unwrap_or(0)
}
