module github.com/polyatom/polyatom/bindings/go/lib/linux_amd64

go 1.24
