// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakefault.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace syncline
{
  namespace
  {
    using Kind = FakeFault::Kind;

    struct Word
    {
        const char *name;
        Kind kind;
        bool hasNumber;
    };
    constexpr Word WORDS[] = {
      { "status", Kind::Status, true }, { "html", Kind::Html, true },
      { "drop", Kind::Drop, false },    { "lose", Kind::LoseAnswer, false },
      { "cut", Kind::CutBody, true },   { "short", Kind::ShortBody, true },
      { "delay", Kind::Delay, true },   { "norange", Kind::NoRange, false },
    };
  } // namespace

  std::optional<FakeFault> FakeFault::fromText( const QString &text )
  {
    static const QRegularExpression form(
      QStringLiteral( "\\A([0-9]+|\\*):([a-z]+)(?:=([0-9]+))?(?:@(.+))?\\z" ) );
    const QRegularExpressionMatch match = form.match( text );
    const auto *word =
      std::find_if( std::begin( WORDS ), std::end( WORDS ),
                    [&match]( const Word &w ) { return match.captured( 2 ) == QLatin1String( w.name ); } );
    if ( !match.hasMatch() || word == std::end( WORDS ) || word->hasNumber == match.captured( 3 ).isEmpty() )
      return std::nullopt;
    FakeFault fault;
    fault.kind = word->kind;
    const bool isAlways = match.captured( 1 ) == QLatin1String( "*" );
    fault.nth = isAlways ? 1 : match.captured( 1 ).toInt();
    fault.times = isAlways ? 0 : 1;
    fault.pathPattern = match.captured( 4 );
    const qint64 number = match.captured( 3 ).toLongLong();
    if ( fault.kind == Kind::Status || fault.kind == Kind::Html )
      fault.status = static_cast<int>( number );
    fault.bytes = number;
    fault.delay = std::chrono::milliseconds( fault.kind == Kind::Delay ? number : 0 );
    return fault.nth > 0 ? std::optional<FakeFault>( fault ) : std::nullopt;
  }
} // namespace syncline

namespace syncline::fake
{
  bool matchesPattern( const QString &pattern, const FakeRequest &request )
  {
    if ( pattern.isEmpty() )
      return true;
    // Wildcards over the whole path: a * takes slashes too, which QRegularExpression's own conversion does not allow.
    QString form = QRegularExpression::escape( pattern );
    form.replace( "\\*"_l1, ".*"_l1 ).replace( "\\?"_l1, "."_l1 );
    const QRegularExpression expression( QStringLiteral( "\\A%1\\z" ).arg( form ),
                                         QRegularExpression::DotMatchesEverythingOption );
    return expression.match( QUrl::fromPercentEncoding( request.path() ) ).hasMatch();
  }

  bool ArmedFault::strikes( const FakeRequest &request )
  {
    if ( !mFault.verb.isEmpty() && mFault.verb != request.verb )
      return false;
    if ( !matchesPattern( mFault.pathPattern, request ) )
      return false;
    ++mSeen;
    return mSeen >= mFault.nth && ( mFault.times == 0 || mSeen < mFault.nth + mFault.times );
  }

  FakeResponse answerInstead( const FakeFault &fault )
  {
    if ( fault.kind == FakeFault::Kind::Drop )
    {
      FakeResponse nothing;
      nothing.isDropped = true;
      return nothing;
    }
    if ( fault.kind == FakeFault::Kind::Html )
      return text( fault.status, "<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head>"
                                 "<body><h1>Welcome</h1></body></html>\n" );
    if ( fault.status == 401 )
      return json( QStringLiteral( "Authentication information is missing or invalid." ), 401 );
    return problem( fault.status );
  }

  void spoil( const FakeFault &fault, FakeResponse &answer )
  {
    switch ( fault.kind )
    {
      case FakeFault::Kind::Status:
      case FakeFault::Kind::Html:
      case FakeFault::Kind::Drop:
      case FakeFault::Kind::NoRange:
        break;
      case FakeFault::Kind::LoseAnswer:
        answer.isDropped = true;
        break;
      case FakeFault::Kind::CutBody:
        answer.cutAfter = fault.bytes;
        break;
      case FakeFault::Kind::ShortBody:
        answer.body = answer.content().left( static_cast<int>( fault.bytes ) );
        answer.file.reset();
        break;
      case FakeFault::Kind::Delay:
        answer.delay += fault.delay;
        break;
      case FakeFault::Kind::Rewrite:
        if ( fault.rewrite )
          fault.rewrite( answer );
        break;
    }
  }

  FakeRequest withoutRange( const FakeRequest &request )
  {
    FakeRequest whole = request;
    whole.headers.clear();
    for ( const auto &header : request.headers )
      if ( header.first.compare( "Range", Qt::CaseInsensitive ) != 0 )
        whole.headers.append( header );
    return whole;
  }
} // namespace syncline::fake
