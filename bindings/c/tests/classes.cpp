/* polyatom.hpp: what a program in C++17 does with it. */
#include "check.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <unordered_set>
#include <vector>

#include <polyatom.hpp>

using namespace std::string_literals;
using namespace std::string_view_literals;

static void atoms()
{
    const polyatom::Atom atom(">=dev-lang/python-3.11:3.11=[ssl,-test(-),tk?]");
    CHECK(atom.category() == "dev-lang"sv && atom.package() == "python"sv);
    CHECK(atom.op() == polyatom::Operator::GreaterOrEqual);
    CHECK(to_string(*atom.op()) == ">=" && name(polyatom::Operator::GreaterOrEqual) == ">=");
    CHECK(atom.version() && atom.version()->to_string() == "3.11");
    CHECK(atom.slot() == "3.11"sv && atom.slot_op() == polyatom::SlotOperator::Equal);
    CHECK(!atom.repo() && !atom.blocker());
    std::vector<std::string> flags;
    for (const polyatom::UseDep &dep : atom.use_deps()) {
        flags.emplace_back(dep.flag());
    }
    CHECK((flags == std::vector{"ssl"s, "test"s, "tk"s}));
    CHECK(polyatom::Atom(">=dev-lang/python-3.11").matches(polyatom::Cpv("dev-lang/python-3.12.1")));
    std::ostringstream out;
    out << atom;
    CHECK(out.str() == atom.to_string());
    /* Of a temporary object, text is a copy. */
    const auto category = polyatom::Atom("a/b").category();
    static_assert(std::is_same_v<decltype(category), const std::string>);
    static_assert(std::is_same_v<decltype(atom.category()), std::string_view>);
    CHECK(category == "a");
}

static void values()
{
    polyatom::Atom first("a/b"), second(first), third("a/c");
    CHECK(first == second && first != third && first < third && third >= first);
    second = third;
    CHECK(second == third && first.to_string() == "a/b");
    const polyatom::Atom moved(std::move(first));
    CHECK(moved.to_string() == "a/b");
    bool refused = false;
    try {
        CHECK(first.category().empty()); // NOLINT: that it was moved from is what is tried.
    } catch (const polyatom::ArgumentError &error) {
        refused = error.code() == POLYATOM_ERROR_ARGUMENT;
    }
    CHECK(refused);
    first = moved;
    CHECK(first == moved);
    const std::unordered_set<polyatom::Atom> set{moved, first, third};
    CHECK(set.size() == 2);
    std::map<polyatom::Version, int> versions{{polyatom::Version("1.10"), 1}, {polyatom::Version("1.9"), 2}};
    CHECK(versions.begin()->second == 2);
    CHECK(polyatom::Version::compare_texts("1.10", "1.9") == 1);
}

static void errors()
{
    CHECK(polyatom::is_valid_atom("a/b") && !polyatom::is_valid_atom(""));
    try {
        const polyatom::Atom wrong("dev-lang/python-3.11");
        CHECK(false);
    } catch (const polyatom::AtomError &error) {
        CHECK(error.code() == POLYATOM_ERROR_ATOM);
        CHECK(error.input() == "dev-lang/python-3.11"sv && error.start() == 15 && error.end() == 20);
        CHECK(std::string(error.what()).find("version without an operator") != std::string::npos);
        const std::runtime_error &base = error;
        const polyatom::AtomError copy(error);
        CHECK(copy.what() == std::string(base.what()) && copy.input() == error.input());
    }
    try {
        CHECK(polyatom::parse_eapi("99") == polyatom::Eapi::V8);
    } catch (const polyatom::PolyatomError &error) {
        CHECK(error.input() == "99"sv);
    }
    CHECK(polyatom::parse_eapi("8") == polyatom::Eapi::V8);
    /* NULL with the length 0 is the empty text. */
    try {
        const polyatom::Atom wrong{std::string_view()};
        CHECK(false);
    } catch (const polyatom::AtomError &error) {
        CHECK(error.input().empty());
    }
}

static void sequences()
{
    const std::vector<std::string> texts{"a/b", "wrong", "c/d"};
    const polyatom::AtomBatch batch = polyatom::parse_atoms(texts);
    std::size_t good = 0, bad = 0;
    for (auto it = begin(batch); it != end(batch); ++it) {
        try {
            good += (*it)->category() == "a"s || (*it)->category() == "c"s;
        } catch (const polyatom::AtomError &) {
            bad++;
        }
    }
    CHECK(good == 2 && bad == 1);
    const polyatom::AtomBatch missing = polyatom::parse_atoms({std::nullopt, "a/b"});
    std::vector<bool> found;
    for (const std::optional<polyatom::Atom> &atom : missing) {
        found.push_back(atom.has_value());
    }
    CHECK((found == std::vector{false, true}));
    std::vector<polyatom::Version> versions;
    for (const char *text : {"1.10", "1.9-r1", "1.9_p1", "1.9"}) {
        versions.emplace_back(text);
    }
    std::sort(versions.begin(), versions.end());
    CHECK(versions.front().to_string() == "1.9" && versions.back().to_string() == "1.10");
}

static void specifications()
{
    const polyatom::DepSpec spec(polyatom::DepSpecKind::Depend, "|| ( a/b c/d ) ssl? ( e/f )");
    std::vector<std::string> parts;
    for (const polyatom::DepNode &node : spec.parts()) {
        parts.push_back(std::string(node.text()));
    }
    CHECK((parts == std::vector{"|| ( a/b c/d )"s, "a/b"s, "c/d"s, "ssl? ( e/f )"s, "e/f"s}));
    const polyatom::UseFlags flags({"ssl"});
    CHECK(spec.evaluate(flags).to_string() == "|| ( a/b c/d ) e/f");
    const auto items = spec.items();
    CHECK(items[1].flag() == "ssl"sv && !items[0].flag() && items[1].children().size() == 1);
    CHECK((spec.flags() == std::vector{"ssl"s}));
}

int main()
{
    atoms();
    values();
    errors();
    sequences();
    specifications();
    return check_summary();
}
