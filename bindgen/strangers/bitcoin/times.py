from bitcoin import Address, Amount, Network, Transaction

amount = Amount.from_sat(1000)
network = getattr(Network, "TESTNET")
address = Address("tb1qqqqqqqqqqqqq", network)
data = bytes(range(32)) + (1000).to_bytes(8, "little")
transaction = Transaction.deserialize(data)
OPERATIONS = {
    "amount": lambda: Amount.from_sat(1000),
    "in satoshis": amount.to_sat,
    "address": lambda: Address("tb1qqqqqqqqqqqqq", network),
    "its data": address.to_address_data,
    "read": lambda: Transaction.deserialize(data),
    "inputs": (lambda: transaction.input()) if STOCK else (lambda: transaction.input),
}
