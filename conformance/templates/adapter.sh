#!/bin/bash
# An adapter for polyatom-conformance: put your implementation where it says TODO. It needs jq.

invalid() { # The specification forbids the input.
    jq -nc --argjson seq "$seq" --arg message "$1" '{seq: $seq, error: "invalid", message: $message}'
}

out() { # A result, as JSON.
    jq -nc --argjson seq "$seq" --argjson out "$1" '{seq: $seq, out: $out}'
}

version.compare() {
    local a b
    a=$(jq -r .in.a <<<"$1") b=$(jq -r .in.b <<<"$1")
    [[ $a == [0-9]* && $b == [0-9]* ]] || { invalid "a version starts with a digit"; return; }
    if [[ $a < $b ]]; then out '"<"'; elif [[ $a > $b ]]; then out '">"'; else out '"="'; fi # TODO
}

version.sort() {
    jq -e '.in.versions | all(test("^[0-9]"))' <<<"$1" >/dev/null || { invalid "a version starts with a digit"; return; }
    out "$(jq -c '.in.versions | sort' <<<"$1")" # TODO: sort with your implementation
}

LC_ALL=C
while IFS= read -r line; do
    case $(jq -r .cmd <<<"$line") in
    start)
        jq -nc '{protocol: 1, name: "mine", version: "0", language: "bash",
                 eapis: [range(10) | tostring], ops: ["version.compare", "version.sort"]}' ;;
    run)
        seq=$(jq .seq <<<"$line") operation=$(jq -r .op <<<"$line")
        "$operation" "$line" ;;
    stop) exit ;;
    esac
done
