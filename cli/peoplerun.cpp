// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/peoplerun.h"

#include "cli/peopleio.h"
#include "cli/peopletext.h"
#include "core/people/bulkrun.h"

#include <QJsonArray>

#include <algorithm>

namespace syncline::cli
{
  using namespace people;

  void addFileOptions( CommandForm &form, PeopleOptions &options, const char *columns )
  {
    form.option( "--from", options.from, columns );
    form.option( "--report", options.report, "Write what became of each row to this CSV file" );
    form.flag( "--csv", options.csv, "CSV on standard output" );
    form.flag( "--dry-run", options.dryRun, "Show what would be done, and do nothing" );
  }

  void addPeopleOptions( CommandForm &form, PeopleOptions &options )
  {
    addFileOptions(
      form, options,
      "Many at once: a CSV file with the columns email, username, role, project, or a list of addresses; "
      "- reads standard input" );
    form.flag( "-y,--yes", options.yes, "Do not ask before people lose access" );
    form.flag( "--give-up-own-access", options.giveUpOwnAccess, "Also where you lose access yourself" );
    form.flag( "--ignore-seats", options.ignoreSeats, "Let the server decide whether there is a free seat" );
  }

  //! A CSV file, or addresses as they are pasted out of a letter.
  [[nodiscard]] static Result<QList<PersonEntry>> entriesIn( const QByteArray &bytes )
  {
    SYNCLINE_TRY( decoded, decodeText( bytes, std::nullopt ) );
    if ( isPastedList( decoded.text ) )
      return entriesFromList( decoded.text );
    SYNCLINE_TRY( csv, readMemberCsv( bytes ) );
    return csv.entries;
  }

  Result<QList<PersonEntry>> entriesFor( const PeopleOptions &options, const Wish &wish )
  {
    QList<PersonEntry> entries;
    if ( !options.from.isEmpty() )
    {
      SYNCLINE_TRY( bytes, readAllFrom( options.from ) );
      SYNCLINE_TRY( read, entriesIn( bytes ) );
      entries = read;
    }
    for ( const QString &name : wish.named )
    {
      PersonEntry entry;
      const QList<PersonEntry> written = // "Eva Berg <eva@example.com>"
        name.contains( QLatin1Char( '<' ) ) ? entriesFromList( name ) : QList<PersonEntry>();
      if ( written.size() == 1 )
        entry = written.first();
      else
        ( name.contains( QLatin1Char( '@' ) ) ? entry.email : entry.userName ) = name;
      entry.line = int( entries.size() ) + 1;
      entries.append( entry );
    }
    for ( PersonEntry &entry : entries )
    {
      if ( entry.role.isEmpty() )
        entry.role = wish.role;
      if ( entry.project.isEmpty() )
        entry.project = wish.project;
    }
    if ( entries.isEmpty() )
      return fail( ErrorKind::InvalidInput, options.from,
                   ServerDetail{ 0, QStringLiteral( "NobodyNamed" ), options.from, {}, -1 } );
    return entries;
  }

  namespace
  {
    QString placeText( const PlannedRow &row )
    {
      return row.projectName.isEmpty() ? row.entry.project : row.projectName;
    }

    void showPlan( Runtime &runtime, const BulkPlan &plan, const PeopleOptions &options )
    {
      QList<QStringList> rows = { { QStringLiteral( "person" ), QStringLiteral( "project" ),
                                    QStringLiteral( "now" ), QStringLiteral( "then" ),
                                    QStringLiteral( "what" ) } };
      QJsonArray document;
      for ( const PlannedRow &row : plan.rows )
      {
        rows.append( { row.person(), placeText( row ), row.now, row.then, intentionOf( row ) } );
        document.append( jsonOf( row ) );
      }
      showTable( runtime, rows, document, options.csv );
    }

    enum class Passwords
    {
      LeftOut, //!< a report stays on the disk
      Shown
    };

    //! With passwords that were made up in a last column, which is there only if there are some.
    QList<QStringList> outcomeTable( const BulkRun &run, const Place &place, Passwords passwords )
    {
      QList<QStringList> rows = { { QStringLiteral( "email" ), QStringLiteral( "username" ),
                                    QStringLiteral( "role" ), QStringLiteral( "project" ),
                                    QStringLiteral( "result" ), QStringLiteral( "what" ) } };
      const bool hasPasswords =
        passwords == Passwords::Shown &&
        std::any_of( run.outcomes().begin(), run.outcomes().end(),
                     []( const RowOutcome &outcome ) { return !outcome.password.isEmpty(); } );
      if ( hasPasswords )
        rows.first().append( QStringLiteral( "password" ) );
      for ( int i = 0; i < run.outcomes().size(); ++i )
      {
        const PlannedRow &row = run.plan().rows.at( i );
        const RowOutcome &outcome = run.outcomes().at( i );
        const QString userName = outcome.userName.isEmpty() ? row.userName : outcome.userName;
        rows.append( { row.email, userName, row.entry.role.isEmpty() ? row.then : row.entry.role,
                       placeText( row ), nameOf( outcome.result ), sentenceOf( row, outcome, place ) } );
        if ( hasPasswords )
          rows.last().append( outcome.password );
      }
      return rows;
    }

    void showOutcomes( Runtime &runtime, const BulkRun &run, const PeopleOptions &options )
    {
      Console &console = runtime.console();
      QJsonArray document;
      QList<QStringList> lines;
      for ( int i = 0; i < run.outcomes().size(); ++i )
      {
        const PlannedRow &row = run.plan().rows.at( i );
        const RowOutcome &outcome = run.outcomes().at( i );
        document.append( jsonOf( row, outcome, runtime.place() ) );
        QString what = sentenceOf( row, outcome, runtime.place() );
        if ( !outcome.password.isEmpty() )
          what += QStringLiteral( "; password (shown this once): %1" ).arg( outcome.password );
        lines.append( { row.person(), placeText( row ), what } );
      }
      if ( options.csv )
        showTable( runtime, outcomeTable( run, runtime.place(), Passwords::Shown ), document, true );
      else
      {
        for ( const QString &line : aligned( lines ) )
          console.line( line );
        console.document( QJsonDocument( document ) );
      }
    }

    [[nodiscard]] Result<void> writeReport( NewFile &file, const BulkRun &run, const Place &place )
    {
      for ( const QStringList &row : outcomeTable( run, place, Passwords::LeftOut ) )
        SYNCLINE_CHECK( file.sink()( csvLine( row, QLatin1Char( ',' ) ).toUtf8() ) );
      return file.finish();
    }

    ExitCode statusOfRun( const BulkRun &run )
    {
      bool isAnyDone = false;
      std::optional<ExitCode> first;
      for ( int i = 0; i < run.outcomes().size(); ++i )
      {
        const RowOutcome &outcome = run.outcomes().at( i );
        if ( isSuccess( outcome.result ) )
          isAnyDone = true;
        else if ( !first )
          first = cli::statusOf( run.plan().rows.at( i ), outcome );
      }
      if ( !first )
        return ExitCode::Ok;
      return isAnyDone ? ExitCode::Partial : *first;
    }

    //! Whether Ctrl-C left rows that were not begun.
    bool wasStopped( const BulkRun &run, const CancelToken &cancel )
    {
      return cancel.isCanceled() &&
             std::any_of( run.outcomes().begin(), run.outcomes().end(),
                          []( const RowOutcome &outcome ) { return outcome.result == RowResult::Canceled; } );
    }

    //! Waits for the end; a stop signal lets what is on its way come home first.
    void waitFor( BulkRun &run, const BulkPlan &plan, const CancelToken &cancel )
    {
      const auto ended = [&run]
      {
        auto made = Resolver<bool>::make();
        QObject::connect( &run, &BulkRun::finished, &run,
                          [resolver = made.second] { resolver.resolve( true ); } );
        return made.first;
      };
      const Call<bool> end = ended();
      run.start( plan );
      if ( await( end, cancel ) || !run.isRunning() )
        return;
      const Call<bool> home = ended();
      run.stop();
      if ( run.isRunning() && !await( home ) )
        return;
    }
  } // namespace

  void showTable( Runtime &runtime, const QList<QStringList> &rows, const QJsonArray &document, bool isCsv )
  {
    showRows( runtime, rows, isCsv );
    runtime.console().document( QJsonDocument( document ) );
  }

  void showRows( Runtime &runtime, const QList<QStringList> &rows, bool isCsv )
  {
    Console &console = runtime.console();
    if ( isCsv )
    {
      for ( const QStringList &row : rows )
        console.line( csvLine( row, QLatin1Char( ',' ) ).trimmed() );
    }
    else
    {
      for ( const QString &line : aligned( rows.mid( 1 ) ) )
        console.line( line );
    }
  }

  namespace
  {
    //! Somebody's own access goes with it: on a terminal his or her own name, typed, is the leave to do it.
    [[nodiscard]] Result<BulkPlan> askAboutOwnAccess( Runtime &runtime, Performer &performer,
                                                      const BulkPlan &plan )
    {
      const auto isOwn = []( const PlannedRow &row ) { return row.obstacle == Obstacle::OwnAccess; };
      const auto own = std::find_if( plan.rows.begin(), plan.rows.end(), isOwn );
      if ( own == plan.rows.end() )
        return plan;
      const QString question =
        QStringLiteral(
          "This lowers or ends your own access. Type your user name (%1) to do it all the same: " )
          .arg( own->userName );
      if ( askLine( question ) != own->userName )
        return plan; // the row says what it needs
      QList<PersonEntry> entries;
      for ( const PlannedRow &row : plan.rows )
      {
        entries.append( row.entry );
        // People whom a file does not name have a row without a role: what takes their access has to say so itself.
        const bool isAbsent = row.entry.role.isEmpty() && row.entry.line == 0 &&
                              plan.intent.absent == AbsentPeople::Remove &&
                              row.trouble != RowTrouble::MissingRole;
        if ( isAbsent )
          entries.last().role = QStringLiteral( "none" );
      }
      Intent intent = plan.intent;
      intent.hasConfirmedOwnAccess = true;
      return await( performer.planAgain( entries, intent ), runtime.cancel() );
    }
  } // namespace

  namespace
  {
    //! What a run of this plan would exit with, as far as it can be told before.
    ExitCode statusOfPlan( const BulkPlan &plan )
    {
      RowOutcome outcome;
      outcome.result = RowResult::NotPossible;
      const int impossible = plan.countOf( RowAction::NotPossible );
      if ( impossible == 0 )
        return ExitCode::Ok;
      if ( impossible < plan.rows.size() )
        return ExitCode::Partial;
      return cli::statusOf( plan.rows.first(), outcome );
    }

    //! Names, as long as they can be read at a glance; empty where nobody loses anything.
    QString whoLoses( const BulkPlan &plan )
    {
      constexpr int FEW = 3;
      QStringList names;
      for ( const PlannedRow &row : plan.rows )
        if ( row.action == RowAction::Remove )
          names.append( row.person() );
      names.removeDuplicates();
      return names.size() > FEW ? QStringLiteral( "%1 people" ).arg( names.size() )
                                : names.join( QStringLiteral( ", " ) );
    }

    //! The sum of many rows, for whoever reads along.
    void noteCounts( Runtime &runtime, const RunCounts &counts, int rows )
    {
      if ( rows < 2 )
        return;
      QStringList parts = { QStringLiteral( "%1 done" ).arg( counts.done ) };
      if ( counts.same > 0 )
        parts.append( QStringLiteral( "%1 as before" ).arg( counts.same ) );
      const int notDone = counts.notDone + counts.notPossible;
      if ( notDone > 0 )
        parts.append( QStringLiteral( "%1 not done, each with its reason" ).arg( notDone ) );
      runtime.console().note( parts.join( QStringLiteral( ", " ) ) + QLatin1Char( '.' ) );
    }
  } // namespace

  Result<ExitCode> carryOut( Runtime &runtime, Performer &performer, const BulkPlan &asked,
                             const PeopleOptions &options )
  {
    BulkPlan plan = asked;
    if ( !options.dryRun && !options.yes )
    {
      SYNCLINE_TRY( confirmed, askAboutOwnAccess( runtime, performer, asked ) );
      plan = confirmed;
    }
    if ( options.dryRun )
    {
      showPlan( runtime, plan, options );
      return statusOfPlan( plan );
    }
    const QString losing = whoLoses( plan );
    if ( !losing.isEmpty() && !options.yes )
    {
      switch ( askConsent( QStringLiteral( "Take access from %1?" ).arg( losing ) ) )
      {
        case Consent::Given:
          break;
        case Consent::Refused:
          return ExitCode::Canceled;
        case Consent::NobodyThere:
          runtime.console().complain(
            QStringLiteral( "This takes access from %1. Add --yes to do it, or --dry-run to look first." )
              .arg( losing ) );
          return ExitCode::NeedsConsent;
      }
    }
    // A report that cannot be written is found before anything is done that it should tell.
    NewFile report( options.report );
    if ( !options.report.isEmpty() )
      SYNCLINE_CHECK( report.open() );
    SystemClock clock;
    BulkRun run( performer, clock );
    QObject::connect( &run, &BulkRun::waitChanged, &run,
                      [&runtime, &run]
                      {
                        if ( run.waitSeconds() > 0 )
                          runtime.console().note(
                            QStringLiteral( "The server asks to wait %1 s. The rest goes on by itself then." )
                              .arg( run.waitSeconds() ) );
                      } );
    waitFor( run, plan, runtime.cancel() );
    showOutcomes( runtime, run, options );
    noteCounts( runtime, run.counts(), int( run.outcomes().size() ) );
    if ( !options.report.isEmpty() )
      SYNCLINE_CHECK( writeReport( report, run, runtime.place() ) );
    return wasStopped( run, runtime.cancel() ) ? ExitCode::Canceled : statusOfRun( run );
  }
} // namespace syncline::cli
