// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/odsdomain.h"
#include "cli/peoplecommands.h"
#include "cli/peopleio.h"
#include "cli/peoplerun.h"

#include <QJsonArray>
#include <QJsonObject>

namespace syncline::cli
{
  using namespace people;

  namespace
  {
    struct Given
    {
        DomainOptions domain;
        PeopleOptions options;
        QString name;
        QStringList emails;
        ods::UserQuery query;
        QString limit;
        QString offset;
        QString expand;
        QStringList sets;
        QString replacement;
        PersonEntry filled;
        QString identityProvider;
        QStringList attributes;
        QString format = QStringLiteral( "csv" );
        QString delimiter = QStringLiteral( "," );
        QString subdomains;
        QString output;
    };

    [[nodiscard]] Result<qint64> numberFrom( const QString &text, const char *option )
    {
      bool isNumber = false;
      const qint64 number = text.toLongLong( &isNumber );
      if ( !isNumber || number < 0 )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "%1 wants a number from 0 up" ).arg( QLatin1String( option ) ) );
      return number;
    }

    QStringList fieldNames()
    {
      QStringList names;
      for ( const ods::Field &field : ods::userFields() )
        names.append( QLatin1String( field.key ) );
      return names;
    }

    QStringList cellsOf( const ods::User &user )
    {
      QStringList cells;
      for ( const ods::Field &field : ods::userFields() )
        cells.append( ods::fieldText( user, field ) );
      return cells;
    }

    //! What --expand groups brings: a line for each group, with its title and what it allows.
    QList<QStringList> groupRows( const ods::User &user )
    {
      QList<QStringList> rows;
      const QJsonArray groups = user.fields.value( QLatin1String( "groups" ) ).toArray();
      for ( const QJsonValue &value : groups )
      {
        const QJsonObject group = value.toObject();
        QStringList rights;
        for ( const QJsonValue &right : group.value( QLatin1String( "permissions" ) ).toArray() )
          rights.append( right.toString() );
        if ( group.contains( QLatin1String( "title" ) ) )
          rows.append( { QStringLiteral( "  " ) + group.value( QLatin1String( "uid" ) ).toString(),
                         QStringLiteral( "%1: %2" )
                           .arg( group.value( QLatin1String( "title" ) ).toString(),
                                 rights.isEmpty() ? QStringLiteral( "no permission" )
                                                  : rights.join( QStringLiteral( ", " ) ) ) } );
      }
      return rows;
    }

    void showUser( Runtime &runtime, const ods::User &user, bool isCsv = false )
    {
      if ( isCsv )
        return showTable( runtime, { fieldNames(), cellsOf( user ) }, { user.fields }, true );
      QList<QStringList> rows = { {} };
      for ( const ods::Field &field : ods::userFields() )
      {
        rows.append( { QLatin1String( field.key ), ods::fieldText( user, field ) } );
        if ( field.kind == ods::FieldKind::UidList &&
             QLatin1String( field.key ) == QLatin1String( "groups" ) )
          rows += groupRows( user );
      }
      showRows( runtime, rows, false );
      runtime.console().document( QJsonDocument( user.fields ) );
    }

    //! The API names users by user name alone; people know each other's addresses.
    [[nodiscard]] Result<QString> userNamed( Runtime &runtime, Domain &domain, const QString &text )
    {
      if ( !text.contains( QLatin1Char( '@' ) ) )
        return text;
      ods::UserQuery query;
      query.search = text;
      SYNCLINE_TRY( page, domain.ask( runtime, ods::users( query ) ) );
      QString found = text; // a user name may look like an address, too
      for ( const ods::User &user : page.results )
        if ( user.email.compare( text, Qt::CaseInsensitive ) == 0 )
          found = user.userName;
      for ( const ods::User &user : page.results )
        if ( user.userName == text )
          found = text;
      return found;
    }

    [[nodiscard]] Result<void> checkSorts( const QStringList &sorts )
    {
      static const QStringList sKeys = { QStringLiteral( "username" ), QStringLiteral( "first_name" ),
                                         QStringLiteral( "last_name" ), QStringLiteral( "last_seen_at" ) };
      for ( const QString &sort : sorts )
        if ( !sKeys.contains( sort ) )
          return fail( ErrorKind::InvalidInput,
                       QStringLiteral( "--sort is one of %1, not \"%2\"" )
                         .arg( sKeys.join( QStringLiteral( ", " ) ), sort.left( 60 ) ) );
      return {};
    }

    [[nodiscard]] Result<ExitCode> list( Runtime &runtime, const Given &given )
    {
      ods::UserQuery query = given.query;
      SYNCLINE_CHECK( checkSorts( query.sort ) );
      if ( !given.limit.isEmpty() )
      {
        SYNCLINE_TRY( limit, numberFrom( given.limit, "--limit" ) );
        query.limit = int( qMin<qint64>( limit, ods::MAX_PAGE ) );
      }
      if ( !given.offset.isEmpty() )
      {
        SYNCLINE_TRY( offset, numberFrom( given.offset, "--offset" ) );
        query.offset = offset;
      }
      SYNCLINE_TRY( domain, Domain::open( runtime, given.domain ) );
      SYNCLINE_TRY( page, domain->ask( runtime, ods::users( query ) ) );
      QList<QStringList> table = { fieldNames() };
      QList<QStringList> lines = { {} };
      QJsonArray users;
      for ( const ods::User &user : page.results )
      {
        table.append( cellsOf( user ) );
        QStringList groups;
        for ( const ods::GroupRef &group : user.groups )
          groups.append( group.title.isEmpty() ? group.uid : group.title );
        lines.append( { user.userName, user.email,
                        ( user.firstName + QLatin1Char( ' ' ) + user.lastName ).trimmed(),
                        groups.join( QStringLiteral( ", " ) ),
                        user.isActive.value_or( true ) ? QString() : QStringLiteral( "inactive" ) } );
        users.append( user.fields );
      }
      if ( query.limit == 0 && page.total && !given.options.csv )
        runtime.console().line( QString::number( *page.total ) );
      showRows( runtime, given.options.csv ? table : lines, given.options.csv );
      const auto orNull = []( const std::optional<qint64> &number )
      { return number ? QJsonValue( *number ) : QJsonValue(); };
      runtime.console().note( QStringLiteral( "%1 of %2 users." )
                                .arg( page.results.size() )
                                .arg( page.total ? QString::number( *page.total ) : QStringLiteral( "?" ) ) );
      if ( page.next && query.limit != 0 )
        runtime.console().note( QStringLiteral( "--offset %1 shows those that follow." ).arg( *page.next ) );
      runtime.console().document(
        QJsonDocument( QJsonObject{ { QStringLiteral( "total_count" ), orNull( page.total ) },
                                    { QStringLiteral( "next_offset" ), orNull( page.next ) },
                                    { QStringLiteral( "previous_offset" ), orNull( page.previous ) },
                                    { QStringLiteral( "results" ), users } } ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> get( Runtime &runtime, const Given &given )
    {
      if ( !given.expand.isEmpty() && given.expand != QLatin1String( "groups" ) )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "--expand takes groups" ) );
      SYNCLINE_TRY( domain, Domain::open( runtime, given.domain ) );
      const ods::Groups groups =
        given.expand == QLatin1String( "groups" ) ? ods::Groups::Expanded : ods::Groups::AsReferences;
      SYNCLINE_TRY( name, userNamed( runtime, *domain, given.name ) );
      SYNCLINE_TRY( user, domain->ask( runtime, ods::user( name, groups ) ) );
      if ( given.options.csv && runtime.console().isJson() )
        runtime.console().document( QJsonDocument( user.fields ) );
      else
        showUser( runtime, user, given.options.csv );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<QJsonObject> changesFrom( const QStringList &sets, const ods::User &user )
    {
      QJsonObject changes;
      for ( const QString &set : sets )
      {
        const int equals = int( set.indexOf( QLatin1Char( '=' ) ) );
        if ( equals <= 0 )
          return fail( ErrorKind::InvalidInput,
                       QStringLiteral( "--set wants KEY=VALUE, not \"%1\"" ).arg( set.left( 60 ) ) );
        SYNCLINE_TRY( value, odsValue( set.left( equals ), set.mid( equals + 1 ), user.permissions ) );
        changes.insert( set.left( equals ), value );
      }
      return changes;
    }

    QString shortText( const QJsonValue &value )
    {
      const QJsonArray items = value.toArray();
      QStringList texts;
      for ( const QJsonValue &item : items )
        texts.append( item.isObject() ? item.toObject().value( QLatin1String( "uid" ) ).toString()
                                      : item.toString() );
      if ( value.isArray() )
        return texts.join( QLatin1Char( ';' ) );
      return value.isObject()
               ? QString::fromUtf8( QJsonDocument( value.toObject() ).toJson( QJsonDocument::Compact ) )
               : value.toVariant().toString();
    }

    void showChanges( Runtime &runtime, const QJsonObject &now, const QJsonObject &wanted )
    {
      QJsonObject document;
      for ( auto it = wanted.begin(); it != wanted.end(); ++it )
      {
        const QJsonValue before = now.value( it.key() );
        if ( before == it.value() )
          continue;
        runtime.console().line( QStringLiteral( "%1 would change from \"%2\" to \"%3\"" )
                                  .arg( it.key(), shortText( before ), shortText( it.value() ) ) );
        document.insert( it.key(), QJsonArray{ before, it.value() } );
      }
      if ( document.isEmpty() )
        runtime.console().line( QStringLiteral( "Nothing would change." ) );
      runtime.console().document( QJsonDocument( document ) );
    }

    [[nodiscard]] Result<ExitCode> update( Runtime &runtime, const Given &given )
    {
      if ( given.sets.isEmpty() == given.replacement.isEmpty() )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "give either --set KEY=VALUE or --replace FILE" ) );
      QJsonObject whole;
      if ( !given.replacement.isEmpty() )
      {
        SYNCLINE_TRY( bytes, readAllFrom( given.replacement ) );
        const QJsonDocument document = QJsonDocument::fromJson( bytes );
        if ( !document.isObject() )
          return fail( ErrorKind::InvalidInput,
                       QStringLiteral( "%1 holds no JSON object" ).arg( given.replacement ) );
        whole = document.object();
      }
      SYNCLINE_TRY( domain, Domain::open( runtime, given.domain ) );
      SYNCLINE_TRY( name, userNamed( runtime, *domain, given.name ) );
      SYNCLINE_TRY( base, domain->ask( runtime, ods::user( name ) ) );
      SYNCLINE_TRY( changes, changesFrom( given.sets, base ) );
      const QJsonObject wanted = whole.isEmpty() ? changes : whole;
      if ( given.options.dryRun )
      {
        showChanges( runtime, base.fields, wanted );
        return ExitCode::Ok;
      }
      OdsPeople &people = domain->people();
      SYNCLINE_TRY( user,
                    await( whole.isEmpty() ? people.change( base, changes ) : people.replace( base, whole ),
                           runtime.cancel() ) );
      showUser( runtime, user );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> remove( Runtime &runtime, const Given &given )
    {
      SYNCLINE_TRY( domain, Domain::open( runtime, given.domain ) );
      SYNCLINE_TRY( name, userNamed( runtime, *domain, given.name ) );
      if ( given.options.dryRun )
      {
        SYNCLINE_TRY( user, domain->ask( runtime, ods::user( name ) ) );
        runtime.console().line(
          QStringLiteral( "%1 (%2) would be deleted." ).arg( user.userName, user.email ) );
        runtime.console().document(
          QJsonDocument( QJsonObject{ { QStringLiteral( "would_delete" ), user.userName } } ) );
        return ExitCode::Ok;
      }
      if ( !given.options.yes )
      {
        const Consent consent =
          askConsent( QStringLiteral( "Delete %1? This cannot be undone." ).arg( name ) );
        if ( consent == Consent::Refused )
          return ExitCode::Canceled;
        if ( consent == Consent::NobodyThere )
        {
          runtime.console().complain(
            QStringLiteral( "Deleting %1 cannot be undone. Add --yes to do it." ).arg( name ) );
          return ExitCode::NeedsConsent;
        }
      }
      const Result<bool> removed = await( domain->people().remove( name ), runtime.cancel() );
      if ( !removed )
        return tl::unexpected<Error>( removed.error() );
      runtime.console().line( QStringLiteral( "Deleted %1." ).arg( name ) );
      runtime.console().document( QJsonDocument( QJsonObject{ { QStringLiteral( "deleted" ), name } } ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<Intent> intentFrom( const Given &given, UnknownPeople how )
    {
      Intent intent;
      intent.unknown = how;
      intent.permissions = given.filled.permissions;
      intent.groups = given.filled.groups;
      intent.identityProvider = given.identityProvider;
      for ( const QString &pair : given.attributes )
      {
        const int equals = int( pair.indexOf( QLatin1Char( '=' ) ) );
        if ( equals <= 0 )
          return fail( ErrorKind::InvalidInput,
                       QStringLiteral( "--attribute wants K=V, not \"%1\"" ).arg( pair.left( 60 ) ) );
        intent.identityAttributes.insert( pair.left( equals ), pair.mid( equals + 1 ) );
      }
      if ( how == UnknownPeople::Provision && intent.identityProvider.isEmpty() )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "provisioning needs --identity-provider" ) );
      return intent;
    }

    [[nodiscard]] Result<ExitCode> bringIn( Runtime &runtime, const Given &given, UnknownPeople how )
    {
      SYNCLINE_TRY( intent, intentFrom( given, how ) );
      SYNCLINE_TRY( entries, entriesFor( given.options, { given.emails, {}, {} } ) );
      for ( PersonEntry &entry : entries )
      {
        entry.firstName = entry.firstName.isEmpty() ? given.filled.firstName : entry.firstName;
        entry.lastName = entry.lastName.isEmpty() ? given.filled.lastName : entry.lastName;
      }
      SYNCLINE_TRY( domain, Domain::open( runtime, given.domain ) );
      OdsPeople &people = domain->people();
      SYNCLINE_TRY( present, await( people.read( entries ), runtime.cancel() ) );
      const Result<ExitCode> code =
        carryOut( runtime, people, planOds( entries, present, intent ), given.options );
      if ( !people.unknownKeys().isEmpty() )
        runtime.console().note( QStringLiteral( "The domain's answer named items that were not sent: %1." )
                                  .arg( people.unknownKeys().join( QStringLiteral( ", " ) ) ) );
      return code;
    }

    [[nodiscard]] Result<ExitCode> exportUsers( Runtime &runtime, const Given &given )
    {
      const bool isJson = given.format == QLatin1String( "json" );
      if ( !isJson && given.format != QLatin1String( "csv" ) )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "--format is csv or json" ) );
      if ( given.delimiter.size() != 1 )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "--delimiter is one character" ) );
      if ( isJson && !given.subdomains.isEmpty() )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "--subdomains goes with --format csv only" ) );
      if ( given.output.isEmpty() )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "--output names the file to write" ) );
      SYNCLINE_TRY( domain, Domain::open( runtime, given.domain ) );
      const bool isToOutput = given.output == QLatin1String( "-" );
      NewFile file( given.output );
      if ( !isToOutput )
        SYNCLINE_CHECK( file.open() );
      const BodySink sink = isToOutput ? standardOutput() : file.sink();
      if ( isJson )
        SYNCLINE_CHECK( await( domain->people().exportJson( sink ), runtime.cancel() ) );
      else
        SYNCLINE_CHECK(
          domain->ask( runtime, ods::exportUsers( { given.delimiter.at( 0 ), given.subdomains }, sink ) ) );
      if ( isToOutput )
        return ExitCode::Ok;
      SYNCLINE_CHECK( file.finish() );
      runtime.console().line( QStringLiteral( "Wrote %1." ).arg( given.output ) );
      runtime.console().document(
        QJsonDocument( QJsonObject{ { QStringLiteral( "file" ), given.output } } ) );
      return ExitCode::Ok;
    }

    template<class Run>
    std::pair<CommandForm, std::shared_ptr<Given>> command( CommandLine &commands, const char *name,
                                                            const char *help, Run run )
    {
      const auto given = std::make_shared<Given>();
      CommandForm form = commands.add( QString::fromLatin1( name ), help,
                                       [given, run]( Runtime &runtime ) {
                                         return inDomainWords( runtime, run( runtime, *given ), given->name );
                                       } );
      addDomainOptions( form, given->domain );
      return { std::move( form ), given };
    }

    void addBringIn( CommandLine &commands, const char *name, const char *help, UnknownPeople how )
    {
      auto made =
        command( commands, name, help,
                 [how]( Runtime &runtime, const Given &given ) { return bringIn( runtime, given, how ); } );
      made.first.arguments( "EMAIL", made.second->emails, 0, "Addresses" );
      made.first.option( "--first-name", made.second->filled.firstName,
                         "For those that have none in --from" );
      made.first.option( "--last-name", made.second->filled.lastName, "Likewise" );
      made.first.options( "--permission", made.second->filled.permissions,
                          "A right to give; may be given several times" );
      made.first.options( "--group", made.second->filled.groups,
                          "A group's uid; may be given several times" );
      if ( how == UnknownPeople::Provision )
      {
        made.first.option( "--identity-provider", made.second->identityProvider, "Its uid" );
        made.first.options( "--attribute", made.second->attributes,
                            "K=V for the identity provider; may be given several times" );
      }
      addFileOptions(
        made.first, made.second->options,
        "Many at once: a CSV file with the columns email, username, first_name, last_name, groups, "
        "permissions, or a list of addresses; - reads standard input" );
      made.first.flag( "-y,--yes", made.second->options.yes, "Accepted for scripts: nothing is asked here" );
    }
  } // namespace

  void addOds( CommandLine &commands )
  {
    commands.addGroup( "ods", "Users of an Opendatasoft domain" );
    auto listed = command( commands, "ods list", "Find users", list );
    listed.first.option( "--search", listed.second->query.search, "In user name, names and e-mail" );
    listed.first.options( "--sort", listed.second->query.sort,
                          "username, first_name, last_name or last_seen_at; may be given several times" );
    listed.first.options( "--permissions", listed.second->query.permissions,
                          "Held directly; may be given several times" );
    listed.first.options( "--all-permissions", listed.second->query.allPermissions,
                          "Held directly or through a group; likewise" );
    listed.first.option( "--limit", listed.second->limit, "At most so many; 0: only the count" );
    listed.first.option( "--offset", listed.second->offset, "Leave out the first so many" );
    listed.first.flag( "--csv", listed.second->options.csv, "CSV with all fields on standard output" );
    auto shown = command( commands, "ods get", "All fields of one user", get );
    shown.first.argument( "NAME", shown.second->name, "User name or e-mail" );
    shown.first.option( "--expand", shown.second->expand, "groups: with their titles and rights" );
    shown.first.flag( "--csv", shown.second->options.csv, "CSV with all fields on standard output" );
    auto updated = command( commands, "ods update", "Change fields of a user; all others stay", update );
    updated.first.argument( "NAME", updated.second->name, "User name or e-mail" );
    updated.first.options( "--set", updated.second->sets,
                           "KEY=VALUE; lists separated by commas; may be given several times" );
    updated.first.option( "--replace", updated.second->replacement, "JSON file with the whole user instead" );
    updated.first.flag( "--dry-run", updated.second->options.dryRun, "Show what would change" );
    auto deleted = command( commands, "ods delete", "Delete a user", remove );
    deleted.first.argument( "NAME", deleted.second->name, "User name or e-mail" );
    deleted.first.flag( "-y,--yes", deleted.second->options.yes, "Do not ask" );
    deleted.first.flag( "--dry-run", deleted.second->options.dryRun, "Show who would be deleted" );
    addBringIn( commands, "ods invite", "Make accounts and write to the addresses", UnknownPeople::Invite );
    addBringIn( commands, "ods provision", "Make accounts with an identity provider",
                UnknownPeople::Provision );
    auto exported = command( commands, "ods export", "Write all users to a file", exportUsers );
    exported.first.option( "--format", exported.second->format,
                           "csv, as the domain makes it, or json with all fields" );
    exported.first.option( "--delimiter", exported.second->delimiter, "Of the CSV file" );
    exported.first.option( "--subdomains", exported.second->subdomains, "Of which subdomains too (CSV)" );
    exported.first.option( "--output", exported.second->output, "The file; - writes to standard output" );
  }
} // namespace syncline::cli
