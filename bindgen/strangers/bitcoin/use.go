package main

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	"example.org/bitcoin"
)

func main() {
	amount, _ := bitcoin.AmountFromBtc(1.5)
	if !amount.Equal(bitcoin.AmountFromSat(150_000_000)) || amount.Compare(bitcoin.AmountFromSat(1)) != 1 {
		panic("amounts")
	}
	fmt.Println(amount.ToSat(), amount.ToBtc())
	_, err := bitcoin.AmountFromBtc(1e-9)
	var precise *bitcoin.TooPreciseError
	var any bitcoin.AmountError
	if errors.As(err, &precise) && errors.As(err, &any) {
		fmt.Println("too precise")
	}
	rate, _ := bitcoin.FeeRateFromSatPerVb(5)
	fmt.Println(rate.ToSatPerVbCeil())
	_, err = bitcoin.NewAddress("x", bitcoin.NetworkBitcoin)
	var prefix *bitcoin.UnknownPrefixError
	if errors.As(err, &prefix) {
		fmt.Println("prefix", prefix.Prefix)
	}
	_, err = bitcoin.NewAddress("1bcde", bitcoin.NetworkBitcoin)
	var short *bitcoin.TooShortError
	if errors.As(err, &short) {
		fmt.Println("too short", short.Length)
	}
	address, _ := bitcoin.NewAddress("tb1qqqqqqqqqqqqq", bitcoin.NetworkTestnet)
	data := address.ToAddressData()
	if _, ok := data.ScriptHash(); ok || data.Kind() != bitcoin.AddressDataKindSegwit {
		panic("data")
	}
	version, _ := data.Version()
	fmt.Println(address, address.Network(), data.Kind(), version, len(data.Program()))
	_, err = bitcoin.TransactionDeserialize([]byte("abc"))
	var cut *bitcoin.CutOffError
	if errors.As(err, &cut) {
		fmt.Println("cut off", cut.Length)
	}
	bytes := make([]byte, 32)
	for i := range bytes {
		bytes[i] = byte(i)
	}
	read, _ := bitcoin.TransactionDeserialize(binary.LittleEndian.AppendUint64(bytes, 1000))
	txin := read.Input()[0]
	txin.PreviousOutput.Vout = 7
	sent := bitcoin.TransactionOfParts([]bitcoin.TxIn{txin}, read.Output())
	txin = sent.Input()[0]
	fmt.Println(txin.PreviousOutput.Vout, txin.Sequence, len(txin.Witness), len(txin.Witness[0]), sent.Output()[0].Value.ToSat())
	if spends, _ := sent.Spends(); spends != hex.EncodeToString(bytes) {
		panic(spends)
	}
	txin.PreviousOutput.Txid = "12"
	func() {
		defer func() {
			if recover() != nil {
				fmt.Println("no txid")
			}
		}()
		bitcoin.TransactionOfParts([]bitcoin.TxIn{txin}, nil)
	}()
	if nothing := bitcoin.TransactionOfParts(nil, nil); nothing.IsCoinbase() {
		fmt.Println(len(nothing.Input()) + 1)
	}
}
