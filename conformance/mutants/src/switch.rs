//! Puts all faults of a file into it at once, each behind a question: which of them is alive is decided when the program starts. One build then
//! does for all of them.

use std::collections::HashSet;

use anyhow::{Context, Result};
use proc_macro2::{LineColumn, Span as SourceSpan, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Arm, BinOp, Block, Expr, ExprMatch, Pat, Signature, UnOp};

use crate::list::{Mutant, Place, Span};

/// The file with the faults of these numbers, and the numbers of those that are in it.
pub fn all(text: &str, faults: &[(usize, &Mutant)]) -> Result<(String, HashSet<usize>)> {
    let mut file = syn::parse_file(text).context("no Rust")?;
    let mut switches = Switches { faults, placed: HashSet::new(), broken: None, in_total_match: false };
    switches.visit_file_mut(&mut file);
    match switches.broken {
        Some(error) => Err(error),
        None => Ok((prettyplease::unparse(&file), switches.placed)),
    }
}

/// The question, as it stands in the file.
pub const QUESTION: &str = "::mutant::on(";

struct Switches<'a> {
    faults: &'a [(usize, &'a Mutant)],
    placed: HashSet<usize>,
    broken: Option<anyhow::Error>,
    in_total_match: bool,
}

impl Switches<'_> {
    /// The faults of a genre that are not placed yet and stand here.
    fn take(&mut self, genre: &str, is_here: impl Fn(&Span) -> bool) -> Vec<(usize, String)> {
        let found = self.faults.iter().filter(|(_, fault)| fault.genre == genre && is_here(&fault.span));
        let found: Vec<_> = found.map(|(number, fault)| (*number, fault.replacement.clone())).collect();
        let found: Vec<_> = found.into_iter().filter(|(number, _)| self.placed.insert(*number)).collect();
        found
    }

    fn parse<T: syn::parse::Parse>(&mut self, tokens: TokenStream) -> Option<T> {
        let shown = tokens.to_string();
        match syn::parse2(tokens) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.broken = Some(anyhow::Error::from(error).context(shown));
                None
            }
        }
    }

    /// The value that a function gives at once, for each of its faults.
    fn function(&mut self, signature: &Signature, block: &mut Block) {
        // What may be asked for when a program is compiled cannot ask back.
        if signature.constness.is_some() {
            return;
        }
        visit_mut::visit_block_mut(self, block);
        // All that such a function returns has one type.
        if signature.output.to_token_stream().into_iter().any(|token| token.to_string() == "impl") {
            return;
        }
        let whole = span(block.span());
        for (number, value) in self.take("FnValue", |span| whole.start <= span.start && span.end <= whole.end) {
            let Ok(value) = value.parse::<TokenStream>() else { continue };
            let question = question(number);
            if let Some(early) = self.parse(quote!(if #question { return #value; })) {
                block.stmts.insert(0, early);
            }
        }
    }

    /// `left + right` with other operators.
    fn binary(&mut self, expression: &mut Expr) {
        let Expr::Binary(binary) = expression else { return };
        let place = span(binary.op.span());
        let is_and = matches!(binary.op, BinOp::And(_));
        if is_and && (has_let(&binary.left) || has_let(&binary.right)) {
            return;
        }
        let faults = self.take("BinaryOperator", |span| *span == place);
        let (left, right, op) = (&binary.left, &binary.right, &binary.op);
        let Some(((first, _), _)) = faults.split_first() else { return };
        let lazy = is_and || matches!(op, BinOp::Or(_));
        let tokens = if let (BinOp::Eq(_) | BinOp::Ne(_), 1) = (op, faults.len()) {
            let question = question(*first);
            quote!(((#expression) != #question))
        } else {
            // The left side of a chain once, or a long chain would become endless.
            let side = if lazy { quote!(left) } else { quote!((#left)) };
            let choices = faults.iter().filter_map(|(number, other)| {
                let (question, other) = (question(*number), other.parse::<TokenStream>().ok()?);
                Some(quote!(if #question { #side #other (#right) } else))
            });
            let choices: TokenStream = choices.collect();
            let chosen = quote!(#choices { #side #op (#right) });
            if lazy { quote!({ let left: bool = #left; #chosen }) } else { chosen }
        };
        if let Some(parsed) = self.parse::<Expr>(quote!((#tokens))) {
            *expression = parsed;
        }
    }

    /// `!x` and `-x` without the sign.
    fn unary(&mut self, expression: &mut Expr) {
        let Expr::Unary(unary) = expression else { return };
        if !matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) {
            return;
        }
        let place = span(unary.op.span());
        let found = self.take("UnaryOperator", |span| span.start == place.start);
        let Some((number, _)) = found.first() else { return };
        let (question, inner, whole) = (question(*number), unary.expr.to_token_stream(), expression.to_token_stream());
        if let Some(parsed) = self.parse(quote!((if #question { #inner } else { #whole }))) {
            *expression = parsed;
        }
    }
}

impl VisitMut for Switches<'_> {
    fn visit_item_fn_mut(&mut self, item: &mut syn::ItemFn) {
        self.function(&item.sig, &mut item.block);
    }

    fn visit_impl_item_fn_mut(&mut self, item: &mut syn::ImplItemFn) {
        self.function(&item.sig, &mut item.block);
    }

    fn visit_trait_item_fn_mut(&mut self, item: &mut syn::TraitItemFn) {
        if let Some(block) = &mut item.default {
            self.function(&item.sig, block);
        }
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        self.binary(expression);
        self.unary(expression);
    }

    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        let is_total = expression.arms.iter().any(|arm| arm.guard.is_none() && catches_all(&arm.pat));
        let outer = std::mem::replace(&mut self.in_total_match, is_total);
        for arm in &mut expression.arms {
            self.visit_arm_mut(arm);
            self.in_total_match = is_total;
        }
        self.in_total_match = outer;
        self.visit_expr_mut(&mut expression.expr);
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        let (whole, is_total) = (span(arm.span()), self.in_total_match);
        let place = arm.guard.as_ref().map(|(_, guard)| span(guard.span()));
        visit_mut::visit_arm_mut(self, arm);
        let mut guard = arm.guard.as_ref().map(|(_, guard)| guard.to_token_stream());
        for (number, value) in self.take("MatchArmGuard", |span| place.is_some_and(|place| place.start == span.start)) {
            let question = question(number);
            guard = guard.map(|guard| match value.as_str() {
                "true" => quote!((#question || (#guard))),
                _ => quote!((!#question && (#guard))),
            });
        }
        // Arms with a question do not count where every case needs an arm.
        for (number, _) in self.take("MatchArm", |span| is_total && span.start == whole.start) {
            let question = question(number);
            guard = Some(match guard {
                Some(guard) => quote!((!#question && (#guard))),
                None => quote!(!#question),
            });
        }
        if let Some(guard) = guard.and_then(|guard| self.parse(guard)) {
            arm.guard = Some((Default::default(), Box::new(guard)));
        }
    }

    // What is known when a program is compiled.
    fn visit_item_const_mut(&mut self, _: &mut syn::ItemConst) {}
    fn visit_impl_item_const_mut(&mut self, _: &mut syn::ImplItemConst) {}
    fn visit_item_static_mut(&mut self, _: &mut syn::ItemStatic) {}
    fn visit_type_array_mut(&mut self, _: &mut syn::TypeArray) {}
    fn visit_pat_mut(&mut self, _: &mut syn::Pat) {}
}

fn question(number: usize) -> TokenStream {
    let number = u32::try_from(number).expect("there are not so many");
    quote!(::mutant::on(#number))
}

/// A pattern to which everything fits.
fn catches_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        // A name in capitals is a constant.
        Pat::Ident(name) => name.subpat.is_none() && name.ident.to_string().starts_with(|c: char| c.is_lowercase()),
        Pat::Tuple(tuple) => tuple.elems.iter().all(catches_all),
        _ => false,
    }
}

fn has_let(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

fn span(span: SourceSpan) -> Span {
    let place = |at: LineColumn| Place { line: at.line, column: at.column + 1 };
    Span { start: place(span.start()), end: place(span.end()) }
}
