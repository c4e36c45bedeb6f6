require "bitcoin"

# Transactions are not among them: UniFFI's Ruby ends the process where bytes are lent.
amount = Bitcoin::Amount.from_sat(1000)
network = STOCK ? Bitcoin::Network::TESTNET : :testnet
address = Bitcoin::Address.new("tb1qqqqqqqqqqqqq", network)
OPERATIONS["amount"] = ->(_) { Bitcoin::Amount.from_sat(1000) }
OPERATIONS["in satoshis"] = ->(_) { amount.to_sat }
OPERATIONS["address"] = ->(_) { Bitcoin::Address.new("tb1qqqqqqqqqqqqq", network) }
OPERATIONS["its data"] = ->(_) { address.to_address_data }
