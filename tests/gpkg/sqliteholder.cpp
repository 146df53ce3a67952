// SPDX-License-Identifier: GPL-2.0-or-later
// Another program that has databases open: it obeys one command a line and answers with one line. Plain SQLite, none of our care.
#include "core/gpkg/livedatabase.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <iostream>
#include <string>

namespace
{
  sqlite3 *sHandle = nullptr;
  std::string sRow;

  int keepFirst( void *, int, char **values, char ** )
  {
    sRow = values[0] ? values[0] : "NULL";
    return 0;
  }

  //! What triggers of GeoPackages call.
  void addGeometryFunctions()
  {
    const auto zero = []( sqlite3_context *context, int, sqlite3_value ** )
    { sqlite3_result_int( context, 0 ); };
    for ( const char *name : { "ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY" } )
      sqlite3_create_function( sHandle, name, 1, SQLITE_UTF8, nullptr, zero, nullptr, nullptr );
  }

  void answer( int code )
  {
    if ( code == SQLITE_OK )
      std::cout << "ok " << sRow << std::endl;
    else
      std::cout << "error " << code << std::endl;
  }

  //! What a careless hashing scan does: POSIX drops all locks of the process on the file when the descriptor is closed.
  void readPlainly( const std::string &path )
  {
    const int descriptor = ::open( path.c_str(), O_RDONLY );
    char bytes[4096];
    while ( ::read( descriptor, bytes, sizeof bytes ) > 0 )
    {
    }
    ::close( descriptor );
    std::cout << "ok" << std::endl;
  }

  void readThroughSqlite( const std::string &path )
  {
    const auto print = syncline::livedb::fingerprint( QString::fromStdString( path ), {} );
    std::cout << ( print ? "ok" : "error" ) << std::endl;
  }
} // namespace

int main()
{
  std::string line;
  while ( std::getline( std::cin, line ) )
  {
    const std::string command = line.substr( 0, line.find( ' ' ) );
    const std::string argument =
      line.size() > command.size() ? line.substr( command.size() + 1 ) : std::string();
    sRow.clear();
    if ( command == "open" )
    {
      const int code = sqlite3_open( argument.c_str(), &sHandle );
      addGeometryFunctions();
      answer( code );
    }
    else if ( command == "wait" )
      answer( sqlite3_busy_timeout( sHandle, std::stoi( argument ) ) );
    else if ( command == "sql" )
      answer( sqlite3_exec( sHandle, argument.c_str(), keepFirst, nullptr, nullptr ) );
    else if ( command == "close" )
      answer( sqlite3_close( sHandle ) );
    else if ( command == "readplainly" )
      readPlainly( argument );
    else if ( command == "fingerprint" )
      readThroughSqlite( argument );
  }
  return 0;
}
