// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/**
 * A node of an R-tree as it lies in the shadow table "<tree>_node", from the comments of SQLite's rtree.c: depth (of the root only) and
 * number of cells, 16 bits each; then cells of a 64-bit id (a row in leaves, a node elsewhere) and four 32-bit floats. Big-endian.
 */
namespace syncline::rtreenode
{
  constexpr int CELL_COUNT_AT = 2;
  constexpr int HEADER_BYTES = 4;
  constexpr int ID_BYTES = 8;
  constexpr int CELL_BYTES = ID_BYTES + 4 * 4;
} // namespace syncline::rtreenode
