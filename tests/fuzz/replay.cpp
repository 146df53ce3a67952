// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a fuzz target without libFuzzer: every file of the corpus, then variations of them by a fixed seed.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput( const uint8_t *data, size_t size );

namespace
{
  constexpr int VARIATIONS = 24000; // of all files together
  using Input = std::vector<char>;

  void run( const Input &input )
  {
    const std::vector<uint8_t> exact( input.begin(),
                                      input.end() ); // so that a checker sees reads beyond the end
    LLVMFuzzerTestOneInput( exact.data(), exact.size() );
  }

  Input varied( Input input, std::mt19937 &random )
  {
    for ( unsigned times = random() % 20 + 1; times > 0 && !input.empty(); --times )
    {
      const size_t at = random() % input.size();
      switch ( random() % 4 )
      {
        case 0:
          input[at] = char( random() );
          break;
        case 1:
          input[at] = char( random() % 2 ? 0xff : 0 );
          break;
        case 2:
          input[at] = input[random() % input.size()];
          break;
        default:
          input[at] = char( input[at] + ( random() % 2 ? 1 : -1 ) );
      }
    }
    if ( random() % 8 == 0 )
      input.resize( random() % ( input.size() + 1 ) );
    return input;
  }
} // namespace

int main( int count, char **arguments )
{
  std::vector<std::filesystem::path> paths;
  for ( int i = 1; i < count; ++i )
  {
    for ( const auto &entry : std::filesystem::directory_iterator( arguments[i] ) )
      paths.push_back( entry.path() );
  }
  long executions = 0;
  for ( const std::filesystem::path &path : paths )
  {
    std::ifstream file( path, std::ios::binary );
    const Input input{ std::istreambuf_iterator<char>( file ), std::istreambuf_iterator<char>() };
    std::mt19937 random( 1 );
    run( input );
    const int variations = VARIATIONS / int( paths.size() );
    for ( int variation = 0; variation < variations; ++variation )
      run( varied( input, random ) );
    executions += variations + 1;
  }
  std::printf( "%ld executions\n", executions );
  return executions > 0 ? 0 : 1;
}
