require "bitcoin"

include Bitcoin

amount = Amount.from_btc(1.5)
raise unless amount == Amount.from_sat(150_000_000) && amount > Amount.from_sat(1)

puts "#{amount.to_sat} #{amount.to_btc}"
begin
  Amount.from_btc(1e-9)
rescue TooPreciseError => e
  raise unless e.is_a?(AmountError)

  puts "too precise"
end
puts FeeRate.from_sat_per_vb(5).to_sat_per_vb_ceil
begin
  Address.new("x", :bitcoin)
rescue UnknownPrefixError => e
  puts "prefix #{e.prefix}"
end
begin
  Address.new("1bcde", :bitcoin)
rescue TooShortError => e
  puts "too short #{e.length}"
end
address = Address.new("tb1qqqqqqqqqqqqq", :testnet)
case address.to_address_data
in {kind: :segwit, version:, program:, script_hash: nil}
  puts "#{address} #{address.network} segwit #{version} #{program.bytesize}"
end
begin
  Transaction.deserialize("abc")
rescue CutOffError => e
  puts "cut off #{e.length}"
end
bytes = (0...32).to_a.pack("C*")
read = Transaction.deserialize(bytes + [1000].pack("Q<"))
txin = read.input.first
before = OutPoint.new(txid: txin.previous_output.txid, vout: 7)
sent = Transaction.of_parts([txin.with(previous_output: before)], read.output)
txin = sent.input.first
puts [txin.previous_output.vout, txin.sequence, txin.witness.size, txin.witness[0].bytesize, sent.output[0].value.to_sat].join(" ")
raise unless sent.spends == txin.previous_output.txid && sent.spends == bytes.unpack1("H*")

begin
  Transaction.of_parts([txin.with(previous_output: OutPoint.new(txid: "12", vout: 0))], [])
rescue ArgumentError
  puts "no txid"
end
puts Transaction.of_parts([], []).input.size + (Transaction.of_parts([], []).coinbase? ? 1 : 0)
