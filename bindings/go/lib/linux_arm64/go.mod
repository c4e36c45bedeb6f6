module github.com/polyatom/polyatom/bindings/go/lib/linux_arm64

go 1.24
