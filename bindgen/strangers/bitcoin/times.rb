require "bitcoin"

amount = Bitcoin::Amount.from_sat(1000)
network = STOCK ? Bitcoin::Network::TESTNET : :testnet
address = Bitcoin::Address.new("tb1qqqqqqqqqqqqq", network)
data = (0...32).to_a.pack("C*") + [1000].pack("Q<")
transaction = Bitcoin::Transaction.deserialize(data)
OPERATIONS["amount"] = ->(_) { Bitcoin::Amount.from_sat(1000) }
OPERATIONS["in satoshis"] = ->(_) { amount.to_sat }
OPERATIONS["address"] = ->(_) { Bitcoin::Address.new("tb1qqqqqqqqqqqqq", network) }
OPERATIONS["its data"] = ->(_) { address.to_address_data }
OPERATIONS["read"] = ->(_) { Bitcoin::Transaction.deserialize(data) }
OPERATIONS["inputs"] = ->(_) { transaction.input }
