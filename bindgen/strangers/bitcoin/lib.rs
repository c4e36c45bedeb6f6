//! Money that is sent: amounts, addresses and transactions, in the shape that libraries for it have.

#[cfg(not(feature = "uniffi"))]
extern crate uniffi_off as uniffi;
#[cfg(feature = "uniffi")]
use uniffi_off as _;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The number of a transaction, 32 bytes that are written as hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Txid([u8; 32]);

impl FromStr for Txid {
    type Err = std::io::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || std::io::Error::other("a txid has 64 hexadecimal digits");
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[place..place + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

uniffi::custom_type!(Txid, String, {
    remote,
    try_lift: |text| Ok(text.parse::<Txid>()?),
    lower: |txid| txid.0.iter().map(|byte| format!("{byte:02x}")).collect(),
});

/// What money is worth something in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Network {
    /// The real one.
    Bitcoin,
    /// For tests.
    Testnet,
}

/// What is wrong with an amount.
#[derive(Debug, uniffi::Error)]
pub enum AmountError {
    /// It is more than there can be.
    OutOfRange,
    /// It has too many digits after the point.
    TooPrecise,
    /// It is not a number.
    NotANumber {
        /// What it is.
        input: String,
    },
}

/// What is wrong with an address.
#[derive(Debug, uniffi::Error)]
pub enum AddressError {
    /// It begins as no address does.
    UnknownPrefix {
        /// How it begins.
        prefix: String,
    },
    /// It is for another network.
    OtherNetwork,
    /// It is too short.
    TooShort {
        /// How long it is.
        length: u64,
    },
}

/// What is wrong with the bytes of a transaction.
#[derive(Debug, uniffi::Error)]
pub enum TransactionError {
    /// They end too early.
    CutOff {
        /// How many there are.
        length: u64,
    },
    /// There are some after the end.
    TooLong,
}

/// What is wrong with a fee.
#[derive(Debug, uniffi::Error)]
pub enum FeeError {
    /// It does not fit.
    Overflow,
}

/// What is wrong with a script.
#[derive(Debug, uniffi::Error)]
#[uniffi(flat_error)]
pub enum ScriptError {
    /// It is too long.
    TooLong(usize),
}

macro_rules! says {
    ($($error:ty: $says:literal)*) => { $(
        impl fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($says)
            }
        }
    )* };
}

says! {
    AmountError: "that is no amount"
    AddressError: "that is no address"
    TransactionError: "that is no transaction"
    FeeError: "that fee does not fit"
    ScriptError: "that script is too long"
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, uniffi::Object)]
#[uniffi::export(Eq, Ord)]
pub struct Amount(u64);

const COIN: u64 = 100_000_000;

#[uniffi::export]
impl Amount {
    /// So many satoshis.
    #[uniffi::constructor]
    pub fn from_sat(sat: u64) -> Self {
        Self(sat)
    }

    /// So many coins.
    #[uniffi::constructor]
    pub fn from_btc(btc: f64) -> Result<Self, AmountError> {
        let sat = btc * COIN as f64;
        if !sat.is_finite() {
            Err(AmountError::NotANumber { input: btc.to_string() })
        } else if sat < 0.0 || sat > 21e6 * COIN as f64 {
            Err(AmountError::OutOfRange)
        } else if (sat - sat.round()).abs() > 0.01 {
            Err(AmountError::TooPrecise)
        } else {
            Ok(Self(sat.round() as u64))
        }
    }

    /// In satoshis.
    pub fn to_sat(&self) -> u64 {
        self.0
    }

    /// In coins.
    pub fn to_btc(&self) -> f64 {
        self.0 as f64 / COIN as f64
    }
}

/// A fee for each unit of weight.
#[derive(Debug, Clone, uniffi::Object)]
pub struct FeeRate(u64);

#[uniffi::export]
impl FeeRate {
    /// So many satoshis for a virtual byte.
    #[uniffi::constructor]
    pub fn from_sat_per_vb(sat: u64) -> Result<Self, FeeError> {
        sat.checked_mul(250).map(Self).ok_or(FeeError::Overflow)
    }

    /// In satoshis for a virtual byte, rounded up.
    pub fn to_sat_per_vb_ceil(&self) -> u64 {
        self.0.div_ceil(250)
    }
}

/// Who may have the money.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Object)]
#[uniffi::export(Eq)]
pub struct Script(Vec<u8>);

#[uniffi::export]
impl Script {
    /// Makes one of its bytes.
    #[uniffi::constructor]
    pub fn new(bytes: Vec<u8>) -> Result<Self, ScriptError> {
        if bytes.len() <= 10_000 { Ok(Self(bytes)) } else { Err(ScriptError::TooLong(bytes.len())) }
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.clone()
    }
}

/// What stands in an address.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum AddressData {
    /// The hash of a key.
    P2pkh {
        /// The hash.
        pubkey_hash: String,
    },
    /// The hash of a script.
    P2sh {
        /// The hash.
        script_hash: String,
    },
    /// A program of a witness.
    Segwit {
        /// Its version.
        version: u8,
        /// The program.
        program: Vec<u8>,
    },
}

/// Where money is sent to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Object)]
#[uniffi::export(Display, Eq)]
pub struct Address {
    text: String,
    network: Network,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[uniffi::export]
impl Address {
    /// Reads one that is for a network.
    #[uniffi::constructor]
    pub fn new(address: String, network: Network) -> Result<Self, AddressError> {
        let is_real = match address.chars().next() {
            Some('1' | '3') => true,
            Some('b') if address.starts_with("bc1") => true,
            Some('t') if address.starts_with("tb1") => false,
            first => return Err(AddressError::UnknownPrefix { prefix: first.map(String::from).unwrap_or_default() }),
        };
        if is_real != (network == Network::Bitcoin) {
            Err(AddressError::OtherNetwork)
        } else if address.len() < 14 {
            Err(AddressError::TooShort { length: address.len() as u64 })
        } else {
            Ok(Self { text: address, network })
        }
    }

    /// What it is for.
    pub fn network(&self) -> Network {
        self.network.clone()
    }

    /// What stands in it.
    pub fn to_address_data(&self) -> AddressData {
        match self.text.as_bytes()[0] {
            b'1' => AddressData::P2pkh { pubkey_hash: self.text[1..].to_owned() },
            b'3' => AddressData::P2sh { script_hash: self.text[1..].to_owned() },
            _ => AddressData::Segwit { version: 0, program: self.text.as_bytes()[4..].to_vec() },
        }
    }

    /// The script that pays to it.
    pub fn script_pubkey(&self) -> Arc<Script> {
        Arc::new(Script(self.text.clone().into_bytes()))
    }
}

/// A part of a transaction.
#[derive(Debug, Clone, uniffi::Record)]
pub struct OutPoint {
    /// The transaction.
    pub txid: Txid,
    /// The number of the output.
    pub vout: u32,
}

/// Where money comes from.
#[derive(Debug, Clone, uniffi::Record)]
pub struct TxIn {
    /// The output that is spent.
    pub previous_output: OutPoint,
    /// Who may have it.
    pub script_sig: Arc<Script>,
    /// When it can be spent.
    pub sequence: u32,
    /// What shows that it may be.
    pub witness: Vec<Vec<u8>>,
}

/// Where money goes.
#[derive(Debug, Clone, uniffi::Record)]
pub struct TxOut {
    /// How much.
    pub value: Arc<Amount>,
    /// To whom.
    pub script_pubkey: Arc<Script>,
}

/// Money that is sent.
#[derive(Debug, Clone, uniffi::Object)]
pub struct Transaction {
    inputs: Vec<TxIn>,
    outputs: Vec<TxOut>,
}

#[uniffi::export]
impl Transaction {
    /// Reads one of its bytes: here, the number of a transaction, and the satoshis of an output.
    #[uniffi::constructor]
    pub fn deserialize(bytes: &[u8]) -> Result<Self, TransactionError> {
        let length = bytes.len() as u64;
        let cut_off = || TransactionError::CutOff { length };
        let (txid, rest) = bytes.split_first_chunk().ok_or_else(cut_off)?;
        let (sat, rest) = rest.split_first_chunk().ok_or_else(cut_off)?;
        if !rest.is_empty() {
            return Err(TransactionError::TooLong);
        }
        let nobody = Arc::new(Script(vec![]));
        let input = TxIn {
            previous_output: OutPoint { txid: Txid(*txid), vout: 0 },
            script_sig: nobody.clone(),
            sequence: u32::MAX,
            witness: vec![txid.to_vec(), vec![]],
        };
        let output = TxOut { value: Arc::new(Amount(u64::from_le_bytes(*sat))), script_pubkey: nobody };
        Ok(Self { inputs: vec![input], outputs: vec![output] })
    }

    /// Makes one of its parts.
    #[uniffi::constructor]
    pub fn of_parts(inputs: Vec<TxIn>, outputs: Vec<TxOut>) -> Self {
        Self { inputs, outputs }
    }

    /// Where the money comes from.
    pub fn input(&self) -> Vec<TxIn> {
        self.inputs.clone()
    }

    /// Where the money goes.
    pub fn output(&self) -> Vec<TxOut> {
        self.outputs.clone()
    }

    /// Whether the money comes from nowhere.
    pub fn is_coinbase(&self) -> bool {
        self.inputs.is_empty()
    }

    /// The number of the first transaction that it spends.
    pub fn spends(&self) -> Option<Txid> {
        self.inputs.first().map(|input| input.previous_output.txid)
    }
}
