// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/runtime.h"
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"

#include <QFileInfo>
#include <QIODevice>
#include <QJsonObject>

#include <cstdio>

namespace syncline::cli
{
  namespace
  {
    //! Takes what is written to standard output; fails where that does.
    class StandardOutput : public QIODevice
    {
      public:
        StandardOutput() { open( QIODevice::WriteOnly | QIODevice::Unbuffered ); }
        bool isSequential() const override { return true; }

      protected:
        qint64 readData( char *, qint64 ) override { return -1; }
        qint64 writeData( const char *data, qint64 size ) override
        {
          const size_t written = std::fwrite( data, 1, size_t( size ), stdout );
          return written == size_t( size ) && std::fflush( stdout ) == 0 ? size : -1;
        }
    };

    //! What the user gave to any command of the group.
    struct Given
    {
        QString first;
        QString second;
        QString third;
        QString out;
        QString conflicts;
        QStringList inputs;
        QStringList only;
        QStringList skip;
        bool summary = false;
        bool referenceOrder = false;

        TableFilter filter() const
        {
          TableFilter filter;
          for ( const QString &name : only )
            filter.only.insert( name.toUtf8() );
          for ( const QString &name : skip )
            filter.skip.insert( name.toUtf8() );
          return filter;
        }
        void addTables( CommandForm &form )
        {
          form.options( "--table", only, "Only this table; may be repeated" );
          form.options( "--skip-table", skip, "All but this table; may be repeated" );
        }
    };
    using GivenPtr = std::shared_ptr<Given>;
    using Work = Result<ExitCode> ( * )( Runtime &runtime, const Given &given );

    QString absolute( const QString &path ) { return QFileInfo( path ).absoluteFilePath(); }

    RebaseOptions rebaseOptions( Runtime &runtime, const Given &given )
    {
      RebaseOptions options;
      options.tables = given.filter();
      options.referenceOrder = given.referenceOrder;
      options.cancel = runtime.cancel();
      return options;
    }

    DiffOptions diffOptions( Runtime &runtime, const Given &given )
    {
      DiffOptions options;
      options.tables = given.filter();
      options.order = given.referenceOrder ? EntryOrder::Reference : EntryOrder::Auto;
      options.cancel = runtime.cancel();
      return options;
    }

    ExitCode tellConflicts( Runtime &runtime, const MergeReport &report )
    {
      const qint64 count = report.conflicts();
      if ( count > 0 )
        runtime.console().note(
          QStringLiteral( "Rows that both sides edited: %1. See the conflict file." ).arg( count ) );
      runtime.console().document(
        QJsonDocument( QJsonObject{ { QStringLiteral( "conflicts" ), double( count ) } } ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> makeDiff( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( diff( absolute( given.first ), absolute( given.second ), absolute( given.out ),
                            diffOptions( runtime, given ) ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> apply( Runtime &runtime, const Given &given )
    {
      ApplyOptions options;
      options.tables = given.filter();
      options.cancel = runtime.cancel();
      SYNCLINE_CHECK( applyChangeset( absolute( given.first ), absolute( given.second ), options ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> rebaseInPlace( Runtime &runtime, const Given &given )
    {
      RebaseOptions options = rebaseOptions( runtime, given );
      options.conflictFile = absolute( given.conflicts );
      SYNCLINE_TRY( report, rebaseDatabaseOnto( absolute( given.first ), absolute( given.second ),
                                                absolute( given.third ), options ) );
      return tellConflicts( runtime, report );
    }

    [[nodiscard]] Result<ExitCode> rebaseDiff( Runtime &runtime, const Given &given )
    {
      const RebaseFiles files{ absolute( given.first ), absolute( given.second ), absolute( given.third ),
                               absolute( given.out ) };
      SYNCLINE_TRY( report, rebaseChangeset( files, rebaseOptions( runtime, given ) ) );
      SYNCLINE_CHECK( writeConflicts( report, absolute( given.conflicts ) ) );
      return tellConflicts( runtime, report );
    }

    [[nodiscard]] Result<ExitCode> invertChangeset( Runtime &, const Given &given )
    {
      SYNCLINE_CHECK( invert( absolute( given.first ), absolute( given.out ) ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> concatChangesets( Runtime &, const Given &given )
    {
      QStringList inputs;
      for ( const QString &input : given.inputs )
        inputs.append( absolute( input ) );
      const QString out = inputs.takeLast();
      SYNCLINE_CHECK( concat( inputs, out ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> show( Runtime &, const Given &given )
    {
      StandardOutput out;
      SYNCLINE_TRY( reader, ChangesetReader::open( absolute( given.first ) ) );
      SYNCLINE_CHECK( given.summary ? writeSummaryJson( std::move( reader ), out )
                                    : writeChangesJson( std::move( reader ), out ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> schema( Runtime &, const Given &given )
    {
      if ( given.second.isEmpty() )
      {
        StandardOutput out;
        SYNCLINE_CHECK( writeSchemaJson( absolute( given.first ), out, given.filter() ) );
      }
      else
        SYNCLINE_CHECK( compareSchemas( absolute( given.first ), absolute( given.second ), given.filter() ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> dumpRows( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( dump( absolute( given.first ), absolute( given.out ), diffOptions( runtime, given ) ) );
      return ExitCode::Ok;
    }

    CommandForm addCommand( CommandLine &commands, const char *name, const char *help,
                            const std::pair<GivenPtr, Work> &does )
    {
      const auto [given, work] = does;
      return commands.add( QStringLiteral( "gpkg " ) + QLatin1String( name ), help,
                           [given = given, work = work]( Runtime &runtime )
                           {
                             runtime.place().isLocal = true;
                             return work( runtime, *given );
                           } );
    }

    void addRebases( CommandLine &commands )
    {
      auto given = std::make_shared<Given>();
      CommandForm inPlace =
        addCommand( commands, "rebase", "Bring a database to their state plus its own changes",
                    { given, rebaseInPlace } );
      inPlace.argument( "BASE", given->first, "Database both sides started from" );
      inPlace.argument( "THEIRS", given->second, "Database of the other side" );
      inPlace.argument( "OURS", given->third, "Database that gets their changes, too" );
      inPlace.argument( "CONFLICTS", given->conflicts, "JSON file for cells that both sides changed" );
      inPlace.flag( "--reference-order", given->referenceOrder,
                    "Tables by name, as other programs write them" );
      given->addTables( inPlace );

      given = std::make_shared<Given>();
      CommandForm form =
        addCommand( commands, "rebase-diff", "Make our changeset fit their state", { given, rebaseDiff } );
      form.argument( "BASE", given->first, "Database both sides started from" );
      form.argument( "THEIR-CHANGESET", given->second, "What they changed" );
      form.argument( "OUR-CHANGESET", given->third, "What we changed" );
      form.argument( "OUT", given->out, "Changeset to write" );
      form.argument( "CONFLICTS", given->conflicts, "JSON file for cells that both sides changed" );
      form.flag( "--reference-order", given->referenceOrder, "Tables by name, as other programs write them" );
      given->addTables( form );
    }

    void addChangesetTools( CommandLine &commands )
    {
      auto given = std::make_shared<Given>();
      CommandForm inverse = addCommand( commands, "invert", "Write the changeset that undoes another",
                                        { given, invertChangeset } );
      inverse.argument( "IN", given->first, "Changeset" );
      inverse.argument( "OUT", given->out, "Changeset to write" );

      given = std::make_shared<Given>();
      CommandForm joined = addCommand( commands, "concat", "Write one changeset that does what several do",
                                       { given, concatChangesets } );
      joined.arguments( "CHANGESETS", given->inputs, 3,
                        "Two or more changesets in their order, then the one to write" );

      given = std::make_shared<Given>();
      CommandForm shown =
        addCommand( commands, "show", "Print the changes of a changeset as JSON", { given, show } );
      shown.argument( "CHANGESET", given->first, "Changeset" );
      shown.flag( "--summary", given->summary, "Only how many rows of each table change" );
    }
  } // namespace

  void addGpkg( CommandLine &commands )
  {
    commands.addGroup( "gpkg", "Changes of rows in GeoPackages and other SQLite databases" );

    auto given = std::make_shared<Given>();
    CommandForm compared =
      addCommand( commands, "diff", "Write what changed between two databases", { given, makeDiff } );
    compared.argument( "BASE", given->first, "Database before" );
    compared.argument( "MODIFIED", given->second, "Database after" );
    compared.argument( "CHANGESET", given->out, "Changeset to write" );
    compared.flag( "--reference-order", given->referenceOrder,
                   "Entries in the order in which other programs write them" );
    given->addTables( compared );

    given = std::make_shared<Given>();
    CommandForm applied = addCommand(
      commands, "apply", "Apply a changeset to a database, whole or not at all", { given, apply } );
    applied.argument( "DATABASE", given->first, "Database to change" );
    applied.argument( "CHANGESET", given->second, "Changeset" );
    given->addTables( applied );

    addRebases( commands );
    addChangesetTools( commands );

    given = std::make_shared<Given>();
    CommandForm tables =
      addCommand( commands, "schema", "Print tables as JSON, or tell whether two databases have the same",
                  { given, schema } );
    tables.argument( "A", given->first, "Database" );
    tables.argument( "B", given->second, "Database to compare with", CommandForm::Need::Optional );
    given->addTables( tables );

    given = std::make_shared<Given>();
    CommandForm dumped =
      addCommand( commands, "dump", "Write all rows of a database as a changeset", { given, dumpRows } );
    dumped.argument( "DATABASE", given->first, "Database" );
    dumped.argument( "CHANGESET", given->out, "Changeset to write" );
    given->addTables( dumped );
  }
} // namespace syncline::cli
