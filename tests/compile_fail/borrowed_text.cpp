// SPDX-License-Identifier: Apache-2.0
// Text and columns point into their tree, history or roll-up: they cannot be taken from a temporary.
#include <myhao/org/rollup.hpp>
#include <myhao/org/tree.hpp>

using namespace myhao;

History history();
Rollup rollup();

std::size_t use(const History& known, Date day, Row row) {
    const Tree tree = known.at(day);
    const std::string owned(tree.name(row));
    return tree.kind(row).size() + owned.size() + tree.level_order().size() + known.at(day).size();
}

#ifdef MISUSE
std::string_view name(const History& known, Date day, Row row) { return known.at(day).name(row); }  // refused
std::string_view kind(const Tree& tree, Row row) { return tree.subtree(row).kind(row); }  // refused
std::span<const Row> order(const History& known, Date day) { return known.at(day).level_order(); }  // refused
std::string_view id(UnitNo unit) { return history().id_text(unit); }  // refused
std::span<const std::int64_t> totals() { return rollup().total(); }  // refused
std::string_view of_wrong_space(const Tree& tree, UnitNo unit) { return tree.name(unit); }  // refused
#endif
