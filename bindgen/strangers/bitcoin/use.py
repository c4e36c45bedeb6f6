import bitcoin
from bitcoin import Address, AddressDataKind, Amount, FeeRate, Network, OutPoint, Transaction, TxIn, Script, TxOut

amount = Amount.from_btc(1.5)
assert amount == Amount.from_sat(150_000_000) > Amount.from_sat(1)
print(amount.to_sat(), amount.to_btc())
try:
    Amount.from_btc(1e-9)
except bitcoin.TooPreciseError as error:
    assert isinstance(error, bitcoin.AmountError)
    print("too precise")
print(FeeRate.from_sat_per_vb(5).to_sat_per_vb_ceil())
try:
    Address("x", Network.BITCOIN)
except bitcoin.UnknownPrefixError as error:
    print("prefix", error.prefix)
try:
    Address("1bcde", "bitcoin")
except bitcoin.TooShortError as error:
    print("too short", error.length)
address = Address("tb1qqqqqqqqqqqqq", Network.TESTNET)
data = address.to_address_data()
assert data.kind is AddressDataKind.SEGWIT and data.script_hash is None and data.program
print(address, address.network.value, data.kind.value, data.version, len(data.program))
try:
    Transaction.deserialize(b"abc")
except bitcoin.CutOffError as error:
    print("cut off", error.length)
read = Transaction.deserialize(bytes(range(32)) + (1000).to_bytes(8, "little"))
(txin,) = read.input
sent = Transaction.of_parts([TxIn(OutPoint(txin.previous_output.txid, 7), txin.script_sig, txin.sequence, txin.witness)], read.output)
(txin,), (txout,) = sent.input, sent.output
print(txin.previous_output.vout, txin.sequence, len(txin.witness), len(txin.witness[0]), txout.value.to_sat())
assert sent.spends == txin.previous_output.txid == bytes(range(32)).hex()
try:
    TxOut(Amount.from_sat(1), Script(b"")), OutPoint("12", 0)
except ValueError:
    print("no txid")
print(len(Transaction.of_parts([], []).input) + Transaction.of_parts([], []).is_coinbase)
