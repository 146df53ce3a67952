// SPDX-License-Identifier: GPL-2.0-or-later
// The engine for a test in another language: one command a line (words parted by tabs), one answer a line: "ok", or what failed.
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"

#include <QStringList>

#include <functional>
#include <iostream>
#include <map>
#include <string>

using namespace syncline;

namespace
{
  [[nodiscard]] Result<void> diffInOrder( const QStringList &words, EntryOrder order )
  {
    DiffOptions options;
    options.order = order;
    return diff( words[1], words[2], words[3], options );
  }

  //! Base, their changeset, our database, rebased, conflicts; as the reference library does it.
  [[nodiscard]] Result<void> rebaseAsReference( const QStringList &words )
  {
    RebaseOptions options;
    options.referenceOrder = true;
    options.childrenFollowParents = false;
    SYNCLINE_TRY( report, createRebasedChangeset( { words[1], words[2], words[3], words[4] }, options ) );
    return writeConflicts( report, words[5] );
  }

  //! Base, their changeset, our database, conflicts.
  [[nodiscard]] Result<void> rebaseInPlace( const QStringList &words )
  {
    SYNCLINE_TRY( report, rebaseDatabase( words[1], words[2], words[3] ) );
    return writeConflicts( report, words[4] );
  }

  struct Command
  {
      int words; //!< with its name
      std::function<Result<void>( const QStringList & )> run;
  };

  const std::map<QString, Command> COMMANDS = {
    { QStringLiteral( "diff" ),
      { 4, []( const QStringList &w ) { return diffInOrder( w, EntryOrder::Reference ); } } },
    { QStringLiteral( "diff-safe" ),
      { 4, []( const QStringList &w ) { return diffInOrder( w, EntryOrder::Safe ); } } },
    { QStringLiteral( "apply" ), { 3, []( const QStringList &w ) { return applyChangeset( w[1], w[2] ); } } },
    { QStringLiteral( "invert" ), { 3, []( const QStringList &w ) { return invert( w[1], w[2] ); } } },
    { QStringLiteral( "concat" ),
      { 4,
        []( const QStringList &w ) {
          return concat( { w[1], w[2] }, w[3] );
        } } },
    { QStringLiteral( "rebase" ), { 6, rebaseAsReference } },
    { QStringLiteral( "rebase-in-place" ), { 5, rebaseInPlace } },
  };
} // namespace

int main()
{
  std::string line;
  while ( std::getline( std::cin, line ) )
  {
    const QStringList words = QString::fromStdString( line ).split( QLatin1Char( '\t' ) );
    const auto command = COMMANDS.find( words.first() );
    if ( command == COMMANDS.end() || words.size() != command->second.words )
    {
      std::cout << "unknown command" << std::endl;
      continue;
    }
    const Result<void> done = command->second.run( words );
    std::cout << ( done ? std::string( "ok" ) : toLogLine( done.error() ).toStdString() ) << std::endl;
  }
  return 0;
}
