#include <bitcoin.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void amounts(void) {
    bitcoin_error *error = NULL;
    bitcoin_amount *amount = bitcoin_amount_from_btc(1.5, NULL);
    printf("%" PRIu64 " %.1f\n", bitcoin_amount_to_sat(amount), bitcoin_amount_to_btc(amount));
    bitcoin_amount_free(amount);
    if (bitcoin_amount_from_btc(1e-9, &error) == NULL && bitcoin_error_code(error) == BITCOIN_ERROR_TOO_PRECISE) {
        printf("too precise\n");
    }
    bitcoin_error_free(error);
    bitcoin_fee_rate *rate = bitcoin_fee_rate_from_sat_per_vb(5, NULL);
    printf("%" PRIu64 "\n", bitcoin_fee_rate_to_sat_per_vb_ceil(rate));
    bitcoin_fee_rate_free(rate);
}

static void addresses(void) {
    bitcoin_error *error = NULL;
    if (bitcoin_address_new("x", BITCOIN_NUL_TERMINATED, BITCOIN_NETWORK_BITCOIN, &error) == NULL) {
        printf("prefix %s\n", bitcoin_error_prefix(error, NULL));
        bitcoin_error_free(error);
    }
    if (bitcoin_address_new("1bcde", BITCOIN_NUL_TERMINATED, BITCOIN_NETWORK_BITCOIN, &error) == NULL) {
        printf("too short %" PRIu64 "\n", bitcoin_error_length(error));
        bitcoin_error_free(error);
    }
    bitcoin_address *address = bitcoin_address_new("tb1qqqqqqqqqqqqq", BITCOIN_NUL_TERMINATED, BITCOIN_NETWORK_TESTNET, NULL);
    bitcoin_address_data *data = bitcoin_address_to_address_data(address);
    char *text = bitcoin_address_to_string(address);
    size_t length = 0;
    uint8_t version = 1;
    uint8_t *program = bitcoin_address_data_program(data, &length);
    bitcoin_address_data_version(data, &version);
    printf("%s %s %s %d %zu\n", text, bitcoin_network_name(bitcoin_address_network(address)),
           bitcoin_address_data_kind_name(bitcoin_address_data_kind_of(data)), version, length);
    bitcoin_bytes_free(program);
    bitcoin_string_free(text);
    bitcoin_address_data_free(data);
    bitcoin_address_free(address);
}

static void transactions(void) {
    bitcoin_error *error = NULL;
    uint8_t bytes[40] = {0};
    for (uint8_t i = 0; i < 32; i++) {
        bytes[i] = i;
    }
    bytes[32] = 1000 & 0xff;
    bytes[33] = 1000 >> 8;
    if (bitcoin_transaction_deserialize(bytes, 3, &error) == NULL) {
        printf("cut off %" PRIu64 "\n", bitcoin_error_length(error));
        bitcoin_error_free(error);
    }
    bitcoin_transaction *transaction = bitcoin_transaction_deserialize(bytes, sizeof bytes, NULL);
    bitcoin_tx_in_list *inputs = bitcoin_transaction_input(transaction);
    const bitcoin_tx_in *input = bitcoin_tx_in_list_peek(inputs, 0);
    bitcoin_out_point *before = bitcoin_tx_in_previous_output(input);
    char *txid = bitcoin_out_point_txid(before);
    bitcoin_out_point *seventh = bitcoin_out_point_new(txid, BITCOIN_NUL_TERMINATED, 7, NULL);
    bitcoin_bytes_list *witness = bitcoin_tx_in_witness(input);
    size_t first = 0;
    bitcoin_bytes_list_peek(witness, 0, &first);
    bitcoin_tx_out_list *outputs = bitcoin_transaction_output(transaction);
    bitcoin_amount *value = bitcoin_tx_out_value(bitcoin_tx_out_list_peek(outputs, 0));
    printf("%" PRIu32 " %" PRIu32 " %zu %zu %" PRIu64 "\n", bitcoin_out_point_vout(seventh), bitcoin_tx_in_sequence(input),
           bitcoin_bytes_list_length(witness), first, bitcoin_amount_to_sat(value));
    if (bitcoin_out_point_new("12", BITCOIN_NUL_TERMINATED, 0, &error) == NULL) {
        printf("no txid\n");
        bitcoin_error_free(error);
    }
    bitcoin_amount_free(value);
    bitcoin_tx_out_list_free(outputs);
    bitcoin_bytes_list_free(witness);
    bitcoin_out_point_free(seventh);
    bitcoin_string_free(txid);
    bitcoin_out_point_free(before);
    bitcoin_tx_in_list_free(inputs);
    bitcoin_transaction_free(transaction);
}

int main(void) {
    amounts();
    addresses();
    transactions();
    bitcoin_transaction *nothing = bitcoin_transaction_of_parts(NULL, 0, NULL, 0);
    if (bitcoin_transaction_is_coinbase(nothing)) {
        printf("1\n");
    }
    bitcoin_transaction_free(nothing);
    return 0;
}
