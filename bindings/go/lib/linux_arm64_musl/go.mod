module github.com/polyatom/polyatom/bindings/go/lib/linux_arm64_musl

go 1.24
