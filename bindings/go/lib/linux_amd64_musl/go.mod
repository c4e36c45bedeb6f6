module github.com/polyatom/polyatom/bindings/go/lib/linux_amd64_musl

go 1.24
