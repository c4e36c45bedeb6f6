//! Functions of C++ as text: what is declared in a class, and what it does.

/// A member of a class, or a function that belongs to none.
pub struct Member {
    /// Its documentation, as a comment.
    pub docs: String,
    /// Its declaration, with defaults.
    pub declaration: String,
    /// Its definition: the head as it stands outside of the class, and the statements.
    pub head: String,
    pub body: Vec<String>,
}

/// What a member is, in the words around its name.
pub struct Head<'a> {
    /// `static`, `explicit`, or nothing.
    pub before: &'a str,
    /// Nothing for a constructor.
    pub returns: Option<&'a str>,
    /// With the class in front where it is defined: `Atom::`.
    pub owner: String,
    pub name: &'a str,
    /// `const`, `const &`, or nothing.
    pub after: &'a str,
    /// What a constructor gives its base.
    pub base: Option<String>,
}

/// A parameter: its type, its name, and what stands for it when it is left out.
pub struct Parameter {
    pub ty: String,
    pub name: String,
    pub default: Option<String>,
}

impl Member {
    pub fn new(docs: String, head: &Head<'_>, parameters: &[Parameter], body: Vec<String>) -> Member {
        let Head { before, returns, owner, name, after, base } = head;
        let with = |defaults: bool| -> String {
            let one = |p: &Parameter| {
                let space = if p.ty.ends_with(['*', '&']) { "" } else { " " };
                let default = p.default.as_ref().filter(|_| defaults).map(|text| format!(" = {text}")).unwrap_or_default();
                format!("{}{space}{}{default}", p.ty, p.name)
            };
            parameters.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        let returned = returns.map(|ty| format!("{ty} ")).unwrap_or_default();
        let nodiscard = if returns.is_some_and(|ty| ty != "void") { "[[nodiscard]] " } else { "" };
        let before = if before.is_empty() { String::new() } else { format!("{before} ") };
        let after = if after.is_empty() { String::new() } else { format!(" {after}") };
        let base = base.as_ref().map(|base| format!(" : {base}")).unwrap_or_default();
        Member {
            docs,
            declaration: format!("{nodiscard}{before}{returned}{name}({}){after}", with(true)),
            head: format!("{returned}{owner}{name}({}){after}{base}", with(false)),
            body,
        }
    }
}
